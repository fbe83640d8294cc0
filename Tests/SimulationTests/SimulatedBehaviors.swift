import KubernetesObjects
import Simulation
import TopologyModel

/// What happened in a recording.
struct SimulatedBehaviors {
  /// The most restarts of a container.
  private(set) var restarts = 0
  /// How often a Node was seen that takes no Pods.
  private(set) var cordons = 0
  /// How many Pods' templates were seen.
  var versions: Int { hashes.count }
  /// The most numbers that a named port of one Service had in slices at different times.
  var portsOfOneService: Int { ports.values.map(\.count).max() ?? 0 }
  private(set) var servicesDeleted = 0
  /// How many Services were created under the name of one that was deleted.
  private(set) var namesAgain = 0
  /// How often a running Pod lost its readiness without being deleted.
  private(set) var fallbacks = 0
  /// How often a watch expired.
  private(set) var expiries = 0
  /// How often a connection was lost without anything being missed.
  private(set) var pauses = 0
  /// How often a Service was modified.
  private(set) var otherPorts = 0
  /// The address types of slices.
  private(set) var families: Set<String> = []

  private var hashes: Set<String> = []
  private var ports: [ObjectSlot: Set<Int>] = [:]
  private var deleted: Set<ObjectSlot> = []
  private var ready: Set<String> = []

  init(_ records: [SimulatedRecord]) throws {
    for record in records {
      if case .expired = record.content { expiries += 1 }
      if case .paused = record.content { pauses += 1 }
      guard let body = ObjectTests.body(record) else { continue }
      let object = try ObjectTests.decode(body, record.kind)
      switch object.facts {
      case .service: see(service: object.reference.slot, record)
      case .endpointSlice(let slice, _): see(slice, in: object.reference.slot.namespace)
      case .pod(let pod): see(pod, object.reference.uid, body)
      case .node:
        if String(decoding: body, as: UTF8.self).contains("\"unschedulable\":true") { cordons += 1 }
      }
    }
  }

  private mutating func see(service slot: ObjectSlot, _ record: SimulatedRecord) {
    guard case .change(let change, _) = record.content else { return }
    switch change {
    case .added: if deleted.contains(slot) { namesAgain += 1 }
    case .modified: otherPorts += 1
    case .deleted:
      servicesDeleted += 1
      deleted.insert(slot)
    }
  }

  private mutating func see(_ slice: EndpointSliceFacts, in namespace: String) {
    families.insert(slice.addressType)
    let name = slice.labels[EndpointSliceFacts.serviceNameLabel] ?? ""
    let slot = ObjectSlot(kind: .service, namespace: namespace, name: name)
    for port in slice.ports where port.name == "http" {
      if let number = port.number { ports[slot, default: []].insert(number) }
    }
  }

  private mutating func see(_ pod: PodFacts, _ uid: String, _ body: [UInt8]) {
    if let hash = pod.labels["pod-template-hash"] { hashes.insert(hash) }
    if pod.ready == .isTrue {
      ready.insert(uid)
    } else if ready.remove(uid) != nil, pod.deletionTimestamp == nil {
      fallbacks += 1
    }
    let text = String(decoding: body, as: UTF8.self)
    if let match = text.firstMatch(of: /"restartCount":(\d+)/), let count = Int(match.output.1) {
      restarts = max(restarts, count)
    }
  }
}
