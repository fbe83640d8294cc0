/// What happens to a new connection (semantics.md 3.10, 3.11).
public struct TrafficOutcome: Hashable, Sendable {
  /// What kube-proxy does.
  public enum Action: String, Hashable, Sendable, CaseIterable {
    /// It goes to one of the endpoints.
    case forward = "forward"
    /// It gets no answer, and times out: endpoints exist, but none that the policy allows here.
    case drop = "drop"
    /// It is refused: nothing is usable anywhere.
    case reject = "reject"
  }

  /// What kube-proxy does.
  public var action: Action
  /// Where the connection may go; empty unless it is forwarded.
  public var endpoints: [EligibleEndpoint]

  /// Creates an outcome.
  public init(action: Action, endpoints: [EligibleEndpoint]) {
    self.action = action
    self.endpoints = endpoints
  }

  /// Returns what happens to a connection from the node, its Pods included, to the cluster IP:
  /// `syncProxyRules` of `pkg/proxy/iptables/proxier.go`, semantics.md 3.11.
  ///
  /// - `forward` to the local set under `internalTrafficPolicy: Local`, else to the cluster set;
  /// - where that set is empty, `drop` if anything is usable elsewhere in the cluster, else `reject`.
  public static func clusterIPTraffic(
    _ endpoints: CategorizedEndpoints,
    policies: TrafficPolicies
  ) -> TrafficOutcome {
    outcome(of: policies.internalIsLocal ? endpoints.local : endpoints.cluster, endpoints)
  }

  /// Returns what happens to a connection from outside the cluster that arrives at the node, at a
  /// node port, a load-balancer address or an external IP: `syncProxyRules` of
  /// `pkg/proxy/iptables/proxier.go`, semantics.md 3.11.
  ///
  /// - nil where the port accepts no external traffic;
  /// - `forward` to the local set under `externalTrafficPolicy: Local`, else to the cluster set;
  /// - where that set is empty, `drop` if anything is usable elsewhere in the cluster, else `reject`.
  public static func externalTraffic(
    _ endpoints: CategorizedEndpoints,
    policies: TrafficPolicies
  ) -> TrafficOutcome? {
    guard policies.isExternallyAccessible else { return nil }
    return outcome(of: policies.externalIsLocal ? endpoints.local : endpoints.cluster, endpoints)
  }

  /// Returns what happens to a connection from a Pod or a host process to an external address of
  /// the Service: the short circuit of `pkg/proxy/iptables/proxier.go`, semantics.md 3.10.
  ///
  /// - nil where the port accepts no external traffic;
  /// - `forward` to the cluster set, whatever `externalTrafficPolicy` says;
  /// - where that is empty, `reject`.
  public static func inClusterTrafficToExternalAddress(
    _ endpoints: CategorizedEndpoints,
    policies: TrafficPolicies
  ) -> TrafficOutcome? {
    guard policies.isExternallyAccessible else { return nil }
    return outcome(of: endpoints.cluster, endpoints)
  }

  private static func outcome(
    of set: [EligibleEndpoint]?,
    _ endpoints: CategorizedEndpoints
  ) -> TrafficOutcome {
    if let set, !set.isEmpty { return TrafficOutcome(action: .forward, endpoints: set) }
    return TrafficOutcome(action: endpoints.anyInCluster ? .drop : .reject, endpoints: [])
  }
}
