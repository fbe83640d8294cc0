import KubernetesRules
import TopologyModel

/// Short ways to make inputs of findings: a Service that nothing is wrong with, and changes to it.
enum FindingSample {
  static let controller = SliceOwnership.controllerName
  static let manager = EndpointSliceFacts.managedByLabel

  static func reference(
    _ kind: ResourceKind,
    _ name: String,
    namespace: String = "shop"
  )
    -> ObjectReference
  {
    ObjectReference(
      slot: ObjectSlot(kind: kind, namespace: kind == .node ? "" : namespace, name: name),
      uid: "uid-\(name)"
    )
  }

  static func service(
    _ name: String = "web",
    namespace: String = "shop",
    _ change: (inout ServiceFacts) -> Void = { _ in }
  ) -> Observed<ServiceFacts> {
    Observed(
      reference: reference(.service, name, namespace: namespace),
      facts: Sample.service {
        $0.ports = [Sample.port(target: .name("http"))]
        change(&$0)
      },
      revision: "10"
    )
  }

  static func pod(
    _ number: Int,
    name: String? = nil,
    _ change: (inout PodFacts) -> Void = { _ in }
  ) -> Observed<PodFacts> {
    Observed(
      reference: reference(.pod, name ?? "web-\(number)"),
      facts: Sample.pod {
        $0.ips = ["10.0.0.\(number)"]
        $0.primaryIP = "10.0.0.\(number)"
        $0.nodeName = "n\(number)"
        $0.ports = [containerPort()]
        change(&$0)
      },
      revision: "2\(number)"
    )
  }

  static func containerPort(
    _ name: String = "http",
    _ number: Int = 8080,
    transport: TransportProtocol = .tcp,
    container: PodFacts.ContainerPort.Container = .regular
  ) -> PodFacts.ContainerPort {
    .init(name: name, number: number, transport: transport, container: container)
  }

  static func node(
    _ name: String,
    zone: String?,
    _ change: (inout NodeFacts) -> Void = { _ in }
  ) -> Observed<NodeFacts> {
    var facts = NodeFacts()
    facts.ready = .isTrue
    if let zone { facts.labels = [NodeFacts.zoneLabel: zone] }
    change(&facts)
    return Observed(reference: reference(.node, name), facts: facts, revision: "5")
  }

  /// The endpoint that the controller writes for a Pod of `pod(_:)`.
  static func endpoint(
    _ number: Int,
    _ change: (inout EndpointFacts) -> Void = { _ in }
  ) -> ObservedEndpoint {
    ObservedEndpoint(
      facts: Sample.endpoint("10.0.0.\(number)") {
        $0.ready = true
        $0.serving = true
        $0.terminating = false
        $0.nodeName = "n\(number)"
        $0.zone = "z\(number)"
        $0.target = .init(
          kind: "Pod",
          namespace: "shop",
          name: "web-\(number)",
          uid: "uid-web-\(number)"
        )
        change(&$0)
      },
      revision: "3\(number)"
    )
  }

  /// An endpoint that nothing stands behind.
  static func bare(_ address: String) -> ObservedEndpoint {
    ObservedEndpoint(facts: Sample.endpoint(address), revision: "39")
  }

  static func slice(
    _ name: String = "web-a",
    endpoints: [ObservedEndpoint],
    _ change: (inout EndpointSliceFacts) -> Void = { _ in }
  ) -> ObservedSlice {
    ObservedSlice(
      reference: reference(.endpointSlice, name),
      facts: Sample.slice {
        $0.labels = [EndpointSliceFacts.serviceNameLabel: "web", manager: controller]
        $0.endpointCount = endpoints.count
        change(&$0)
      },
      revision: "30",
      lastRevision: nil,
      endpoints: endpoints
    )
  }

  static func label(_ facts: inout EndpointSliceFacts, _ key: String, _ value: String?) {
    var labels = facts.labels.labels.filter { $0.key != key }
    if let value { labels.append(.init(key: key, value: value)) }
    facts.labels = LabelSet(labels)
  }

  static func pods(_ pods: [Observed<PodFacts>]) -> ServicePods {
    ServicePods(
      selected: pods,
      targets: Dictionary(pods.map { ($0.reference.slot, $0) }, uniquingKeysWith: { $1 })
    )
  }

  /// Two Pods on two Nodes in two zones, listed and ready.
  static func input(
    _ change: (inout ServiceFindingsInput) -> Void = { _ in }
  ) -> ServiceFindingsInput {
    var input = ServiceFindingsInput(
      service: service(),
      slices: [slice(endpoints: [endpoint(1), endpoint(2)])],
      pods: pods([pod(1), pod(2)]),
      neighbors: [],
      addressHolders: [:],
      rivals: [],
      nodes: ["n1": node("n1", zone: "z1"), "n2": node("n2", zone: "z2")],
      zones: ["z1", "z2"],
      version: .v1(36),
      dnsZone: "cluster.local"
    )
    change(&input)
    return input
  }

  /// The address holders of some Services, as the caller indexes them.
  static func holders(
    _ services: [Observed<ServiceFacts>]
  ) -> [IPAddress: [AddressHolder]] {
    var holders: [IPAddress: [AddressHolder]] = [:]
    for (address, holder) in services.flatMap(AddressHolder.addresses) {
      holders[address, default: []].append(holder)
    }
    return holders
  }

  /// What a rule finds about a changed Service: severity, subject and detail.
  static func found(
    _ rule: FindingRule,
    _ change: (inout ServiceFindingsInput) -> Void = { _ in }
  ) -> [String] {
    texts(ServiceFindings.findings(input(change)), rule)
  }

  /// What a rule finds about a slice by itself.
  static func found(
    _ rule: FindingRule,
    slice: ObservedSlice,
    service: ServicePresence = .present,
    version: KubernetesVersion = .v1(36)
  ) -> [String] {
    let input = SliceFindingsInput(slice: slice, service: service, version: version)
    return texts(SliceFindings.findings(input), rule)
  }

  /// What a rule finds about a Pod by itself.
  static func found(
    _ rule: FindingRule,
    pod: Observed<PodFacts>,
    sharers: [Observed<PodFacts>] = [],
    services: [String: Observed<ServiceFacts>]? = [:]
  ) -> [String] {
    let input = PodFindingsInput(pod: pod, sharers: sharers, services: services)
    return texts(PodFindings.findings(input), rule)
  }

  /// The evidence that a rule gives about a changed Service, as `object@revision field=value`.
  static func evidence(
    _ rule: FindingRule,
    _ change: (inout ServiceFindingsInput) -> Void = { _ in }
  ) -> [String] {
    ServiceFindings.findings(input(change)).filter { $0.ruleID == rule.id }.flatMap(texts)
  }

  /// The evidence of a finding, as `object@revision field=value`.
  static func texts(_ finding: Finding) -> [String] {
    finding.evidence.map {
      "\($0.object.slot.name)@\($0.revision) \($0.field)=\($0.value ?? "nil")"
    }
  }

  private static func texts(_ findings: [Finding], _ rule: FindingRule) -> [String] {
    findings.filter { $0.ruleID == rule.id }.map {
      let text = "\($0.severity.rawValue) \($0.subject.slot.name)"
      return $0.detail.isEmpty ? text : "\(text) \($0.detail)"
    }
  }
}
