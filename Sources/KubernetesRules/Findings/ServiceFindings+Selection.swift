import TopologyModel

extension ServiceFindings {
  /// ST201: the selector selects no Pod (semantics.md 2.1, 6; popeye 1100).
  ///
  /// - one where the Service has a selector and no Pod matches it, be the workload scaled to zero;
  /// - none without a selector, for type ExternalName, and where Pods are not observed;
  /// - none where the only Pods have finished: those are selected, and not listed (ST202).
  static func selectorMatchesNoPods(_ service: ServiceEvaluation) -> [Finding] {
    guard ServiceSelection.isReconciled(service.facts), service.input.pods != nil,
      service.selected.isEmpty
    else { return [] }
    return [
      service.finding(
        .selectorMatchesNoPods,
        detail: "",
        message: "no Pod has the labels `\(FindingText.labels(service.facts.selector))`",
        evidence: [service.selectorEvidence]
      )
    ]
  }

  /// ST202: no endpoint is ready (semantics.md 3.5, 6; popeye 1105, 1110).
  ///
  /// Applies where the Service has a selector or slices, and is not of type ExternalName; the
  /// message names the cause:
  /// - no endpoint is listed;
  /// - endpoints are listed, and none is ready, nor serves while it terminates;
  /// - none is ready, and some still serve while they terminate.
  ///
  /// None where one is ready, an absent condition and `publishNotReadyAddresses` included, and
  /// where slices are not observed. Endpoints of FQDN slices do not count.
  static func noReadyEndpoints(_ service: ServiceEvaluation) -> [Finding] {
    guard service.observesSlices, !service.isExternalName, service.ready.isEmpty,
      !service.facts.selector.isEmpty || !service.slices.isEmpty
    else { return [] }
    let cause: String
    if service.endpoints.isEmpty {
      cause = "no endpoint is listed"
    } else if service.endpoints.contains(where: { isServingTerminating($0.facts) }) {
      cause = "no endpoint is ready, and only terminating ones still serve"
    } else {
      cause = "endpoints are listed, and none is ready"
    }
    let counts = service.slices.prefix(FindingEvidence.examplesMax).map { slice in
      let terminating = slice.endpoints.count { isServingTerminating($0.facts) }
      return slice.evidence(
        "endpoints",
        "\(slice.endpoints.count) listed, \(terminating) serving and terminating"
      )
    }
    return [
      service.finding(
        .noReadyEndpoints,
        detail: "",
        message: cause,
        evidence: [service.selectorEvidence] + counts
      )
    ]
  }

  /// ST203: exactly one endpoint is ready (semantics.md 6; popeye 1109).
  ///
  /// - one where everything ready is one target, whatever families and slices list it, or one
  ///   address of each family that no target stands behind;
  /// - none where several are ready, or none (ST202);
  /// - none for type ExternalName, where slices are not observed, and for the API server's own
  ///   Service, since the count of API servers is the cluster's choice.
  static func singleEndpoint(_ service: ServiceEvaluation) -> [Finding] {
    guard !service.isExternalName, !service.isOfAPIServer, backendCount(service) == 1 else {
      return []
    }
    return [
      service.finding(
        .singleEndpoint,
        detail: "",
        message: "exactly one endpoint is ready",
        evidence: service.ready.prefix(FindingEvidence.examplesMax).map(\.addressEvidence)
      )
    ]
  }

