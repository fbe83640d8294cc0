import KubernetesRules
import Projections
import TopologyModel

/// Evaluates the questions that go from Pods to Services, and from a Node to its Pods.
struct PodRelations {
  let question: BoundQuestion
  let scene: Scene

  func rows() throws -> [StateRow] {
    switch question {
    case .servicesServed(let pod, let service): return try served(by: pod, service)
    case .servicesSelecting(let pod): return try selecting(pod)
    case .podsOnNode(let node, let pod): return try pods(on: node, pod)
    case .podsServing, .podsListed, .podsSelected, .endpointsOf, .slicesOf, .owners, .objects,
      .endpoints, .findings, .why, .dns, .show, .history, .events, .coverage:
      return []
    }
  }

  /// The Services under which an endpoint that names the Pod is eligible.
  private func served(by pod: BoundName, _ name: BoundName?) throws -> [StateRow] {
    try scene.objects(.service, matching: name ?? Self.all(in: pod)).compactMap { service in
      guard let source = try scene.source(service) else { return nil }
      func isMeant(_ endpoint: EndpointFacts) -> Bool {
        guard let target = endpoint.target, target.kind == "Pod" else { return false }
        let slot = ObjectSlot(
          kind: .pod,
          namespace: target.namespace.isEmpty ? service.object.slot.namespace : target.namespace,
          name: target.name
        )
        return pod.matches(ObjectReference(slot: slot, uid: target.uid))
      }
      // Who is eligible is found out only where the Pod is listed.
      guard source.slices.contains(where: { $0.endpoints.contains { isMeant($0.facts) } }) else {
        return nil
      }
      let serves = source.entries(on: nil).first { entry in
        entry.eligibleAs != nil && (entry.port != nil || source.facts.isHeadless)
          && isMeant(entry.endpoint.facts)
      }
      guard let serves, var row = try ObjectRows.row(service, scene) else { return nil }
      row.event = max(row.event, serves.endpoint.event)
      row.isCarried = try row.isCarried || scene.isCarried(serves.endpoint)
      return row
    }
  }

  /// The Services whose selector matches the labels of a Pod.
  private func selecting(_ pod: BoundName) throws -> [StateRow] {
    let pods = try scene.objects(.pod, matching: pod)
    let namespaces = Set(pods.map { $0.object.slot.namespace }).sorted()
    return try namespaces.flatMap { namespace -> [StateRow] in
      let name = BoundName.all(in: namespace, span: pod.span)
      return try scene.objects(.service, matching: name).compactMap { service in
        let selected = pods.first { Self.selects(service, $0) }
        guard let selected, var row = try ObjectRows.row(service, scene) else { return nil }
        row.event = max(row.event, selected.event)
        row.isCarried = try row.isCarried || scene.isCarried(selected)
        return row
      }
    }
  }

  private func pods(on node: BoundName, _ pod: BoundName?) throws -> [StateRow] {
    let all = pod ?? BoundName.all(span: node.span)
    return try scene.objects(.pod, matching: all).compactMap { run in
      guard case .pod(let facts) = run.facts, Self.isNamed(facts.nodeName, node) else { return nil }
      return try ObjectRows.row(run, scene)
    }
  }

  /// Whether a Node's name is meant; Nodes have no namespace, whatever the name's is.
  static func isNamed(_ node: String, _ name: BoundName) -> Bool {
    switch name.form {
    case .exact(_, let text): node == text
    case .glob(_, let pattern): !node.isEmpty && Glob.matches(node, pattern: pattern)
    case .uid: false
    }
  }

  /// Whether a Service's selector selects a Pod.
  static func selects(
    _ service: FactRun<ObjectFacts>,
    _ pod: FactRun<ObjectFacts>
  ) -> Bool {
    guard case .service(let facts) = service.facts, case .pod(let podFacts) = pod.facts else {
      return false
    }
    return ServiceSelection.selects(
      service: facts,
      serviceNamespace: service.object.slot.namespace,
      podLabels: podFacts.labels,
      podNamespace: pod.object.slot.namespace
    )
  }

  /// All names of the namespaces that a name means; a UID may live in any.
  static func all(in name: BoundName) -> BoundName {
    switch name.form {
    case .exact(let namespace, _), .glob(let namespace, _):
      BoundName.all(in: namespace, span: name.span)
    case .uid: BoundName.all(span: name.span)
    }
  }
}
