import TopologyModel

extension ServiceFindings {
  /// The label of Nodes that load balancers leave out.
  static let excludedNodeLabel = "node.kubernetes.io/exclude-from-external-load-balancers"

  /// ST213: all ready Pods are on one Node (semantics.md 6).
  ///
  /// - one where at least two Pods are ready and all ready endpoints name the same Node;
  /// - none where a ready endpoint names no Pod or no Node, and where the cluster has one Node
  ///   only;
  /// - none for type ExternalName.
  static func allOnOneNode(_ service: ServiceEvaluation) -> [Finding] {
    guard service.input.nodes.map({ $0.count > 1 }) ?? true,
      let node = commonPlace(service, \.nodeName)
    else { return [] }
    return [
      service.finding(
        .allOnOneNode,
        detail: "",
        message: "all ready endpoints are on Node `\(node)`",
        evidence: service.ready.prefix(FindingEvidence.examplesMax).map {
          $0.evidence("nodeName", $0.facts.nodeName)
        }
      )
    ]
  }

  /// ST214: all ready Pods are in one zone (semantics.md 6).
  ///
  /// - one where at least two Pods are ready, all ready endpoints name the same zone, and the
  ///   cluster has several;
  /// - none where a ready endpoint names no Pod or no zone, and for type ExternalName.
  static func allInOneZone(_ service: ServiceEvaluation) -> [Finding] {
    guard service.input.zones.count > 1, let zone = commonPlace(service, \.zone) else { return [] }
    return [
      service.finding(
        .allInOneZone,
        detail: "",
        message: "all ready endpoints are in zone `\(zone)`",
        evidence: service.ready.prefix(FindingEvidence.examplesMax).map {
          $0.evidence("zone", $0.facts.zone)
        }
      )
    ]
  }

  /// ST215: traffic that must stay on its Node finds no endpoint there (semantics.md 3.6, 3.11, 6;
  /// popeye 1108).
  ///
  /// For `internal` under `internalTrafficPolicy: Local`, and `external` under
  /// `externalTrafficPolicy: Local` where a port accepts external traffic:
  /// - an error where endpoints are ready, and none is on any Node;
  /// - a warning (internal) or information (external, where load balancers look for themselves)
  ///   where some Nodes have none; Nodes that are not ready or being deleted do not count, nor for
  ///   external traffic those that load balancers leave out;
  /// - none where every Node has one, where nothing is ready (ST202), and for Services that
  ///   kube-proxy does not handle;
  /// - where Nodes are not observed, only the error, and only if no ready endpoint names a Node.
  static func localPolicyGap(_ service: ServiceEvaluation) -> [Finding] {
    localPolicyGap(
      service,
      detail: "internal",
      field: "internalTrafficPolicy",
      severity: .warning,
      offered: service.ports.filter(\.policies.internalIsLocal)
    ) { _ in true }
      + localPolicyGap(
        service,
        detail: "external",
        field: "externalTrafficPolicy",
        severity: .info,
        offered: service.ports.filter {
          $0.policies.externalIsLocal && $0.policies.isExternallyAccessible
        }
      ) { $0.labels[excludedNodeLabel] == nil }
  }

  /// ST217: only endpoints that terminate serve a port (semantics.md 3.5, 6).
  ///
  /// - one for each Service port where, in a family that kube-proxy handles, nothing is ready and
  ///   the cluster set is the terminating fallback;
  /// - none where something is ready, where nothing serves at all (ST202), and for headless
  ///   Services, where DNS publishes no terminating endpoints.
  static func onlyTerminating(_ service: ServiceEvaluation) -> [Finding] {
    service.ports.compactMap { offered in
      let set = EndpointSelection.clusterSet(offered.kept)
      guard let first = set.first, first.eligibleAs == .terminatingFallback else { return nil }
      let key = FindingText.port(offered.port)
      return service.finding(
        .onlyTerminating,
        detail: key,
        message: "only terminating endpoints still serve port `\(key)`",
        evidence: set.prefix(FindingEvidence.examplesMax).map {
          service.evidence(
            candidate: $0.candidate,
            "conditions",
            FindingText.conditions($0.candidate.endpoint)
          )
        }
      )
    }
  }

