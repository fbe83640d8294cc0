public import TopologyModel

/// One line of a recorder's log.
public struct RecorderMessage: Hashable, Sendable {
  /// How much it matters.
  public enum Level: String, Sendable {
    case info
    case warning
  }

  /// How much it matters.
  public var level: Level
  /// The cluster's name in the store.
  public var cluster: String
  /// The kind; nil where it is about all.
  public var kind: ResourceKind?
  /// What happened, in one line.
  public var text: String
  /// What to do; nil where only time helps.
  public var help: String?
}
