import TopologyModel

/// A Service and what several rules derive from its input, computed once.
struct ServiceEvaluation {
  /// The input.
  let input: ServiceFindingsInput
  /// The feature gates of the cluster's version.
  let gates: FeatureGates
  /// Whether slices are observed.
  let observesSlices: Bool
  /// The slices in the order of their references; none where slices are not observed.
  let slices: [ObservedSlice]
  /// The endpoints of slices of IP addresses, in the order of the slices.
  let endpoints: [ListedEndpoint]
  /// The endpoints that are ready and have an address.
  let ready: [ListedEndpoint]
  /// What each Service port offers in each family that kube-proxy handles.
  let ports: [PortEndpoints]
  /// The selected Pods in the order of their references; none where Pods are not observed.
  let selected: [Observed<PodFacts>]

  private let places: [ObjectReference: Int]

  /// Derives what rules read.
  init(_ input: ServiceFindingsInput) {
    self.input = input
    gates = FeatureGates(version: input.version, overrides: [:])
    observesSlices = input.slices != nil
    let slices = (input.slices ?? []).sorted { $0.reference < $1.reference }
    self.slices = slices
    places = Dictionary(
      slices.enumerated().map { ($1.reference, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    endpoints = slices.flatMap { slice -> [ListedEndpoint] in
      guard let family = IPAddress.Family(rawValue: slice.facts.addressType) else { return [] }
      return slice.endpoints.indices.map {
        ListedEndpoint(slice: slice, index: $0, family: family)
      }
    }
    ready = endpoints.filter { $0.facts.isReady && !$0.facts.addresses.isEmpty }
    ports = Self.ports(of: input.service, slices: slices)
    selected = (input.pods?.selected ?? []).sorted { $0.reference < $1.reference }
  }

  /// What the Service says.
  var facts: ServiceFacts { input.service.facts }
  /// The Service.
  var reference: ObjectReference { input.service.reference }
  /// Whether it is an alias, which no endpoint rule applies to.
  var isExternalName: Bool { facts.type == "ExternalName" }

  /// Whether it is the API server's own Service, `default/kubernetes`: without a selector, with a
  /// slice that the API servers write.
  var isOfAPIServer: Bool {
    reference.slot.namespace == "default" && reference.slot.name == "kubernetes"
      && facts.selector.isEmpty
  }

  /// The selected Pods that stay: neither finished nor terminating.
  var lastingPods: [Observed<PodFacts>] {
    selected.filter {
      !EndpointMembership.isTerminal($0.facts) && $0.facts.deletionTimestamp == nil
    }
  }

  /// Returns evidence on one of the Service's fields.
  func evidence(_ field: String, _ value: String?) -> FindingEvidence {
    input.service.evidence(field, value)
  }

  /// Evidence on the selector.
  var selectorEvidence: FindingEvidence {
    evidence("spec.selector", facts.selector.isEmpty ? nil : FindingText.labels(facts.selector))
  }

  /// Returns evidence on a field of the endpoint that a candidate stands for.
  func evidence(
    candidate: EndpointCandidate,
    _ field: String,
    _ value: String?
  ) -> FindingEvidence {
    guard let place = places[candidate.slice] else { return evidence(field, value) }
    return slices[place].evidence(endpoint: candidate.index, field, value)
  }

  /// Returns a finding about the Service itself.
  func finding(
    _ rule: FindingRule,
    detail: String,
    message: String,
    evidence: [FindingEvidence]
  ) -> Finding {
    Finding(rule, subject: reference, detail: detail, message: message, evidence: evidence)
  }

  /// Returns a finding about the Service of another severity than the rule's.
  func finding(
    _ rule: FindingRule,
    severity: FindingSeverity,
    detail: String,
    message: String,
    evidence: [FindingEvidence]
  ) -> Finding {
    Finding(
      ruleID: rule.id,
      severity: severity,
      subject: reference,
      detail: detail,
      message: message,
      evidence: evidence
    )
  }

  private static func ports(
    of service: Observed<ServiceFacts>,
    slices: [ObservedSlice]
  ) -> [PortEndpoints] {
    let listed = slices.map { slice in (slice: slice, endpoints: slice.endpoints.map(\.facts)) }
    return ProxyEligibility.families(of: service.facts).flatMap { family in
      let used = listed.filter {
        ProxyEligibility.exclusion(
          of: $0.slice.facts,
          sliceNamespace: $0.slice.reference.slot.namespace,
          service: service.reference.slot,
          family: family
        ) == nil
      }
      return service.facts.ports.map { port in
        let candidates = used.flatMap { slice, endpoints in
          EndpointCandidate.candidates(
            for: port,
            in: slice.facts,
            endpoints: endpoints,
            reference: slice.reference,
            revision: slice.lastRevision
          )
        }
        let (kept, conflicts) = EndpointSelection.deduplicate(candidates)
        return PortEndpoints(
          port: port,
          family: family,
          policies: TrafficPolicies(service: service.facts, port: port, family: family),
          kept: kept,
          conflicts: conflicts,
          ready: kept.filter(\.endpoint.isReady)
        )
      }
    }
  }
}
