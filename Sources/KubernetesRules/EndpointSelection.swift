import TopologyModel

/// Which endpoints of a Service port receive new connections (semantics.md 2.24, 3.4–3.12, 3.15).
///
/// All functions answer for one Service port of one address family, from the objects alone: programming lag
/// (3.14) and connections that already stand (3.13) are outside, and session affinity never changes
/// a set.
public enum EndpointSelection {
  /// Returns one candidate for each `ip:port`, and what was passed over: `addEndpoints` of
  /// `pkg/proxy/endpointslicecache.go` as of 1.36, semantics.md 2.24.
  ///
  /// - `kept`: of the occurrences of an `ip:port`, one that is not terminating before one that is;
  ///   then one that is ready; then that of the slice with the highest revision; then that of the
  ///   first slice by name, and the first within it. The order is that of first occurrence. The
  ///   first preference is kube-proxy's, the others make an undefined choice deterministic.
  /// - `conflicts`: one for each `ip:port` that occurs more than once, even with equal conditions.
  public static func deduplicate(
    _ candidates: [EndpointCandidate]
  ) -> (kept: [EndpointCandidate], conflicts: [EndpointConflict]) {
    var places: [Identity: Int] = [:]
    var groups: [[EndpointCandidate]] = []
    for candidate in candidates {
      let identity = Identity(address: candidate.address, port: candidate.port)
      if let place = places[identity] {
        groups[place].append(candidate)
      } else {
        places[identity] = groups.count
        groups.append([candidate])
      }
    }
    var kept: [EndpointCandidate] = []
    var conflicts: [EndpointConflict] = []
    for group in groups {
      let ranked = group.count == 1 ? group : group.sorted(by: isPreferred)
      kept.append(ranked[0])
      if ranked.count > 1 {
        conflicts.append(EndpointConflict(kept: ranked[0], dropped: Array(ranked.dropFirst())))
      }
    }
    return (kept, conflicts)
  }

  /// Returns the cluster set of a client without a node: `CategorizeEndpoints` of
  /// `pkg/proxy/topology.go` without topology, semantics.md 3.5.
  ///
  /// - every ready candidate, as `ready`, where there is any; `serving` does not matter (3.12);
  /// - else every candidate that is serving and terminating, as `terminating-fallback`;
  /// - else none.
  ///
  /// The candidates must have no duplicates.
  public static func clusterSet(
    _ candidates: [EndpointCandidate]
  ) -> [(candidate: EndpointCandidate, eligibleAs: EligibleAs)] {
    usable(candidates).map { ($0.candidate, $0.eligibleAs) }
  }

  /// Returns what cluster DNS publishes of a headless Service: every ready candidate, as `dns`, and
  /// none of the terminating ones that kube-proxy would fall back to (semantics.md 5.5, 5.10).
  public static func dnsSet(
    _ candidates: [EndpointCandidate]
  ) -> [(candidate: EndpointCandidate, eligibleAs: EligibleAs)] {
    candidates.filter(\.endpoint.isReady).map { ($0, .dns) }
  }

  /// Returns the usable endpoints of a Service port on one node: `CategorizeEndpoints` of
  /// `pkg/proxy/topology.go`, semantics.md 3.4–3.11.
  ///
  /// - `cluster`: nil where the port never uses the policy Cluster (`usesClusterEndpoints`); else
  ///   the ready candidates that the hint mode leaves; where there are none, all that serve while
  ///   they terminate, hints aside; else empty.
  /// - `local`: nil where the port never uses the policy Local (`usesLocalEndpoints`); else the
  ///   ready candidates on the client node; where there are none, those there that serve while they
  ///   terminate, even though a remote one is ready; else empty. Hints never apply.
  /// - `reachable`: the union of both, `cluster` first, each `ip:port` once.
  /// - `anyInCluster`: whether any candidate is ready, or serves while it terminates, anywhere.
  /// - `hintMode`: `topologyMode(…)` where the port uses the policy Cluster, else none.
  ///
  /// Without a client nothing is local and no hint applies. The candidates must have no duplicates.
  public static func categorize(
    _ candidates: [EndpointCandidate],
    policies: TrafficPolicies,
    client: ClientNode?,
    gates: FeatureGates
  ) -> CategorizedEndpoints {
    var cluster: [EligibleEndpoint]?
    var mode = HintMode.none
    if policies.usesClusterEndpoints {
      mode = topologyMode(candidates, client: client, gates: gates)
      cluster = usable(candidates) { isAvailable($0.endpoint, mode: mode, client: client) }
    }
    var local: [EligibleEndpoint]?
    if policies.usesLocalEndpoints {
      local = usable(candidates.filter { client?.isLocal($0.endpoint) ?? false })
    }
    return CategorizedEndpoints(
      cluster: cluster,
      local: local,
      reachable: union(cluster ?? [], local ?? []),
      anyInCluster: candidates.contains { isUsable($0.endpoint) },
      hintMode: mode
    )
  }

