import KubernetesRules
import Projections
import TopologyModel

/// Gathers what the rules read about one object.
final class FindingInputs {
  private struct Origin: Hashable {
    var object: ObjectReference
    var revision: String
  }

  private let scene: Scene
  private var events: [Origin: LogPosition] = [:]

  init(scene: Scene) {
    self.scene = scene
  }

  /// The findings about an object; of a manifest, those that need nothing but manifests.
  func findings(_ run: FactRun<ObjectFacts>) throws -> [Finding] {
    let findings = try allFindings(run)
    guard scene.cluster.isOfManifests else { return findings }
    return findings.filter { !FindingRules.needsCluster($0.ruleID) }
  }

  private func allFindings(_ run: FactRun<ObjectFacts>) throws -> [Finding] {
    switch run.facts {
    case .service(let facts): return ServiceFindings.findings(try input(observed(run, facts)))
    case .endpointSlice(let facts, _):
      return SliceFindings.findings(
        SliceFindingsInput(
          slice: try slice(run, facts),
          service: try presence(facts, run.object.slot.namespace),
          version: try scene.version()
        )
      )
    case .pod(let facts): return PodFindings.findings(try input(observed(run, facts)))
    case .node: return []
    }
  }

  /// What the rules find about a slice when they look at its Service.
  func findings(ofSlice run: FactRun<ObjectFacts>) throws -> [Finding] {
    guard case .endpointSlice(let slice, _) = run.facts, let name = slice.serviceName else {
      return []
    }
    let slot = ObjectSlot(kind: .service, namespace: run.object.slot.namespace, name: name)
    guard let service = try scene.object(in: slot) else { return [] }
    return try findings(service).filter { $0.subject == run.object }
  }

  /// The event that gave an object the facts that it has had since a revision, of what was gathered.
  func event(of object: ObjectReference, _ revision: String) -> LogPosition? {
    events[Origin(object: object, revision: revision)]
  }

  /// A piece of evidence in one line: the object, the field and its value, and since which revision
  /// and event it was so.
  func text(_ evidence: FindingEvidence) -> String {
    let object = evidence.object
    var text = "\(object.slot.kind.kindName) \(object)"
    if !evidence.field.isEmpty { text += " \(evidence.field)" }
    text += evidence.value.map { " = \($0)" } ?? " is absent"
    var origin: [String] = []
    if !object.uid.isEmpty { origin.append("uid \(object.uid)") }
    if !evidence.revision.isEmpty { origin.append("rv \(evidence.revision)") }
    if let event = event(of: object, evidence.revision) { origin.append("event \(event)") }
    return origin.isEmpty ? text : text + " (" + origin.joined(separator: ", ") + ")"
  }

  private func observed<Facts>(_ run: FactRun<ObjectFacts>, _ facts: Facts) -> Observed<Facts> {
    note(run)
    return Observed(reference: run.object, facts: facts, revision: run.validity.from.text)
  }

  private func note<Facts>(_ run: FactRun<Facts>) {
    let origin = Origin(object: run.object, revision: run.validity.from.text)
    events[origin] = max(events[origin] ?? .zero, run.event)
  }

  private func services(_ runs: [FactRun<ObjectFacts>]) -> [Observed<ServiceFacts>] {
    runs.compactMap { run in
      guard case .service(let facts) = run.facts else { return nil }
      return observed(run, facts)
    }
  }

  private func pods(_ runs: [FactRun<ObjectFacts>]) -> [Observed<PodFacts>] {
    runs.compactMap { run in
      guard case .pod(let facts) = run.facts else { return nil }
      return observed(run, facts)
    }
  }

  private func slice(
    _ run: FactRun<ObjectFacts>,
    _ facts: EndpointSliceFacts,
    toldAt revision: Revision? = nil
  ) throws -> ObservedSlice {
    var facts = facts
    let endpoints = try scene.endpoints(of: run)
    facts.endpointCount = endpoints.count
    note(run)
    return ObservedSlice(
      reference: run.object,
      facts: facts,
      revision: run.validity.from.text,
      lastRevision: revision,
      endpoints: endpoints.map { endpoint in
        note(endpoint)
        return ObservedEndpoint(facts: endpoint.facts, revision: endpoint.validity.from.text)
      }
    )
  }

  private func presence(
    _ slice: EndpointSliceFacts,
    _ namespace: String
  ) throws -> ServicePresence {
    guard scene.listedKinds.contains(.service) else { return .notObserved }
    guard let name = slice.serviceName else { return .missing }
    let slot = ObjectSlot(kind: .service, namespace: namespace, name: name)
    return try scene.hasService(slot) ? .present : .missing
  }

