/// Several occurrences of one `ip:port` for one Service port (semantics.md 2.24, finding ST116).
public struct EndpointConflict: Hashable, Sendable {
  /// The occurrence that stands for all.
  public var kept: EndpointCandidate
  /// The others, best first.
  public var dropped: [EndpointCandidate]

  /// Creates a conflict.
  public init(kept: EndpointCandidate, dropped: [EndpointCandidate]) {
    self.kept = kept
    self.dropped = dropped
  }

  /// Whether occurrences differ in their conditions.
  public var conditionsDiffer: Bool {
    dropped.contains { Self.conditions($0) != Self.conditions(kept) }
  }

  /// Whether kube-proxy's own choice is undefined: among the occurrences that are terminating as
  /// the kept one is, or are not, conditions differ, and the order of slices in a Go map decides
  /// (semantics.md 2.24).
  public var isUndefined: Bool {
    dropped.contains {
      $0.endpoint.isTerminating == kept.endpoint.isTerminating
        && Self.conditions($0) != Self.conditions(kept)
    }
  }

  private static func conditions(_ candidate: EndpointCandidate) -> [Bool] {
    [
      candidate.endpoint.isReady, candidate.endpoint.isServing, candidate.endpoint.isTerminating,
    ]
  }
}
