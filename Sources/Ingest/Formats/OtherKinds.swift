/// Counts records of kinds that Hindcast does not remember.
struct OtherKinds: Hashable, Sendable {
  private var counts: [String: Int] = [:]

  mutating func count(_ kind: String) {
    counts[kind, default: 0] += 1
  }

  /// Counts what was counted elsewhere.
  mutating func add(_ others: OtherKinds) {
    counts.merge(others.counts, uniquingKeysWith: +)
  }

  /// The note about them, where there are any.
  func note(file: String) -> ImportNote? {
    guard !counts.isEmpty else { return nil }
    let kinds = counts.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
    var note = ImportNote(
      code: "other-kinds",
      message: "objects of kinds that are not remembered were passed over "
        + "(\(kinds.joined(separator: ", ")))",
      file: file
    )
    note.otherKinds = self
    return note
  }
}
