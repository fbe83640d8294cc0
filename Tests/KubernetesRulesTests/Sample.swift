import KubernetesRules
import TopologyModel

/// Short ways to make facts for unit tests.
enum Sample {
  static func port(
    _ name: String = "http",
    _ number: Int = 80,
    transport: TransportProtocol = .tcp,
    target: ServiceFacts.TargetPort = .number(8080),
    nodePort: Int = 0
  ) -> ServiceFacts.Port {
    .init(
      name: name,
      number: number,
      transport: transport,
      target: target,
      nodePort: nodePort,
      appProtocol: ""
    )
  }

  static func service(_ change: (inout ServiceFacts) -> Void = { _ in }) -> ServiceFacts {
    var facts = ServiceFacts()
    facts.clusterIPs = ["10.96.0.10"]
    facts.ipFamilies = ["IPv4"]
    facts.selector = ["app": "web"]
    facts.ports = [port()]
    facts.internalTrafficPolicy = "Cluster"
    change(&facts)
    return facts
  }

  static func headless(_ change: (inout ServiceFacts) -> Void = { _ in }) -> ServiceFacts {
    service {
      $0.clusterIPs = ["None"]
      change(&$0)
    }
  }

  static func slice(
    service: String = "web",
    ports: [EndpointSliceFacts.Port] = [slicePort()],
    _ change: (inout EndpointSliceFacts) -> Void = { _ in }
  ) -> EndpointSliceFacts {
    var facts = EndpointSliceFacts()
    facts.addressType = "IPv4"
    facts.labels = [EndpointSliceFacts.serviceNameLabel: service]
    facts.ports = ports
    change(&facts)
    return facts
  }

  static func slicePort(
    _ name: String = "http",
    _ number: Int? = 8080,
    transport: TransportProtocol = .tcp
  ) -> EndpointSliceFacts.Port {
    .init(name: name, number: number, transport: transport, appProtocol: "")
  }

  static func endpoint(
    _ address: String = "10.0.0.1",
    _ change: (inout EndpointFacts) -> Void = { _ in }
  ) -> EndpointFacts {
    var facts = EndpointFacts()
    facts.addresses = [address]
    change(&facts)
    return facts
  }

  static func pod(_ change: (inout PodFacts) -> Void = { _ in }) -> PodFacts {
    var facts = PodFacts()
    facts.labels = ["app": "web"]
    facts.phase = "Running"
    facts.ready = .isTrue
    facts.primaryIP = "10.0.0.1"
    facts.ips = ["10.0.0.1"]
    facts.nodeName = "n1"
    change(&facts)
    return facts
  }

  static func reference(
    _ name: String,
    kind: ResourceKind = .endpointSlice,
    uid: String? = nil
  ) -> ObjectReference {
    ObjectReference(
      slot: ObjectSlot(kind: kind, namespace: "shop", name: name),
      uid: uid ?? "uid-\(name)"
    )
  }

  static func candidate(
    _ address: String = "10.0.0.1",
    port: Int = 8080,
    slice: String = "web-a",
    revision: String? = "100",
    index: Int = 0,
    _ change: (inout EndpointFacts) -> Void = { _ in }
  ) -> EndpointCandidate {
    EndpointCandidate(
      address: address,
      port: port,
      endpoint: endpoint(address, change),
      slice: reference(slice),
      sliceRevision: revision.flatMap { Revision($0) },
      index: index
    )
  }

  static let serving: @Sendable (inout EndpointFacts) -> Void = {
    $0.ready = false
    $0.serving = true
    $0.terminating = true
  }

  static let unready: @Sendable (inout EndpointFacts) -> Void = {
    $0.ready = false
    $0.serving = false
  }
}
