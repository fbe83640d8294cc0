import KubernetesObjects
import KubernetesRules
import Simulation
import TopologyModel

/// The objects that there are at the end of a recording.
struct SimulatedWorld {
  /// An endpoint, as far as the rules say something of it.
  struct Listed: Hashable {
    var slicePorts: [EndpointSliceFacts.Port]
    var endpoint: EndpointFacts
  }

  private var objects: [ObjectSlot: DecodedObject] = [:]

  init(_ records: [SimulatedRecord]) throws {
    for record in records {
      guard let body = ObjectTests.body(record) else { continue }
      let object = try ObjectTests.decode(body, record.kind)
      if case .change(.deleted, _) = record.content {
        objects[object.reference.slot] = nil
      } else {
        objects[object.reference.slot] = object
      }
    }
  }

  /// The Services.
  var services: [(ServiceFacts, ObjectSlot)] {
    objects.values.compactMap { object in
      if case .service(let facts) = object.facts { (facts, object.reference.slot) } else { nil }
    }
  }

  /// What the slices of a Service list.
  func written(_ service: ObjectSlot) -> Set<Listed> {
    var listed: Set<Listed> = []
    for object in objects.values where object.reference.slot.namespace == service.namespace {
      guard case .endpointSlice(let slice, let endpoints) = object.facts,
        slice.labels[EndpointSliceFacts.serviceNameLabel] == service.name
      else { continue }
      for endpoint in endpoints {
        listed.insert(Listed(slicePorts: slice.ports, endpoint: endpoint))
      }
    }
    return listed
  }

  /// What they should list by the rules.
  func computed(_ service: ServiceFacts, _ slot: ObjectSlot) -> Set<Listed> {
    var listed: Set<Listed> = []
    for object in objects.values where object.reference.slot.namespace == slot.namespace {
      guard case .pod(let pod) = object.facts else { continue }
      let node = objects.values.lazy.compactMap { other -> NodeFacts? in
        guard other.reference.slot.name == pod.nodeName, case .node(let facts) = other.facts else {
          return nil
        }
        return facts
      }.first
      for family in ServiceFamilies.families(of: service) {
        let verdict = EndpointMembership.verdict(
          service: service,
          serviceSlot: slot,
          pod: pod,
          podReference: object.reference,
          node: node.map { .present($0) } ?? .missing,
          family: family
        )
        guard let endpoint = verdict.endpoint else { continue }
        let ports = PortResolution.slicePorts(of: service, in: pod)
        listed.insert(Listed(slicePorts: ports, endpoint: endpoint))
      }
    }
    return listed
  }
}