  /// ST212: another Service selects the same Pod (semantics.md 2.1, 6).
  ///
  /// - a warning for each other Service of the namespace with an equal selector that shares a port
  ///   number and protocol and does not differ in type, being headless, policies, affinity,
  ///   distribution, publishing or proxy: likely a duplicate;
  /// - information for each other one that selects a Pod that this one selects too;
  /// - none where no Pod is common, Pods that have finished or are terminating aside, where Pods
  ///   are not observed, and where either is of type ExternalName or being deleted.
  ///
  /// Each of two such Services has its own finding.
  static func overlappingSelectors(_ service: ServiceEvaluation) -> [Finding] {
    guard ServiceSelection.isReconciled(service.facts) else { return [] }
    let neighbors = service.input.neighbors.filter { mayOverlap(service, with: $0) }
      .sorted { $0.reference < $1.reference }
    guard !neighbors.isEmpty else { return [] }
    let pods = service.lastingPods
    let labelSets = Set(pods.map(\.facts.labels))
    return neighbors.compactMap { other in
      guard labelSets.contains(where: { $0.contains(allOf: other.facts.selector) })
      else { return nil }
      let common = pods.filter { $0.facts.labels.contains(allOf: other.facts.selector) }
      let isDuplicate = isLikelyDuplicate(service.facts, other.facts)
      return service.finding(
        .overlappingSelectors,
        severity: isDuplicate ? .warning : .info,
        detail: other.reference.description,
        message: isDuplicate
          ? "Service `\(other.reference)` has the same selector and ports, and may be a duplicate"
          : "Service `\(other.reference)` selects some of the same Pods",
        evidence: [
          service.selectorEvidence,
          other.evidence("spec.selector", FindingText.labels(other.facts.selector)),
        ]
          + common.prefix(FindingEvidence.examplesMax).map {
            $0.evidence("metadata.labels", FindingText.labels($0.facts.labels))
          }
      )
    }
  }

  /// ST224: nobody gives the Service endpoints (semantics.md 2.1, 6).
  ///
  /// - one where it has neither selector nor slices;
  /// - none for type ExternalName, and where slices are not observed.
  ///
  /// Waits for lag: slices are made after their Service.
  static func noSelectorNoSlices(_ service: ServiceEvaluation) -> [Finding] {
    guard service.observesSlices, !service.isExternalName, service.facts.selector.isEmpty,
      service.slices.isEmpty
    else { return [] }
    return [
      service.finding(
        .noSelectorNoSlices,
        detail: "",
        message: "the Service has neither a selector nor slices, so nothing answers it",
        evidence: [service.selectorEvidence]
      )
    ]
  }

  // MARK: - Parts

  static func isServingTerminating(_ endpoint: EndpointFacts) -> Bool {
    endpoint.isServing && endpoint.isTerminating
  }

  /// How many answer behind the ready endpoints: targets, and the most addresses without a target
  /// that one family has.
  private static func backendCount(_ service: ServiceEvaluation) -> Int {
    var targets = 0
    var addresses: [IPAddress.Family: Int] = [:]
    for backend in Set(service.ready.compactMap(\.backend)) {
      switch backend {
      case .target: targets += 1
      case .address(let family, _): addresses[family, default: 0] += 1
      }
    }
    return targets + (addresses.values.max() ?? 0)
  }

  /// Whether another Service may select a Pod of this one: a live one of the namespace with a
  /// selector that agrees in the keys that both have.
  private static func mayOverlap(
    _ service: ServiceEvaluation,
    with other: Observed<ServiceFacts>
  ) -> Bool {
    let own = service.reference.slot
    return other.reference.slot != own && other.reference.slot.namespace == own.namespace
      && other.facts.deletionTimestamp == nil && ServiceSelection.isReconciled(other.facts)
      && other.facts.selector.labels.allSatisfy { label in
        service.facts.selector[label.key].map { $0 == label.value } ?? true
      }
  }

  private static func isLikelyDuplicate(_ left: ServiceFacts, _ right: ServiceFacts) -> Bool {
    func intent(_ facts: ServiceFacts) -> [String?] {
      [
        facts.type, facts.isHeadless ? "None" : "", ServiceDefaults.sessionAffinity(of: facts),
        ServiceDefaults.internalTrafficPolicy(of: facts),
        ServiceDefaults.externalTrafficPolicy(of: facts), facts.trafficDistribution,
        facts.publishesNotReadyAddresses ? "true" : "",
        facts.labels[ProxyEligibility.serviceProxyNameLabel],
      ]
    }
    return left.selector == right.selector && intent(left) == intent(right)
      && left.ports.contains { port in
        right.ports.contains { $0.number == port.number && $0.transport == port.transport }
      }
  }
}
