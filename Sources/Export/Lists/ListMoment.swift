public import TopologyModel

/// The moment that a list is about.
public enum ListMoment: Hashable, Sendable, CustomStringConvertible {
  /// What was proven by an instant.
  case instant(Instant)
  /// A revision of the last epoch.
  case revision(Revision)
  /// The last instant at which anything was observed.
  case latest

  /// The moment in words.
  public var description: String {
    switch self {
    case .instant(let instant): instant.description
    case .revision(let revision): "revision \(revision)"
    case .latest: "the end of the log"
    }
  }
}
