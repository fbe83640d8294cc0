public import TopologyModel

/// What became of appended drafts; when it is returned, they are on disk.
public struct AppendReceipt: Sendable {
  /// What became of one draft.
  public enum Outcome: Hashable, Sendable {
    /// It was appended there.
    case appended(LogPosition)
    /// The log held it already; a better observation of it was appended there as `seen`.
    case seen(LogPosition, original: LogPosition)
    /// The log held it already, there.
    case duplicate(of: LogPosition)
    /// It was observed before the horizon behind which the log has forgotten its cluster, and the
    /// log does not hold it: it was skipped.
    case behindHorizon
  }

  /// One outcome a draft, in the drafts' order.
  public var outcomes: [Outcome]
  /// The last position of the log after the append.
  public var head: LogPosition

  /// Creates a receipt.
  public init(outcomes: [Outcome], head: LogPosition) {
    self.outcomes = outcomes
    self.head = head
  }

  /// How many events were appended, `seen` ones included.
  public var appendedCount: Int {
    outcomes.count {
      switch $0 {
      case .appended, .seen: true
      case .duplicate, .behindHorizon: false
      }
    }
  }
}