  /// ST218: endpoints that do not serve receive traffic, because the Service publishes them
  /// (semantics.md 3.12, 6).
  ///
  /// - one where `publishNotReadyAddresses` is set and a ready endpoint says `serving: false`;
  /// - none where all serve, where `serving` is absent, and for headless Services, whose clients
  ///   look for Pods that are not ready yet on purpose.
  static func notReadyPublished(_ service: ServiceEvaluation) -> [Finding] {
    guard service.facts.publishesNotReadyAddresses, !service.isExternalName,
      !service.facts.isHeadless
    else { return [] }
    let failing = service.ready.filter { !$0.facts.isServing }
    guard !failing.isEmpty else { return [] }
    return [
      service.finding(
        .notReadyPublished,
        detail: "",
        message: "`publishNotReadyAddresses` sends traffic to endpoints that do not serve",
        evidence: [service.evidence("spec.publishNotReadyAddresses", "true")]
          + failing.prefix(FindingEvidence.examplesMax).map(\.conditionsEvidence)
      )
    ]
  }

  // MARK: - Parts

  /// The place that all ready endpoints name; nil unless they are at least two Pods.
  private static func commonPlace(
    _ service: ServiceEvaluation,
    _ place: KeyPath<EndpointFacts, String>
  ) -> String? {
    guard !service.isExternalName, let first = service.ready.first else { return nil }
    let name = first.facts[keyPath: place]
    guard !name.isEmpty,
      service.ready.allSatisfy({ $0.podSlot != nil && $0.facts[keyPath: place] == name }),
      Set(service.ready.compactMap(\.podSlot)).count > 1
    else { return nil }
    return name
  }

  private static func localPolicyGap(
    _ service: ServiceEvaluation,
    detail: String,
    field: String,
    severity: FindingSeverity,
    offered: [PortEndpoints],
    counts: (NodeFacts) -> Bool
  ) -> [Finding] {
    var having: [String: EndpointCandidate] = [:]
    var isReady = false
    for offered in offered {
      for candidate in offered.ready {
        isReady = true
        let node = candidate.endpoint.nodeName
        if !node.isEmpty, having[node] == nil { having[node] = candidate }
      }
    }
    guard isReady else { return [] }
    let nodes = service.input.nodes ?? [:]
    let isNowhere = having.keys.allSatisfy { name in
      service.input.nodes.map { $0[name] == nil } ?? false
    }
    let lacking = nodes.keys.filter { name in
      having[name] == nil && (nodes[name].map { isInUse($0.facts) && counts($0.facts) } ?? false)
    }
    guard isNowhere || !lacking.isEmpty else { return [] }
    let max = FindingEvidence.examplesMax
    return [
      service.finding(
        .localPolicyGap,
        severity: isNowhere ? .error : severity,
        detail: detail,
        message: isNowhere
          ? "`\(field)` is `Local`, and no Node has a ready endpoint"
          : "`\(field)` is `Local`, and some Nodes have no ready endpoint",
        evidence: [service.evidence("spec.\(field)", "Local")]
          + lacking.sorted().prefix(max).compactMap { name in
            nodes[name].map { $0.evidence("metadata.name", name) }
          }
          + having.keys.sorted().prefix(max).compactMap { name in
            having[name].map { service.evidence(candidate: $0, "nodeName", name) }
          }
      )
    ]
  }

  /// Whether a Node takes traffic: it is not known to be unready, and stays.
  static func isInUse(_ node: NodeFacts) -> Bool {
    guard node.deletionTimestamp == nil else { return false }
    switch node.ready {
    case .absent, .isTrue: return true
    case .isFalse, .unknown: return false
    }
  }
}