  private func all(_ kind: ResourceKind, in namespace: String) throws -> [FactRun<ObjectFacts>] {
    try scene.objects(
      kind,
      matching: .all(in: namespace)
    )
  }

  private func input(_ service: Observed<ServiceFacts>) throws -> ServiceFindingsInput {
    let slot = service.reference.slot
    var slices: [ObservedSlice]?
    if scene.listedKinds.contains(.endpointSlice) {
      slices = try scene.slices(of: slot).map {
        try slice($0.run, $0.facts, toldAt: $0.revision)
      }
    }
    let neighbors = services(try all(.service, in: slot.namespace))
      .filter { $0.reference != service.reference }
    let nodes = try scene.nodes()?.compactMap { run -> Observed<NodeFacts>? in
      guard case .node(let facts) = run.facts else { return nil }
      return observed(run, facts)
    }
    let zones = Set((nodes ?? []).compactMap { $0.facts.labels[NodeFacts.zoneLabel] })
    return ServiceFindingsInput(
      service: service,
      slices: slices,
      pods: try servicePods(service, slices ?? []),
      neighbors: neighbors,
      addressHolders: try holders(of: slices ?? []),
      rivals: try rivals(of: service),
      nodes: nodes.map { nodes in
        Dictionary(nodes.map { ($0.reference.slot.name, $0) }) { first, _ in first }
      },
      zones: zones.subtracting([""]),
      version: try scene.version(),
      dnsZone: scene.settings.dnsZone
    )
  }

  private func servicePods(
    _ service: Observed<ServiceFacts>,
    _ slices: [ObservedSlice]
  ) throws -> ServicePods? {
    guard scene.listedKinds.contains(.pod) else { return nil }
    let namespace = service.reference.slot.namespace
    let selected = pods(try scene.pods(selectedBy: service.facts, namespace: namespace))
    var targets: [ObjectSlot: Observed<PodFacts>] = [:]
    for pod in selected { targets[pod.reference.slot] = pod }
    for target in slices.flatMap({ $0.endpoints }).compactMap({ $0.facts.target })
    where target.kind == "Pod" {
      let slot = ObjectSlot(
        kind: .pod,
        namespace: target.namespace.isEmpty ? namespace : target.namespace,
        name: target.name
      )
      guard targets[slot] == nil, let run = try scene.object(in: slot) else { continue }
      targets[slot] = pods([run]).first
    }
    return ServicePods(selected: selected, targets: targets)
  }

  private func holders(of slices: [ObservedSlice]) throws -> [IPAddress: [AddressHolder]] {
    let addresses = Set(
      slices.flatMap { $0.endpoints }.flatMap { $0.facts.addresses }.compactMap { IPAddress($0) }
    )
    var found: [IPAddress: [AddressHolder]] = [:]
    for address in addresses.sorted() {
      let held = services(try scene.holders(of: address, kind: .service))
        .flatMap { AddressHolder.addresses(of: $0) }
        .filter { $0.address == address }
      if !held.isEmpty { found[address] = held.map { $0.holder } }
    }
    return found
  }

  /// The Services that share a cluster IP, or, where the Service has node ports, may share one.
  private func rivals(of service: Observed<ServiceFacts>) throws -> [Observed<ServiceFacts>] {
    var runs: [ObjectReference: FactRun<ObjectFacts>] = [:]
    for address in service.facts.clusterIPs.compactMap({ IPAddress($0) }) {
      for run in try scene.holders(of: address, kind: .service) { runs[run.object] = run }
    }
    let hasNodePorts =
      service.facts.healthCheckNodePort != 0 || service.facts.ports.contains { $0.nodePort != 0 }
    if hasNodePorts { for run in try all(.service, in: "*") { runs[run.object] = run } }
    runs[service.reference] = nil
    return services(runs.values.sorted { $0.object < $1.object })
  }

  private func input(_ pod: Observed<PodFacts>) throws -> PodFindingsInput {
    var sharers: [ObjectReference: FactRun<ObjectFacts>] = [:]
    for address in pod.facts.ips.compactMap({ IPAddress($0) }) {
      for run in try scene.holders(of: address, kind: .pod) { sharers[run.object] = run }
    }
    sharers[pod.reference] = nil
    var known: [String: Observed<ServiceFacts>]?
    if scene.listedKinds.contains(.service) {
      known = [:]
      if !pod.facts.subdomain.isEmpty {
        let slot = ObjectSlot(
          kind: .service,
          namespace: pod.reference.slot.namespace,
          name: pod.facts.subdomain
        )
        let run = try scene.object(in: slot)
        if let service = services(run.map { [$0] } ?? []).first { known?[slot.name] = service }
      }
    }
    return PodFindingsInput(
      pod: pod,
      sharers: pods(sharers.values.sorted { $0.object < $1.object }),
      services: known
    )
  }
}
