public import TopologyModel

/// How the watching of one kind of one cluster stands.
public struct WatchState: Hashable, Sendable {
  /// What the watch does.
  public enum Phase: String, Sendable {
    /// It has not asked yet, or asks.
    case connecting
    /// A list is coming.
    case listing
    /// The server tells of changes.
    case watching
    /// It waits before it asks again.
    case waiting
    /// It was ended.
    case ended
  }

  /// The cluster's name in the store.
  public var cluster: String
  /// The kind.
  public var kind: ResourceKind
  /// The namespace; nil for all.
  public var namespace: String?
  /// What it does.
  public var phase = Phase.connecting
  /// The last revision up to which everything was told.
  public var revision: Revision?
  /// When the server last said anything.
  public var lastToldAt: Instant?
  /// Since when the kind is not observed; nil while it is.
  public var gapSince: Instant?
  /// Why not, in one line; nil while it is.
  public var problem: String?
  /// How many changes were told.
  public var changeCount = 0
  /// How many objects the last complete listing had.
  public var listedCount = 0
  /// By how many seconds the server's clock was ahead of ours at the last answer, to the second.
  public var skewSeconds = 0

  /// Creates the state of a watch that has not begun.
  public init(cluster: String, kind: ResourceKind, namespace: String?) {
    self.cluster = cluster
    self.kind = kind
    self.namespace = namespace
  }
}
