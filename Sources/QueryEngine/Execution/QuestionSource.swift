import Diagnostics
import KubernetesRules
import Projections
import TopologyModel

/// Evaluates a question about state at one scene.
///
/// Every row carries a stretch of time in which it surely holds as it stands (snapshot
/// reducibility needs no more); `RowExtender` finds how far it really reaches.
struct QuestionSource {
  let question: BoundQuestion

  /// The rows at a scene, in no defined order.
  func rows(_ scene: Scene) throws -> [StateRow] {
    switch question {
    case .podsServing(let name, let port):
      return try services(name, scene) { try serving($0, port, scene, onlyEligible: true) }
    case .podsListed(let name, let port):
      return try services(name, scene) { try serving($0, port, scene, onlyEligible: false) }
    case .endpointsOf(let name, let port):
      return try services(name, scene) { try endpoints($0, port, scene) }
    case .endpoints(let name):
      return try services(name, scene) { try endpoints($0, nil, scene) }
    case .podsSelected(let name):
      return try scene.objects(.service, matching: name).flatMap { try selected($0, scene) }
    case .slicesOf(let name):
      return try scene.objects(.service, matching: name).flatMap { service in
        try scene.slices(of: service.object.slot).compactMap { slice in
          guard var row = try ObjectRows.row(slice.run, scene) else { return nil }
          row = try bounded(row, by: service, scene)
          return row
        }
      }
    case .objects(let kind, let name):
      return try scene.objects(kind, matching: name).compactMap { try ObjectRows.row($0, scene) }
    case .events, .coverage: return []
    }
  }

  /// The sources of the Services that a name matches.
  static func sources(_ name: BoundName, _ scene: Scene) throws -> [ServiceSource] {
    try scene.objects(.service, matching: name).compactMap {
      try ServiceSource(scene: scene, service: $0)
    }
  }

  private func services(
    _ name: BoundName, _ scene: Scene, _ rows: (ServiceSource) throws -> [StateRow]
  ) throws -> [StateRow] {
    try Self.sources(name, scene).flatMap { try rows($0) }
  }

  private func bounded(
    _ row: StateRow, by service: FactRun<ObjectFacts>, _ scene: Scene
  ) throws -> StateRow {
    var row = row
    let interval = try scene.interval(of: service)
    if interval.from > row.interval.from {
      row.interval.from = interval.from
      row.event = service.event
      row.beginsInferred = service.beginsInferred
    }
    row.interval.until = HalfOpenInterval.earlier(row.interval.until, interval.until)
    return row
  }

  private func serving(
    _ source: ServiceSource, _ port: BoundPort?, _ scene: Scene, onlyEligible: Bool
  ) throws -> [StateRow] {
    let conflicting = Set(source.conflicts().map { $0.kept.address })
    return try source.entries(on: port).compactMap { entry in
      guard let target = entry.endpoint.facts.target, target.kind == "Pod" else { return nil }
      if onlyEligible, entry.eligibleAs == nil || entry.port == nil { return nil }
      let pod = try scene.pod(uid: target.uid)
      var evidence = try RowEvidence(source.service, scene)
      try evidence.add(entry.slice.run, scene)
      try evidence.add(entry.endpoint, scene)
      if let pod { try evidence.add(pod, scene) }
      var workload = Value.null
      if case .pod(let facts)? = pod?.facts {
        workload = .text(Workload.name(of: facts, podName: target.name))
      }
      let facts = entry.endpoint.facts
      let row = evidence.row([
        .text(source.service.object.description), Self.port(entry.port),
        .text(target.namespace.isEmpty ? source.service.object.slot.namespace : target.namespace),
        .text(target.name), .nonEmpty(target.uid), .address(text: entry.address),
        entry.targetPort.map { .integer(Int64($0)) } ?? .null, .nonEmpty(facts.nodeName),
        .nonEmpty(facts.zone), workload, .boolean(facts.isReady), .boolean(facts.isServing),
        .boolean(facts.isTerminating), entry.eligibleAs.map { .text($0.rawValue) } ?? .null,
      ])
      return try contingent(row, entry, source, conflicting, scene)
    }
  }

  private func endpoints(
    _ source: ServiceSource, _ port: BoundPort?, _ scene: Scene
  ) throws -> [StateRow] {
    let conflicting = Set(source.conflicts().map { $0.kept.address })
    return try source.entries(on: port).map { entry in
      var evidence = try RowEvidence(source.service, scene)
      try evidence.add(entry.slice.run, scene)
      try evidence.add(entry.endpoint, scene)
      let facts = entry.endpoint.facts
      let hints = facts.zoneHints.map { "zone:\($0)" } + facts.nodeHints.map { "node:\($0)" }
      let row = evidence.row([
        .text(source.service.object.description), Self.port(entry.port),
        .address(text: entry.address), .nonEmpty(entry.slice.facts.addressType),
        entry.targetPort.map { .integer(Int64($0)) } ?? .null,
        .nonEmpty(facts.target?.kind ?? ""), .nonEmpty(facts.target?.name ?? ""),
        .nonEmpty(facts.target?.uid ?? ""), .nonEmpty(facts.nodeName), .nonEmpty(facts.zone),
        .boolean(facts.isReady), .boolean(facts.isServing), .boolean(facts.isTerminating),
        .list(hints.map { .text($0) }), .boolean(entry.eligibleAs != nil),
        entry.eligibleAs.map { .text($0.rawValue) } ?? .null,
        .text(entry.slice.run.object.slot.name),
      ])
      return try contingent(row, entry, source, conflicting, scene)
    }
  }

  /// Cuts a row to the stretch over which no slice of the Service changed, where its eligibility
  /// depends on other endpoints: the terminating fallback, and addresses listed twice.
  private func contingent(
    _ row: StateRow, _ entry: ServiceSource.Entry, _ source: ServiceSource,
    _ conflicting: Set<String>, _ scene: Scene
  ) throws -> StateRow {
    let facts = entry.endpoint.facts
    let mayFallBack = facts.isServing && facts.isTerminating && !facts.isReady
    let address = EndpointCandidate.canonicalAddress(entry.address)
    guard mayFallBack || conflicting.contains(address),
      let revision = scene.revisions[.endpointSlice]
    else { return row }
    let slot = source.service.object.slot
    let quiet = try scene.reads.quietStretch(
      ofSlicesNamingService: slot.name, namespace: slot.namespace, at: revision, scene.cluster)
    return try scene.cut(row, to: quiet, kind: .endpointSlice)
  }

  private func selected(
    _ service: FactRun<ObjectFacts>, _ scene: Scene
  ) throws -> [StateRow] {
    guard case .service(let facts) = service.facts, !facts.selector.isEmpty else { return [] }
    let namespace = service.object.slot.namespace
    let pods = try scene.objects(
      .pod,
      matching: BoundName(
        form: .glob(namespace: namespace, name: "*"), span: .init(at: 0)))
    return try pods.compactMap { pod in
      guard case .pod(let podFacts) = pod.facts,
        ServiceSelection.selects(
          service: facts, serviceNamespace: namespace, podLabels: podFacts.labels,
          podNamespace: pod.object.slot.namespace),
        let row = try ObjectRows.row(pod, scene)
      else { return nil }
      return try bounded(row, by: service, scene)
    }
  }

  static func port(_ port: ServiceFacts.Port?) -> Value {
    port.map {
      .port(PortValue(name: $0.name, number: $0.number, transport: $0.transport))
    } ?? .null
  }
}
