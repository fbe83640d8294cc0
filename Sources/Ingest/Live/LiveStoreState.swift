public import TopologyModel

/// How the writing of live records goes.
public struct LiveStoreState: Hashable, Sendable {
  /// How many events were appended.
  public var appendedCount = 0
  /// How many events wait to be written.
  public var queuedCount = 0
  /// How many bytes of bodies wait to be written.
  public var queuedBytes = 0
  /// When the oldest of those that wait was observed; nil where none waits.
  public var oldestObservedAt: Instant?
  /// How many times a watch had to wait since the store was slower than the cluster.
  public var heldBackCount = 0
  /// Whether a watch waits now.
  public var isHoldingBack = false
  /// Why the last write failed; nil while writes succeed.
  public var failure: String?

  /// Creates the state of a store to which nothing was written yet.
  public init() {}
}
