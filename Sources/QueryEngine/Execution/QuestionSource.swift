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
    case .podsServing(let name, let port, let vantage, _):
      return try services(name, scene, vantage) {
        try serving($0, port, scene, onlyEligible: true)
      }
    case .podsListed(let name, let port):
      return try services(name, scene) { try serving($0, port, scene, onlyEligible: false) }
    case .endpointsOf(let name, let port, let vantage):
      return try services(name, scene, vantage) { try endpoints($0, port, scene) }
    case .endpoints(let name):
      return try services(name, scene) { try endpoints($0, nil, scene) }
    case .podsSelected(let name):
      return try scene.objects(.service, matching: name).flatMap { try selected($0, scene) }
    case .slicesOf(let name):
      return try scene.objects(.service, matching: name).flatMap { service in
        try scene.slices(of: service.object.slot).compactMap {
          try ObjectRows.row($0.run, scene, because: service)
        }
      }
    case .objects(let kind, let name):
      return try scene.objects(kind, matching: name).compactMap { try ObjectRows.row($0, scene) }
    case .servicesServed, .servicesSelecting, .podsOnNode:
      return try PodRelations(question: question, scene: scene).rows()
    case .owners(let address, let kind):
      return try AddressSource(address: address, kind: kind, scene: scene).rows()
    case .findings(let kind, let name, _, let isPart):
      return try FindingsSource(kind: kind, name: name, isPart: isPart, scene: scene).rows()
    case .why(let service, let port, let pod):
      return try WhySource(service: service, port: port, pod: pod, scene: scene).rows()
    case .dns(let name, let type):
      return try DNSSource(name: name, type: type, scene: scene).rows()
    case .show(let kind, let name):
      return try ShowSource(kind: kind, name: name, scene: scene).rows()
    case .history, .events, .coverage: return []
    }
  }

  /// The sources of the Services that a name matches.
  static func sources(
    _ name: BoundName,
    _ scene: Scene,
    _ vantage: BoundVantage? = nil
  ) throws -> [ServiceSource] {
    try scene.objects(.service, matching: name).compactMap {
      try scene.source($0, vantage)
    }
  }

  private func services(
    _ name: BoundName,
    _ scene: Scene,
    _ vantage: BoundVantage? = nil,
    _ rows: (ServiceSource) throws -> [StateRow]
  ) throws -> [StateRow] {
    try Self.sources(name, scene, vantage).flatMap { try rows($0) }
  }

  private func serving(
    _ source: ServiceSource,
    _ port: BoundPort?,
    _ scene: Scene,
    onlyEligible: Bool
  ) throws -> [StateRow] {
    let entries = source.entries(on: port).filter { entry in
      guard entry.endpoint.facts.target?.kind == "Pod" else { return false }
      // A headless Service may have no ports; DNS gives its endpoints all the same (semantics.md 2.18).
      let isAsked = entry.port != nil || source.facts.isHeadless
      return !onlyEligible || (entry.eligibleAs != nil && isAsked)
    }
    try scene.preparePods(entries.compactMap { $0.endpoint.facts.target?.uid })
    var drafts: [EndpointDraft] = []
    for entry in entries {
      guard let target = entry.endpoint.facts.target else { continue }
      let pod = try scene.pod(uid: target.uid)
      var evidence = try RowEvidence(occupant: source.service, scene)
      try evidence.addOccupant(entry.slice.run)
      try evidence.add(entry.endpoint)
      var parts = EndpointParts(
        fixed: evidence.runs,
        slots: [source.service.object.slot, entry.slice.run.object.slot],
        pod: pod.map { RunBounds($0) },
        podUID: target.uid,
        podName: target.name,
        workload: .null
      )
      if let pod { try evidence.add(pod) }
      if case .pod(let facts)? = pod?.facts {
        parts.workload = .text(Workload.name(of: facts, podName: target.name))
      }
      let values = Self.servingValues(
        entry.endpoint.facts,
        under: entry.port,
        target: target,
        address: entry.address,
        targetPort: entry.targetPort,
        source.service.object,
        workload: parts.workload,
        entry.eligibleAs
      )
      // A Pod that comes later is looked for by the whole question.
      var draft = EndpointDraft(values, evidence, entry, parts: pod == nil ? nil : parts)
      if pod == nil { draft.missingPod = target.uid }
      drafts.append(draft)
    }
    return try rows(drafts, source, scene)
  }

  /// The cells of a Pod's row under a Service port.
  static func servingValues(
    _ facts: EndpointFacts,
    under port: ServiceFacts.Port?,
    target: EndpointFacts.Target,
    address: String,
    targetPort: Int?,
    _ service: ObjectReference,
    workload: Value,
    _ eligibleAs: EligibleAs?
  ) -> [Value] {
    [
      .text(service.description), self.port(port),
      .text(target.namespace.isEmpty ? service.slot.namespace : target.namespace),
      .text(target.name), .nonEmpty(target.uid), .address(text: address),
      targetPort.map { .integer(Int64($0)) } ?? .null, .nonEmpty(facts.nodeName),
      .nonEmpty(facts.zone), workload, .boolean(facts.isReady), .boolean(facts.isServing),
      .boolean(facts.isTerminating), eligibleAs.map { .text($0.rawValue) } ?? .null,
    ]
  }

  /// The row of an endpoint before its times are looked up.
  private struct EndpointDraft {
    var values: [Value]
    var evidence: RowEvidence
    var entry: ServiceSource.Entry
    var parts: EndpointParts?
    /// The UID of a Pod that the row would show, and that is not there.
    var missingPod: String?

    init(
      _ values: [Value],
      _ evidence: RowEvidence,
      _ entry: ServiceSource.Entry,
      parts: EndpointParts?
    ) {
      self.values = values
      self.evidence = evidence
      self.entry = entry
      self.parts = parts
    }
  }

  private func rows(
    _ drafts: [EndpointDraft],
    _ source: ServiceSource,
    _ scene: Scene
  ) throws -> [StateRow] {
    try drafts.map { try row($0, source, scene) }
  }

  private func endpoints(
    _ source: ServiceSource,
    _ port: BoundPort?,
    _ scene: Scene
  ) throws -> [StateRow] {
    let drafts = try source.entries(on: port).map { entry in
      var evidence = try RowEvidence(occupant: source.service, scene)
      try evidence.addOccupant(entry.slice.run)
      try evidence.add(entry.endpoint)
      let facts = entry.endpoint.facts
      let hints = facts.zoneHints.map { "zone:\($0)" } + facts.nodeHints.map { "node:\($0)" }
      let values: [Value] = [
        .text(source.service.object.description), Self.port(entry.port),
        .address(text: entry.address), .nonEmpty(entry.slice.facts.addressType),
        entry.targetPort.map { .integer(Int64($0)) } ?? .null,
        .nonEmpty(facts.target?.kind ?? ""), .nonEmpty(facts.target?.name ?? ""),
        .nonEmpty(facts.target?.uid ?? ""), .nonEmpty(facts.nodeName), .nonEmpty(facts.zone),
        .boolean(facts.isReady), .boolean(facts.isServing), .boolean(facts.isTerminating),
        .list(hints.map { .text($0) }), .boolean(entry.eligibleAs != nil),
        entry.eligibleAs.map { .text($0.rawValue) } ?? .null,
        .text(entry.slice.run.object.slot.name),
      ]
      let parts = EndpointParts(
        fixed: evidence.runs,
        slots: [source.service.object.slot, entry.slice.run.object.slot],
        pod: nil,
        podUID: "",
        podName: "",
        workload: .null
      )
      return EndpointDraft(values, evidence, entry, parts: parts)
    }
    return try rows(drafts, source, scene)
  }

  /// The row of an endpoint; cut to the stretch over which no slice of the Service changed where its
  /// eligibility depends on all other endpoints, the terminating fallback, and to that over which its Pod was
  /// not there.
  ///
  /// Where its address was listed a second time, `RowExtender` looks after.
  private func row(
    _ draft: EndpointDraft,
    _ source: ServiceSource,
    _ scene: Scene
  ) throws -> StateRow {
    let facts = draft.entry.endpoint.facts
    let slot = source.service.object.slot
    let isContingent = facts.isServing && facts.isTerminating && !facts.isReady
    var row = try draft.evidence.row(
      draft.values,
      about: .endpoint(
        EndpointAnchor(
          facts: facts,
          mayChangeUnseen: try scene.mayChangeUnseen(facts, in: draft.entry.slice.facts, of: slot),
          isContestable: draft.entry.isContestable
        ),
        service: slot,
        isContingent: isContingent
      ),
      continuity: continuity(draft.values)
    )
    if !isContingent { row.parts = draft.parts }
    if let uid = draft.missingPod {
      row = try scene.cut(row, to: scene.absence(ofPod: uid), kind: .pod)
    }
    guard isContingent, let revision = scene.revisions[.endpointSlice] else { return row }
    let quiet = try scene.reads.quietStretch(
      ofSlicesNamingService: slot.name,
      namespace: slot.namespace,
      at: revision,
      scene.cluster
    )
    return try scene.cut(row, to: quiet, kind: .endpointSlice)
  }

  /// What stays the same while a Pod goes on being eligible, for questions about draining ones.
  private func continuity(_ values: [Value]) -> [Value]? {
    guard case .podsServing(_, _, _, .some) = question else { return nil }
    return [values[0], values[1], values[2], values[3], values[4], values[5]]
  }

  /// The rows at a scene that may equal one with this anchor; nil where the whole question has to
  /// be evaluated to know.
  func rows(_ scene: Scene, like anchor: RowAnchor) throws -> [StateRow]? {
    switch anchor {
    case .whole: return nil
    case .object(let kind, let uid, let slot):
      return try scene.objects(kind, matching: Self.name(uid: uid, slot: slot))
        .filter { try scene.isOccupant($0) }.compactMap { try ObjectRows.row($0, scene) }
    case .objectOfService(let kind, let uid, let slot):
      return try scene.objects(kind, matching: Self.name(uid: uid, slot: slot))
        .filter { try scene.isOccupant($0) }.flatMap { try listedRows($0, scene) }
    case .endpoint(let endpoint, let service, let isContingent):
      if endpoint.mayChangeUnseen { return nil }
      if try !scene.hasEndpoint(endpoint.facts, of: service) { return [] }
      guard !isContingent else { return nil }
      return try rows(scene.focused(on: endpoint.facts))
    }
  }

  /// What means one object and no other.
  private static func name(uid: String, slot: ObjectSlot) -> BoundName {
    uid.isEmpty
      ? BoundName(of: slot, span: .init(at: 0)) : BoundName(form: .uid(uid), span: .init(at: 0))
  }

  /// The rows of an object that is listed because of Services.
  private func listedRows(_ run: FactRun<ObjectFacts>, _ scene: Scene) throws -> [StateRow] {
    let namespace = run.object.slot.namespace
    let services: [FactRun<ObjectFacts>]
    switch (question, run.facts) {
    case (.slicesOf(let name), .endpointSlice(let facts, _)):
      guard let service = facts.serviceName else { return [] }
      let slot = ObjectSlot(kind: .service, namespace: namespace, name: service)
      services = try Self.services(name, named: slot, scene)
    case (.podsSelected(let name), .pod):
      services = try Self.services(name, inNamespace: namespace, scene)
        .filter { PodRelations.selects($0, run) }
    default: return []
    }
    return try services.compactMap { try ObjectRows.row(run, scene, because: $0) }
  }

  /// The Services of a slot that a name means.
  private static func services(
    _ name: BoundName,
    named slot: ObjectSlot,
    _ scene: Scene
  ) throws -> [FactRun<ObjectFacts>] {
    if case .uid = name.form {
      return try scene.objects(.service, matching: name).filter { $0.object.slot == slot }
    }
    return try scene.object(in: slot).map { name.matches($0.object) ? [$0] : [] } ?? []
  }

  /// The Services that a name means, of one namespace: no other has what they select.
  private static func services(
    _ name: BoundName,
    inNamespace namespace: String,
    _ scene: Scene
  ) throws -> [FactRun<ObjectFacts>] {
    guard case .glob = name.form else { return try scene.objects(.service, matching: name) }
    return try scene.objects(.service, matching: .all(in: namespace, span: name.span))
      .filter { name.matches($0.object) }
  }

  private func selected(
    _ service: FactRun<ObjectFacts>,
    _ scene: Scene
  ) throws -> [StateRow] {
    guard case .service(let facts) = service.facts, !facts.selector.isEmpty else { return [] }
    let namespace = service.object.slot.namespace
    let pods = try scene.pods(selectedBy: facts, namespace: namespace)
    return try pods.compactMap { try ObjectRows.row($0, scene, because: service) }
  }

  static func port(_ port: ServiceFacts.Port?) -> Value {
    port.map {
      .port(PortValue(name: $0.name, number: $0.number, transport: $0.transport))
    } ?? .null
  }
}
