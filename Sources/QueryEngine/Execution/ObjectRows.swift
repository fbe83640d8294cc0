import KubernetesRules
import Projections
import TopologyModel

/// The rows of questions that list objects.
enum ObjectRows {
  /// The row of an object's run; with a Service because of which it is listed, it holds while that is
  /// there, too.
  static func row(
    _ run: FactRun<ObjectFacts>,
    _ scene: Scene,
    because cause: FactRun<ObjectFacts>? = nil
  ) throws -> StateRow? {
    var evidence = try RowEvidence(occupant: run, scene)
    if let cause { try evidence.addOccupant(cause) }
    let (slot, uid) = (run.object.slot, run.object.uid)
    let anchor: RowAnchor =
      cause == nil
      ? .object(slot.kind, uid: uid, slot: slot)
      : .objectOfService(slot.kind, uid: uid, slot: slot)
    switch run.facts {
    case .pod(let facts): return try evidence.row(pod(facts, run.object), about: anchor)
    case .service(let facts): return try evidence.row(service(facts, run.object), about: anchor)
    case .node(let facts): return try evidence.row(node(facts, run.object), about: anchor)
    case .endpointSlice(let facts, _):
      let count = try scene.endpointCount(of: run)
      if let count { try evidence.add(count) }
      return try evidence.row(
        slice(facts, run.object, endpointCount: count?.facts ?? 0),
        about: anchor
      )
    }
  }

  private static func pod(_ facts: PodFacts, _ object: ObjectReference) -> [Value] {
    [
      .text(object.slot.namespace), .text(object.slot.name), .nonEmpty(object.uid),
      .nonEmpty(facts.phase), .boolean(facts.ready == .isTrue),
      .boolean(facts.deletionTimestamp != nil), .address(text: facts.ips.first ?? ""),
      .list(facts.ips.map { .address(text: $0) }), .nonEmpty(facts.nodeName),
      .text(Workload.name(of: facts, podName: object.slot.name)), .labels(facts.labels),
    ]
  }

  private static func service(_ facts: ServiceFacts, _ object: ObjectReference) -> [Value] {
    [
      .text(object.slot.namespace), .text(object.slot.name), .nonEmpty(object.uid),
      .text(facts.type), .list(facts.clusterIPs.map { .address(text: $0) }),
      .list(
        facts.externalIPs.map { .address(text: $0) }
          + facts.ingress.map { .address(text: $0.ip.isEmpty ? $0.hostname : $0.ip) }
      ),
      .list(facts.ports.map { QuestionSource.port($0) }), .labels(facts.selector),
      .nonEmpty(facts.internalTrafficPolicy), .nonEmpty(facts.externalTrafficPolicy),
      .labels(facts.labels),
    ]
  }

  private static func slice(
    _ facts: EndpointSliceFacts,
    _ object: ObjectReference,
    endpointCount: Int
  ) -> [Value] {
    let ports = facts.ports.map { port in
      let number = port.number.map { String($0) } ?? "all"
      let text = "\(number)/\(port.transport.rawValue)"
      return Value.text(port.name.isEmpty ? text : "\(port.name) \(text)")
    }
    return [
      .text(object.slot.namespace), .text(object.slot.name), .nonEmpty(object.uid),
      .nonEmpty(facts.serviceName ?? ""), .nonEmpty(facts.addressType),
      .integer(Int64(endpointCount)), .list(ports),
      .nonEmpty(facts.labels[EndpointSliceFacts.managedByLabel] ?? ""),
    ]
  }

  private static func node(_ facts: NodeFacts, _ object: ObjectReference) -> [Value] {
    [
      .text(object.slot.name), .nonEmpty(object.uid), .boolean(facts.ready == .isTrue),
      .nonEmpty(facts.labels[NodeFacts.zoneLabel] ?? ""),
      .list(facts.addresses.map { .address(text: $0.address) }), .labels(facts.labels),
    ]
  }
}
