import EventLog
import TopologyModel

/// A generated cluster of Services whose Pods come, become ready, terminate and go, and take the
/// addresses that others have left; and the truth of who held which address when.
struct GeneratedHistory {
  /// Who held an address in `[from, until)`.
  struct Holding {
    var pod: Int
    var service: Int
    var from: Int64
    var until: Int64 = .max
    /// Since when its Service's slice lists it.
    var listedFrom: Int64 = .max
    /// Until when it is ready there.
    var readyUntil: Int64 = .max
    /// Until when it is listed there.
    var listedUntil: Int64 = .max
  }

  private struct Pod {
    var number: Int
    var service: Int
    var address: Int
    var step = 0
  }

  static let servicePort = 80
  static let targetPort = 8080
  static let start: Int64 = 1_767_261_600_000_000_000
  /// From one event to the next.
  static let tick: Int64 = 30_000_000

  let eventsMax: Int
  let serviceCount: Int
  let addressCount: Int
  private(set) var holdings: [[Holding]]
  private(set) var time = GeneratedHistory.start
  private(set) var eventCount = 0
  private var random: SplitMix64
  private var free: [Int]
  private var pods: [Pod] = []
  private var podCount = 0
  private var revision = 1000
  private var ordinal = 0
  private var endpoints: [[(pod: Int, address: Int, isReady: Bool)]]
  private let feed = FeedDescription(
    cluster: "generated",
    identity: "generated",
    name: "generated",
    format: "script",
    retention: "full",
    kubernetesVersion: ""
  )

  init(events: Int, services: Int, addresses: Int, seed: UInt64) {
    eventsMax = events
    serviceCount = services
    addressCount = addresses
    random = SplitMix64(seed: seed)
    free = Array(0..<addresses)
    holdings = Array(repeating: [], count: addresses)
    endpoints = Array(repeating: [], count: services)
  }

  static func podAddress(_ number: Int) -> String {
    "10.\(100 + number >> 16).\(number >> 8 & 255).\(number & 255)"
  }

  static func serviceAddress(_ number: Int) -> String { "10.96.\(number >> 8).\(number & 255)" }

  static func uid(_ kind: String, _ number: Int) -> String {
    let digits = String(number, radix: 16)
    return "\(kind)-0000-4000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits
  }

  /// Makes up the history, handing on its events in order.
  mutating func generate(_ append: (EventDraft) throws -> Void) throws {
    for kind in ResourceKind.allCases { try append(observation(.listingComplete, kind)) }
    for kind in ResourceKind.allCases { try append(observation(.watchOpened, kind)) }
    for service in 0..<serviceCount {
      try append(
        object(.service, "svc-\(service)", Self.uid("5e", service), .added, facts(service))
      )
      try append(slice(service, .added))
    }
    let liveMax = addressCount * 3 / 4
    while eventCount < eventsMax {
      if !free.isEmpty, pods.count < liveMax, pods.count < 8 || random.below(8) == 0 {
        try append(begin())
      } else {
        try advance(append)
      }
    }
    for kind in ResourceKind.allCases { try append(observation(.bookmark, kind)) }
  }

  // MARK: Pods

  private mutating func begin() -> EventDraft {
    let place = random.below(free.count)
    free.swapAt(place, free.count - 1)
    let pod = Pod(
      number: podCount,
      service: random.below(serviceCount),
      address: free.removeLast()
    )
    podCount += 1
    pods.append(pod)
    return podEvent(pod, .added)
  }

  /// Takes a random Pod a step further: its address, readiness, its slice, termination, its end.
  private mutating func advance(_ append: (EventDraft) throws -> Void) throws {
    let place = random.below(pods.count)
    pods[place].step += 1
    let pod = pods[place]
    switch pod.step {
    case 1:
      try append(podEvent(pod, .modified))
      holdings[pod.address].append(Holding(pod: pod.number, service: pod.service, from: time))
    case 2:
      try append(podEvent(pod, .modified))
      endpoints[pod.service].append((pod.number, pod.address, true))
      try append(slice(pod.service, .modified))
      change(pod) { $0.listedFrom = $1 }
    case 3:
      try append(podEvent(pod, .modified))
      // Another one stays ready, so that no connection falls back to this one.
      let ready = endpoints[pod.service].filter(\.isReady).count
      guard ready > 1 else {
        pods[place].step = 2
        return
      }
      if let index = endpoints[pod.service].firstIndex(where: { $0.pod == pod.number }) {
        endpoints[pod.service][index].isReady = false
      }
      try append(slice(pod.service, .modified))
      change(pod) { $0.readyUntil = $1 }
    default:
      endpoints[pod.service].removeAll { $0.pod == pod.number }
      try append(slice(pod.service, .modified))
      change(pod) { $0.listedUntil = $1 }
      try append(podEvent(pod, .deleted))
      change(pod) { $0.until = $1 }
      free.append(pod.address)
      pods.swapAt(place, pods.count - 1)
      pods.removeLast()
    }
  }

