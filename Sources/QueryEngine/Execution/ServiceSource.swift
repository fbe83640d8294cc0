import KubernetesRules
import Projections
import TopologyModel

/// Evaluates the questions about one Service's endpoints: who is listed, and who is eligible.
struct ServiceSource {
  /// One endpoint under one Service port.
  struct Entry {
    /// The Service port; nil for an endpoint whose slice has none of the Service's ports.
    var port: ServiceFacts.Port?
    /// The number in the Pod; nil where there is no port.
    var targetPort: Int?
    var slice: SliceRuns
    var endpoint: FactRun<EndpointFacts>
    /// The address of this entry; kube-proxy uses the first one only.
    var address: String
    var eligibleAs: EligibleAs?

    /// Whether kube-proxy uses the endpoint unless it uses another occurrence of its address: of those that
    /// are not ready it uses none in any case, or some whatever their addresses, and DNS gives all.
    var isContestable: Bool {
      endpoint.facts.isReady && eligibleAs != .dns && endpoint.facts.addresses.first == address
    }
  }

  let service: FactRun<ObjectFacts>
  let facts: ServiceFacts
  let slices: [SliceRuns]
  /// From where traffic is sent; nil for anywhere.
  private let client: ClientNode?
  private let isFromZone: Bool
  private let gates: FeatureGates
  private let computed = Computed()

  init?(scene: Scene, service: FactRun<ObjectFacts>, vantage: BoundVantage? = nil) throws {
    guard case .service(let facts) = service.facts else { return nil }
    self.service = service
    self.facts = facts
    slices = try scene.slices(of: service.object.slot)
    switch vantage?.form {
    case nil:
      client = nil
      isFromZone = false
    case .zone(let zone):
      client = ClientNode(name: "", zone: zone)
      isFromZone = true
    case .node(let name):
      client = try Self.client(name, scene, slices)
      isFromZone = false
    }
    let version = try vantage.map { try Self.version(of: $0, scene) } ?? .assumed
    gates = FeatureGates(version: version, overrides: [:])
  }

  /// A Service as it is with certain slices, asked from anywhere.
  init(service: FactRun<ObjectFacts>, facts: ServiceFacts, slices: [SliceRuns]) {
    self.service = service
    self.facts = facts
    self.slices = slices
    client = nil
    isFromZone = false
    gates = FeatureGates(version: .assumed, overrides: [:])
  }

  /// The version whose rules hold at a place: the Node's own kubelet's where none was given, since
  /// nodes of a cluster may differ (semantics.md 7).
  private static func version(
    of vantage: BoundVantage,
    _ scene: Scene
  ) throws -> KubernetesVersion {
    if scene.cluster.givenVersion == nil, case .node(let name) = vantage.form,
      case .present(let node) = try scene.node(name),
      let version = KubernetesVersion(node.kubeletVersion)
    {
      return version
    }
    return try scene.version()
  }

  /// A Node with its zone; where Nodes were not observed, with that of the endpoints on it, which the
  /// controller took from the Node.
  private static func client(
    _ name: String,
    _ scene: Scene,
    _ slices: [SliceRuns]
  ) throws -> ClientNode {
    switch try scene.node(name) {
    case .present(let facts): return ClientNode(name: name, labels: facts.labels)
    case .missing: return ClientNode(name: name, zone: "")
    case .notObserved:
      let local = slices.flatMap { $0.endpoints }.filter { $0.facts.nodeName == name }
      let zone = local.map { $0.facts.zone }.first { !$0.isEmpty }
      return ClientNode(name: name, zone: zone ?? "")
    }
  }

  /// Every endpoint address under every Service port that its slice carries.
  func entries(on port: BoundPort?) -> [Entry] {
    if let known = computed.entries[port] { return known }
    let entries = makeEntries(on: port)
    computed.entries[port] = entries
    return entries
  }

