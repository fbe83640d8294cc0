public import TopologyModel

/// Where a feed of one kind ended in the log: what a recorder goes on from.
public struct FeedTail: Sendable {
  /// The feed.
  public var feed: FeedDescription
  /// The position of its last event.
  public var position: LogPosition
  /// The epoch of its last event.
  public var epoch: Int
  /// When its last event was observed.
  public var observedAt: Instant
  /// The revision up to which its last session had told everything; nil where it ended in the midst
  /// of a listing.
  public var revision: Revision?
  /// The key of its last session.
  public var sessionStart: Instant
  /// The next number within that session.
  public var nextOrdinal: Int
  /// Whether that session was opened, and nothing says that it ended.
  public var isOpen: Bool
}
