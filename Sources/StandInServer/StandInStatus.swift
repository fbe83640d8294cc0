public import TopologyModel

/// What a server has seen and what is going on.
public struct StandInStatus: Sendable {
  /// All requests, in the order in which they came.
  public internal(set) var requests: [StandInRequest] = []
  /// The watches that are open, in the order in which they came.
  public internal(set) var watches: [StandInWatch] = []
  /// How many connections are open.
  public internal(set) var connectionCount = 0

  /// Returns the requests that are meant, in the order in which they came.
  public func requests(_ target: StandInTarget) -> [StandInRequest] {
    requests.filter(target.matches)
  }

  /// Returns the open watches of a kind, or of all.
  public func watches(of kind: ResourceKind?) -> [StandInWatch] {
    watches.filter { kind == nil || $0.kind == kind }
  }
}
