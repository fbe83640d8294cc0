public import TopologyModel

/// One thing that the recorder of a simulated cluster received.
public struct SimulatedRecord: Sendable {
  /// How an object changed.
  public enum Change: String, Sendable {
    case added = "ADDED"
    case modified = "MODIFIED"
    case deleted = "DELETED"
  }

  /// What it was.
  public enum Content: Sendable {
    /// A list begins.
    case listBegan
    /// An object of the list.
    case listItem(body: [UInt8])
    /// The list is complete, and the watch is open from its revision on.
    case listEnded
    /// An object changed.
    case change(Change, body: [UInt8])
    /// The kind was told of up to the revision.
    case bookmark
    /// The server ended the watch in time, and it was opened again from the revision on.
    case resumed
    /// The revision to go on from was too old: the watch ends, and what follows is not told.
    case expired(oldest: UInt64)
    /// The connection was lost.
    case paused
    /// The watch goes on from the revision that it had told; nothing is lost.
    case continued
    /// The recorder ends.
    case ended
  }

  /// When it was received.
  public var receivedAt: Instant
  /// The kind that it is about.
  public var kind: ResourceKind
  /// The revision of the object, of the list, or up to which the watch has told.
  public var revision: UInt64
  /// What it was.
  public var content: Content
}
