import TopologyModel

/// The objects of a vector as facts.
struct VectorObjects {
  struct Slice {
    var reference: ObjectReference
    var revision: Revision?
    var facts: EndpointSliceFacts
    var endpoints: [EndpointFacts]
  }

  private(set) var services: [ObjectSlot: ServiceFacts] = [:]
  private(set) var pods: [ObjectSlot: (reference: ObjectReference, facts: PodFacts)] = [:]
  private(set) var nodes: [String: NodeFacts] = [:]
  private(set) var slices: [Slice] = []

  init(_ objects: [JSONValue]) {
    for object in objects {
      guard let kind = ResourceKind(apiName: object["kind"].text) else { continue }
      let reference = FactsReader.reference(of: object, kind: kind)
      switch kind {
      case .service: services[reference.slot] = FactsReader.service(object)
      case .pod: pods[reference.slot] = (reference, FactsReader.pod(object))
      case .node: nodes[reference.slot.name] = FactsReader.node(object)
      case .endpointSlice:
        slices.append(
          Slice(
            reference: reference,
            revision: Revision(object["metadata"]["resourceVersion"].text),
            facts: FactsReader.slice(object),
            endpoints: object["endpoints"].array.map(FactsReader.endpoint)
          )
        )
      }
    }
  }
}