  /// Returns which hints narrow the cluster set: `topologyModeFromHints` of
  /// `pkg/proxy/topology.go`, semantics.md 3.7, 3.8.
  ///
  /// Only ready candidates count:
  /// - `none` without a client, and where nothing is ready;
  /// - `node` where kube-proxy honours node hints (1.34), every ready candidate has one, and one
  ///   names the client node;
  /// - else `zone` where the client node has a zone, every ready candidate has a zone hint, and one
  ///   names that zone;
  /// - else `none`: one ready candidate without a hint switches hints off for the whole port.
  ///
  /// The Service's `trafficDistribution`, annotations and the endpoints' own zones are not read.
  public static func topologyMode(
    _ candidates: [EndpointCandidate],
    client: ClientNode?,
    gates: FeatureGates
  ) -> HintMode {
    guard let client else { return .none }
    let ready = candidates.lazy.map(\.endpoint).filter(\.isReady)
    if gates.isEnabled(.preferSameTrafficDistribution), !client.name.isEmpty,
      ready.allSatisfy({ !$0.nodeHints.isEmpty }),
      ready.contains(where: { $0.nodeHints.contains(client.name) })
    {
      return .node
    }
    if !client.zone.isEmpty, ready.allSatisfy({ !$0.zoneHints.isEmpty }),
      ready.contains(where: { $0.zoneHints.contains(client.zone) })
    {
      return .zone
    }
    return .none
  }

  /// Returns how many endpoint addresses a load balancer's health check finds ready on the node:
  /// `LocalReadyEndpoints` of `pkg/proxy/endpoints.go`, semantics.md 3.15.
  ///
  /// Addresses are counted, not ports; serving-and-terminating endpoints do not count, so a load
  /// balancer may turn away from a node that kube-proxy would still use.
  public static func localReadyAddressCount(
    _ candidates: [EndpointCandidate],
    client: ClientNode
  ) -> Int {
    Set(
      candidates.filter { client.isLocal($0.endpoint) && $0.endpoint.isReady }.map(\.address)
    ).count
  }

  // MARK: - Parts

  private struct Identity: Hashable {
    let address: String
    let port: Int
  }

  private static func isUsable(_ endpoint: EndpointFacts) -> Bool {
    endpoint.isReady || (endpoint.isServing && endpoint.isTerminating)
  }

  /// Ready ones that the filter leaves; where there are none, all that serve while terminating.
  private static func usable(
    _ candidates: [EndpointCandidate],
    where isAvailable: (EndpointCandidate) -> Bool = { _ in true }
  ) -> [EligibleEndpoint] {
    let ready = candidates.filter { $0.endpoint.isReady && isAvailable($0) }
    guard ready.isEmpty else {
      return ready.map { EligibleEndpoint(candidate: $0, eligibleAs: .ready) }
    }
    return candidates.filter { $0.endpoint.isServing && $0.endpoint.isTerminating }
      .map { EligibleEndpoint(candidate: $0, eligibleAs: .terminatingFallback) }
  }

  private static func isAvailable(
    _ endpoint: EndpointFacts,
    mode: HintMode,
    client: ClientNode?
  ) -> Bool {
    switch mode {
    case .none: true
    case .zone: endpoint.zoneHints.contains(client?.zone ?? "")
    case .node: endpoint.nodeHints.contains(client?.name ?? "")
    }
  }

  private static func union(
    _ first: [EligibleEndpoint],
    _ second: [EligibleEndpoint]
  ) -> [EligibleEndpoint] {
    var seen: Set<Identity> = []
    return (first + second).filter {
      seen.insert(Identity(address: $0.candidate.address, port: $0.candidate.port)).inserted
    }
  }

  private static func isPreferred(_ left: EndpointCandidate, _ right: EndpointCandidate) -> Bool {
    if left.endpoint.isTerminating != right.endpoint.isTerminating {
      return right.endpoint.isTerminating
    }
    if left.endpoint.isReady != right.endpoint.isReady { return left.endpoint.isReady }
    if left.sliceRevision != right.sliceRevision {
      guard let leftRevision = left.sliceRevision else { return false }
      guard let rightRevision = right.sliceRevision else { return true }
      return rightRevision < leftRevision
    }
    if left.slice != right.slice { return left.slice < right.slice }
    return left.index < right.index
  }
}
