/// The usable endpoints of a Service port, by traffic policy (semantics.md 3.5–3.11).
public struct CategorizedEndpoints: Hashable, Sendable {
  /// What traffic under the policy Cluster may use; nil when the port never uses that policy,
  /// empty when it does and nothing is usable.
  public var cluster: [EligibleEndpoint]?
  /// What traffic under the policy Local may use on the client node; nil when the port never uses
  /// that policy, empty when it does and nothing is usable.
  public var local: [EligibleEndpoint]?
  /// All that is reachable from the client node: the union of both, by `ip:port`.
  public var reachable: [EligibleEndpoint]
  /// Whether any endpoint in the cluster is usable, even if none is reachable from this node.
  public var anyInCluster: Bool
  /// Which hints narrowed the cluster set.
  public var hintMode: HintMode

  /// Creates a categorization.
  public init(
    cluster: [EligibleEndpoint]?,
    local: [EligibleEndpoint]?,
    reachable: [EligibleEndpoint],
    anyInCluster: Bool,
    hintMode: HintMode
  ) {
    self.cluster = cluster
    self.local = local
    self.reachable = reachable
    self.anyInCluster = anyInCluster
    self.hintMode = hintMode
  }
}
