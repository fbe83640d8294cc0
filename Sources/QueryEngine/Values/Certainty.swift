/// How far a row's interval is to be trusted, from best to weakest.
public enum Certainty: String, Sendable, CaseIterable, Comparable {
  /// Its beginning and its end were watched.
  case observed
  /// Its beginning or its end is known from a listing only.
  case inferred
  /// It is cut to the asked span.
  case clipped
  /// Nobody was watching: it is carried forward from the last known state.
  case carried

  private var rank: Int {
    switch self {
    case .observed: 0
    case .inferred: 1
    case .clipped: 2
    case .carried: 3
    }
  }

  /// Returns whether the left certainty is the stronger one.
  public static func < (left: Certainty, right: Certainty) -> Bool {
    left.rank < right.rank
  }
}
