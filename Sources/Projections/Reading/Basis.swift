public import EventLog
public import TopologyModel

/// What an answer rests on: the last log position used, and the chain hash there.
public struct Basis: Hashable, Sendable {
  /// The last position.
  public var position: LogPosition
  /// The chain hash there.
  public var hash: ChainHash

  /// Creates a basis.
  public init(position: LogPosition, hash: ChainHash) {
    self.position = position
    self.hash = hash
  }
}
