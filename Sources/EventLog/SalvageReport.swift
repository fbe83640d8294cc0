public import TopologyModel

/// What a salvage took from a damaged store, and what it could not.
public struct SalvageReport: Sendable {
  /// An event that is lost.
  public struct Loss: Hashable, Sendable {
    /// Where it was.
    public var position: LogPosition
    /// What it was about, where that can be read.
    public var object: ObjectReference?
    /// Why it is lost.
    public var reason: String
  }

  /// How many events were taken.
  public internal(set) var savedCount = 0
  /// The lost events, in order; at most `lossesMax` of them.
  public internal(set) var losses: [Loss] = []
  /// How many events are lost.
  public internal(set) var lostCount = 0
  /// The retention horizon of the damaged store, where the new one has none, since what was left below
  /// it, or what was told of it, is not what it was.
  public internal(set) var lostHorizon: LogPosition?
  /// The head of the new store.
  public internal(set) var head: (position: LogPosition, hash: ChainHash) = (.zero, .genesis)

  /// How many lost events are told one by one.
  public static let lossesMax = 1000

  /// The last event up to which the new store has the chain of the old one, position by position; nil
  /// where nothing is lost.
  public var commonPosition: LogPosition? {
    if lostHorizon != nil { return .zero }
    return losses.first.map { LogPosition($0.position.value - 1) }
  }

  mutating func add(_ loss: Loss) {
    lostCount += 1
    if losses.count < Self.lossesMax { losses.append(loss) }
  }
}