  private mutating func change(_ pod: Pod, _ body: (inout Holding, Int64) -> Void) {
    let last = holdings[pod.address].count - 1
    body(&holdings[pod.address][last], time)
  }

  private mutating func podEvent(_ pod: Pod, _ type: EventType) -> EventDraft {
    var facts = PodFacts()
    let name = "svc-\(pod.service)"
    facts.labels = ["app": name]
    facts.phase = pod.step == 0 ? "Pending" : "Running"
    facts.nodeName = "node-\(pod.number % 50)"
    facts.ports = [
      .init(name: "http", number: Self.targetPort, transport: .tcp, container: .regular)
    ]
    facts.ready = pod.step == 2 ? .isTrue : .isFalse
    if pod.step > 0 {
      facts.primaryIP = Self.podAddress(pod.address)
      facts.ips = [facts.primaryIP]
    }
    return object(
      .pod,
      "svc-\(pod.service)-\(pod.number)",
      Self.uid("90d", pod.number),
      type,
      .pod(facts)
    )
  }

  // MARK: Events

  private func facts(_ service: Int) -> ObjectFacts {
    var facts = ServiceFacts()
    facts.clusterIPs = [Self.serviceAddress(service)]
    facts.selector = ["app": "svc-\(service)"]
    facts.ports = [
      .init(
        name: "http",
        number: Self.servicePort,
        transport: .tcp,
        target: .number(Self.targetPort),
        nodePort: 0,
        appProtocol: ""
      )
    ]
    return .service(facts)
  }

  private mutating func slice(_ service: Int, _ type: EventType) -> EventDraft {
    var facts = EndpointSliceFacts()
    facts.labels = [EndpointSliceFacts.serviceNameLabel: "svc-\(service)"]
    facts.addressType = "IPv4"
    facts.ports = [
      .init(name: "http", number: Self.targetPort, transport: .tcp, appProtocol: "")
    ]
    let listed = endpoints[service].map { entry in
      var endpoint = EndpointFacts()
      endpoint.addresses = [Self.podAddress(entry.address)]
      endpoint.ready = entry.isReady
      endpoint.serving = true
      endpoint.terminating = !entry.isReady
      endpoint.nodeName = "node-\(entry.pod % 50)"
      endpoint.target = .init(
        kind: "Pod",
        namespace: "shop",
        name: "svc-\(service)-\(entry.pod)",
        uid: Self.uid("90d", entry.pod)
      )
      return endpoint
    }
    facts.endpointCount = listed.count
    return object(
      .endpointSlice,
      "svc-\(service)-x",
      Self.uid("e5", service),
      type,
      .endpointSlice(facts, endpoints: listed)
    )
  }

  private mutating func object(
    _ kind: ResourceKind,
    _ name: String,
    _ uid: String,
    _ type: EventType,
    _ facts: ObjectFacts
  ) -> EventDraft {
    let body = #"{"kind":"\#(kind.kindName)","metadata":{"name":"\#(name)","uid":"\#(uid)"}}"#
    let slot = ObjectSlot(kind: kind, namespace: "shop", name: name)
    return draft(
      type,
      .object(
        ObjectReference(slot: slot, uid: uid),
        assertion: type.assertion ?? .state,
        body: Array(body.utf8),
        facts: facts
      )
    )
  }

  private mutating func observation(_ type: EventType, _ kind: ResourceKind) -> EventDraft {
    ordinal += 1
    let details = ObservationDetails(
      kind: kind,
      namespace: nil,
      selector: "",
      sessionStart: Instant(nanoseconds: Self.start),
      ordinal: ordinal,
      members: [],
      isImplied: false,
      reason: ""
    )
    return draft(type, .observation(details))
  }

  private mutating func draft(_ type: EventType, _ content: EventDraft.Content) -> EventDraft {
    if case .object = content {
      revision += 1
      time += Self.tick
    }
    eventCount += 1
    return EventDraft(
      feed: feed,
      epoch: 0,
      type: type,
      observedAt: Instant(nanoseconds: time),
      evidence: Evidence(channel: .watch, timeSource: .received),
      revision: Revision(String(revision)),
      content: content
    )
  }
}
