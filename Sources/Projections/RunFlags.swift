/// What is only inferred of a run.
struct RunFlags: OptionSet, Hashable {
  let rawValue: Int

  /// Its beginning is known from a listing only.
  static let beginsInferred = RunFlags(rawValue: 1)
  /// Its end is known from a listing only.
  static let endsInferred = RunFlags(rawValue: 2)
}
