import KubernetesRules
import Projections
import TopologyModel

/// Makes the pieces of addresses from runs, and lets runs share holders.
struct HolderBook {
  /// An object, and the holders that its latest run had.
  final class Leaf {
    let object: ObjectReference
    fileprivate var template: PodHolding.Template?
    fileprivate var holders: [SharedOwner] = []

    init(_ object: ObjectReference) {
      self.object = object
    }
  }

  private var leaves: [Int64: Leaf] = [:]

  /// Notes an object; its runs follow.
  mutating func note(_ object: ObjectReference, _ id: Int64) {
    if leaves[id] == nil { leaves[id] = Leaf(object) }
  }

  /// Calls `body` with each address that a run held, and the piece that it makes.
  ///
  /// `address` is the only one of interest; nil for all of them.
  func forEachPiece(
    of run: AddressRun,
    only address: AddressKey? = nil,
    _ clock: EpochClock,
    _ body: (AddressKey, OwnerPiece) -> Void
  ) throws {
    guard let leaf = leaves[run.objectID] else { return }
    let stretch = try clock.stretch(run.from, run.until, leaf.object.slot.kind)
    guard let stretch else { return }
    switch run.holding {
    case .pod(let pod):
      guard !pod.addresses.isEmpty else { return }
      let holder = leaf.holder(pod, run.objectID)
      let piece = OwnerPiece(holder, stretch, run)
      for key in pod.addresses where address == nil || key == address { body(key, piece) }
    case .other(let facts):
      for key in address.map({ [$0] }) ?? Self.keys(facts) {
        guard let held = key.address else { continue }
        for role in AddressRoles.roles(of: facts, held) {
          let holder = leaf.holder(facts, role, run.objectID)
          body(key, OwnerPiece(holder, stretch, run))
        }
      }
    }
  }

  /// The addresses of a Service or a Node, each once.
  private static func keys(_ facts: ObjectFacts) -> [AddressKey] {
    let texts: [String]
    switch facts {
    case .service(let service):
      texts = service.clusterIPs + service.externalIPs + service.ingress.map(\.ip)
    case .node(let node): texts = node.addresses.map(\.address)
    case .pod, .endpointSlice: texts = []
    }
    var keys: [AddressKey] = []
    for text in texts {
      if let key = AddressKey(text: text), !keys.contains(key) { keys.append(key) }
    }
    return keys
  }
}

extension HolderBook.Leaf {
  func holder(_ pod: PodHolding, _ id: Int64) -> SharedOwner {
    let role = AddressRoles.role(of: pod)
    if template === pod.template, let last = holders.last, last.node == pod.nodeName,
      last.identity.role == role
    {
      return last
    }
    template = pod.template
    return holder(
      role,
      id,
      workload: Workload.name(of: pod.template.facts, podName: object.slot.name),
      node: pod.nodeName,
      declaredPorts: pod.template.facts.usesHostNetwork
        ? pod.template.facts.ports.map(\.number) : []
    )
  }

  func holder(_ facts: ObjectFacts, _ role: String, _ id: Int64) -> SharedOwner {
    var ports: [Int] = []
    if case .service(let service) = facts { ports = service.ports.map(\.number) }
    return holder(
      role,
      id,
      node: object.slot.kind == .node ? object.slot.name : "",
      servicePorts: ports
    )
  }

  private func holder(
    _ role: String,
    _ id: Int64,
    workload: String = "",
    node: String,
    declaredPorts: [Int] = [],
    servicePorts: [Int] = []
  ) -> SharedOwner {
    let known = holders.last { holder in
      holder.identity.role == role && holder.identity.workload == workload && holder.node == node
        && holder.declaredPorts == declaredPorts && holder.servicePorts == servicePorts
    }
    if let known { return known }
    let made = SharedOwner(
      SharedOwner.Identity(
        kind: object.slot.kind,
        namespace: object.slot.namespace,
        name: object.slot.name,
        uid: object.uid,
        role: role,
        workload: workload
      ),
      objectID: id,
      node: node,
      declaredPorts: declaredPorts,
      servicePorts: servicePorts
    )
    // An object has few roles; one whose facts go back and forth makes some holders anew.
    if holders.count == 4 { holders.removeFirst() }
    holders.append(made)
    return made
  }
}