  private func makeEntries(on port: BoundPort?) -> [Entry] {
    let eligible = eligibleEndpoints()
    var entries: [Entry] = []
    for (sliceIndex, slice) in slices.enumerated() {
      for servicePort in matchingPorts(slice, port) {
        var place = Place(slice: sliceIndex, endpoint: 0, port: self.place(of: servicePort.port))
        for (endpointIndex, endpoint) in slice.endpoints.enumerated() {
          place.endpoint = self.place(of: endpointIndex, in: slice)
          for (index, address) in endpoint.facts.addresses.enumerated() {
            entries.append(
              Entry(
                port: servicePort.port,
                targetPort: servicePort.target,
                slice: slice,
                endpoint: endpoint,
                address: address,
                eligibleAs: index == 0 || facts.isHeadless ? eligible[place] : nil
              )
            )
          }
        }
      }
    }
    return entries
  }

  /// Whether the Service has a port that is meant; false only where one was named.
  func hasPort(_ port: BoundPort) -> Bool {
    if port.isTarget {
      return slices.contains { !matchingPorts($0, port).isEmpty }
    }
    return facts.ports.contains { port.matches($0, target: nil) }
  }

  /// The occurrences of ip:port that contradict one another (semantics.md 2.24).
  func conflicts(on asked: BoundPort? = nil) -> [EndpointConflict] {
    facts.ports.filter { port in asked.map { $0.matches(port, target: nil) } ?? true }.flatMap {
      port in
      [IPAddress.Family.ipv4, .ipv6].flatMap { deduplicated(port, $0).conflicts }
    }
  }

  /// Where an eligible endpoint stands; equal endpoints of a slice, and equal ports, stand where the
  /// first of them does.
  private struct Place: Hashable {
    var slice: Int
    var endpoint: Int
    /// -1 for an endpoint without a port.
    var port: Int
  }

  /// What is computed once for all that ask for it.
  private final class Computed {
    var entries: [BoundPort?: [Entry]] = [:]
    var eligible: [Place: EligibleAs]?
    var outcomes: [PortFamily: TrafficOutcome] = [:]
    var deduplicated: [PortFamily: (kept: [EndpointCandidate], conflicts: [EndpointConflict])] = [:]
  }

  private struct PortFamily: Hashable {
    var port: Int
    var family: IPAddress.Family
  }

  private func place(of port: ServiceFacts.Port?) -> Int {
    port.flatMap { facts.ports.firstIndex(of: $0) } ?? -1
  }

  /// The place of the first endpoint that equals one; equal ones follow one another.
  private func place(of endpoint: Int, in slice: SliceRuns) -> Int {
    var place = endpoint
    while place > 0, slice.endpoints[place - 1].facts == slice.endpoints[endpoint].facts {
      place -= 1
    }
    return place
  }

  private func deduplicated(
    _ port: ServiceFacts.Port,
    _ family: IPAddress.Family
  ) -> (kept: [EndpointCandidate], conflicts: [EndpointConflict]) {
    let key = PortFamily(port: place(of: port), family: family)
    if let known = computed.deduplicated[key] { return known }
    let found = EndpointSelection.deduplicate(candidates(port, family))
    computed.deduplicated[key] = found
    return found
  }

  private func matchingPorts(
    _ slice: SliceRuns,
    _ port: BoundPort?
  ) -> [(port: ServiceFacts.Port?, target: Int?)] {
    var matching: [(port: ServiceFacts.Port?, target: Int?)] = []
    for candidate in facts.ports {
      guard let joined = ServicePortJoin.slicePort(for: candidate, in: slice.facts) else {
        continue
      }
      if let port, !port.matches(candidate, target: joined.number) { continue }
      matching.append((candidate, joined.number))
    }
    if matching.isEmpty, port == nil { return [(nil, nil)] }
    return matching
  }

  private func eligibleEndpoints() -> [Place: EligibleAs] {
    if let known = computed.eligible { return known }
    let found = facts.isHeadless ? publishedEndpoints() : forwardedEndpoints()
    computed.eligible = found
    return found
  }

  /// Those that DNS gives of a headless Service.
  private func publishedEndpoints() -> [Place: EligibleAs] {
    var eligible: [Place: EligibleAs] = [:]
    if facts.type == "ExternalName" { return eligible }
    for (index, slice) in slices.enumerated() {
      let ports = matchingPorts(slice, nil).map { place(of: $0.port) }
      for (endpointIndex, endpoint) in slice.endpoints.enumerated()
      where endpoint.facts.isReady {
        let endpointPlace = place(of: endpointIndex, in: slice)
        for port in ports {
          eligible[Place(slice: index, endpoint: endpointPlace, port: port)] = .dns
        }
      }
    }
    return eligible
  }

