import TopologyModel

extension ServiceFindings {
  /// ST216: hints that are asked for, or given, do not take effect (semantics.md 3.7, 6;
  /// `topologyModeFromHints` of `pkg/proxy/topology.go`).
  ///
  /// Applies to ports of families that kube-proxy handles, whose traffic uses the cluster set, with
  /// a ready endpoint, where the Service asks for a distribution that the version knows or an
  /// endpoint has hints:
  /// - `unhinted-endpoints` where a ready endpoint has no hint, which turns hints off for the whole
  ///   port; node hints count where kube-proxy honours them;
  /// - else `nodes-without-zone` where a Node that is in use has no zone, so that zone hints do
  ///   nothing there;
  /// - and `zones-without-endpoint` where a zone of the cluster has no ready endpoint hinted for
  ///   it, so that its clients use all endpoints.
  ///
  /// None where slices are not observed; the last two need Nodes. Waits for lag.
  static func hintsIneffective(_ service: ServiceEvaluation) -> [Finding] {
    let isAsked = TrafficDistribution(service: service.facts, gates: service.gates) != .none
    let offered = service.ports.filter { offered in
      offered.policies.usesClusterEndpoints && !offered.ready.isEmpty
        && (isAsked || offered.kept.contains { isHinted($0.endpoint, service) })
    }
    guard !offered.isEmpty else { return [] }
    let unhinted = unhintedEndpoints(offered, service)
    if !unhinted.isEmpty { return [unhintedFinding(unhinted, service)] }
    let zoned = offered.filter { $0.ready.allSatisfy { !$0.endpoint.zoneHints.isEmpty } }
    guard !zoned.isEmpty else { return [] }
    return zonelessNodes(service) + zonesWithoutEndpoint(zoned, service)
  }

  // MARK: - Parts

  private static func isHinted(_ endpoint: EndpointFacts, _ service: ServiceEvaluation) -> Bool {
    !endpoint.zoneHints.isEmpty
      || !endpoint.nodeHints.isEmpty
        && service.gates.isEnabled(.preferSameTrafficDistribution)
  }

  /// The ready endpoints without hints, each once.
  private static func unhintedEndpoints(
    _ offered: [PortEndpoints],
    _ service: ServiceEvaluation
  ) -> [EndpointCandidate] {
    var seen: Set<Place> = []
    return offered.flatMap(\.ready).filter {
      !isHinted($0.endpoint, service)
        && seen.insert(Place(slice: $0.slice, index: $0.index)).inserted
    }
    .sorted { ($0.slice, $0.index) < ($1.slice, $1.index) }
  }

  private struct Place: Hashable {
    let slice: ObjectReference
    let index: Int
  }

  private static func unhintedFinding(
    _ unhinted: [EndpointCandidate],
    _ service: ServiceEvaluation
  ) -> Finding {
    service.finding(
      .hintsIneffective,
      detail: "unhinted-endpoints",
      message: "a ready endpoint has no hint, which turns hints off for its port",
      evidence: distributionEvidence(service)
        + unhinted.prefix(FindingEvidence.examplesMax).map {
          service.evidence(candidate: $0, "hints", nil)
        }
    )
  }

  private static func zonelessNodes(_ service: ServiceEvaluation) -> [Finding] {
    let nodes = (service.input.nodes ?? [:]).values
      .filter { isInUse($0.facts) && ($0.facts.labels[NodeFacts.zoneLabel] ?? "").isEmpty }
      .sorted { $0.reference < $1.reference }
    guard !nodes.isEmpty else { return [] }
    return [
      service.finding(
        .hintsIneffective,
        detail: "nodes-without-zone",
        message: "some Nodes have no zone, so zone hints do nothing there",
        evidence: distributionEvidence(service)
          + nodes.prefix(FindingEvidence.examplesMax).map {
            $0.evidence(
              "metadata.labels[\"\(NodeFacts.zoneLabel)\"]",
              $0.facts.labels[NodeFacts.zoneLabel]
            )
          }
      )
    ]
  }

  private static func zonesWithoutEndpoint(
    _ offered: [PortEndpoints],
    _ service: ServiceEvaluation
  ) -> [Finding] {
    guard let nodes = service.input.nodes else { return [] }
    var missing: Set<String> = []
    for port in offered {
      let hinted = Set(port.ready.flatMap(\.endpoint.zoneHints))
      missing.formUnion(service.input.zones.subtracting(hinted))
    }
    guard !missing.isEmpty else { return [] }
    var examples: [String: Observed<NodeFacts>] = [:]
    for node in nodes.values {
      guard let zone = node.facts.labels[NodeFacts.zoneLabel], missing.contains(zone),
        examples[zone].map({ node.reference < $0.reference }) ?? true
      else { continue }
      examples[zone] = node
    }
    return [
      service.finding(
        .hintsIneffective,
        detail: "zones-without-endpoint",
        message: "no ready endpoint is hinted for some zones, whose clients use all endpoints",
        evidence: distributionEvidence(service)
          + missing.sorted().prefix(FindingEvidence.examplesMax).compactMap { zone in
            examples[zone]?.evidence("metadata.labels[\"\(NodeFacts.zoneLabel)\"]", zone)
          }
      )
    ]
  }

  private static func distributionEvidence(_ service: ServiceEvaluation) -> [FindingEvidence] {
    let value = service.facts.trafficDistribution
    return [service.evidence("spec.trafficDistribution", value.isEmpty ? nil : value)]
  }
}
