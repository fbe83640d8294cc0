public import TopologyModel

/// A watch that is open.
public struct StandInWatch: Hashable, Sendable {
  /// The number of its request.
  public var request: Int
  /// The kind that is watched.
  public var kind: ResourceKind
  /// The namespace that is watched; nil for all.
  public var namespace: String?
  /// How many records of the world it has sent, those of the initial state and bookmarks included.
  public var recordCount = 0
  /// The revision of the last of them.
  public var lastRevision: Revision?
  /// Whether it has sent everything that has happened.
  public var isCaughtUp = false
  /// Whether it sends no more, though its connection is open.
  public var isSilent = false
}