  /// Those that connections to the cluster IP go to.
  private func forwardedEndpoints() -> [Place: EligibleAs] {
    var eligible: [Place: EligibleAs] = [:]
    if facts.type == "ExternalName" { return eligible }
    for port in facts.ports {
      for family in ProxyEligibility.families(of: facts) {
        var index = 0
        for endpoint in outcome(port, family).endpoints {
          let candidate = endpoint.candidate
          if slices[index].run.object != candidate.slice {
            index = slices.firstIndex { $0.run.object == candidate.slice } ?? index
          }
          let place = Place(
            slice: index,
            endpoint: place(of: candidate.index, in: slices[index]),
            port: self.place(of: port)
          )
          eligible[place] = endpoint.eligibleAs
        }
      }
    }
    return eligible
  }

  /// Whether the answer depends on the node that is asked from, and no node is named.
  var dependsOnNode: Bool {
    client == nil && facts.internalTrafficPolicy == "Local" && !facts.isHeadless
  }

  /// What becomes of connections to a port's cluster IPs, a family each that kube-proxy serves.
  func outcomes(on port: BoundPort?) -> [(port: ServiceFacts.Port, outcome: TrafficOutcome)] {
    guard facts.type != "ExternalName", !facts.isHeadless else { return [] }
    return facts.ports.filter { candidate in port.map { $0.matches(candidate, target: nil) } ?? true
    }
    .flatMap { port in
      ProxyEligibility.families(of: facts).map { family in
        (port, outcome(port, family))
      }
    }
  }

  private func outcome(
    _ port: ServiceFacts.Port,
    _ family: IPAddress.Family
  ) -> TrafficOutcome {
    let key = PortFamily(port: place(of: port), family: family)
    if let known = computed.outcomes[key] { return known }
    let found = outcome(deduplicated(port, family).kept, port, family)
    computed.outcomes[key] = found
    return found
  }

  /// Where connections to the cluster IP go (tql.md section 7).
  ///
  /// Without a client the cluster set without hints; under the internal policy Local then the union
  /// over nodes of their local sets. From a zone node hints and Local policies are ignored.
  private func outcome(
    _ kept: [EndpointCandidate],
    _ port: ServiceFacts.Port,
    _ family: IPAddress.Family
  ) -> TrafficOutcome {
    var policies = TrafficPolicies(service: facts, port: port, family: family)
    if isFromZone { policies.internalIsLocal = false }
    guard client == nil, policies.internalIsLocal else {
      let categorized = EndpointSelection.categorize(
        kept,
        policies: policies,
        client: client,
        gates: gates
      )
      return TrafficOutcome.clusterIPTraffic(categorized, policies: policies)
    }
    let nodes = Set(kept.map { $0.endpoint.nodeName }).subtracting([""]).sorted()
    let sets = nodes.map { node in
      EndpointSelection.categorize(
        kept,
        policies: policies,
        client: ClientNode(name: node, zone: ""),
        gates: gates
      )
    }
    let endpoints = sets.flatMap { $0.local ?? [] }
    let isUsable = EndpointSelection.categorize(kept, policies: policies, client: nil, gates: gates)
      .anyInCluster
    let action: TrafficOutcome.Action = endpoints.isEmpty ? (isUsable ? .drop : .reject) : .forward
    return TrafficOutcome(action: action, endpoints: endpoints)
  }

  private func candidates(
    _ port: ServiceFacts.Port,
    _ family: IPAddress.Family
  ) -> [EndpointCandidate] {
    slices.flatMap { slice -> [EndpointCandidate] in
      let exclusion = ProxyEligibility.exclusion(
        of: slice.facts,
        sliceNamespace: slice.run.object.slot.namespace,
        service: service.object.slot,
        family: family
      )
      guard exclusion == nil else { return [] }
      return EndpointCandidate.candidates(
        for: port,
        in: slice.facts,
        endpoints: slice.endpoints.map { $0.facts },
        reference: slice.run.object,
        revision: slice.revision
      )
    }
  }
}
