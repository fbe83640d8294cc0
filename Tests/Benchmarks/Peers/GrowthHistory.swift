import EventLog
import TopologyModel

/// A made-up history as long as one likes, in which one Service never changes, and one changes again
/// and again; the others replace their Pods one by one, so that addresses are taken again.
///
/// Answers have the same size whatever its length: `podsOfService` rows.
struct GrowthHistory {
  static let cluster = "growth"
  static let namespace = "shop"
  static let port = 80
  /// The Service that never changes after it began.
  static let steady = 0
  /// The Service whose Pods take turns at being ready.
  static let busy = 1
  static let podsOfService = 10
  private static let serviceCount = 300
  /// One of so many turns is the busy Service's: of ten million events, 101,000 changes.
  private static let turnsOfBusy = 33
  private static let targetPort = 8080
  private static let start: Int64 = 1_767_261_600_000_000_000
  /// From one event to the next.
  private static let tick: Int64 = 30_000_000
  /// After so many seconds every Service is there with its Pods.
  static let beginningSeconds = serviceCount * (podsOfService + 2) * Int(tick) / 1_000_000_000 + 1

  private struct Pod {
    var number: Int
    var service: Int
    var address: Int
    var isReady = true
  }

  private let eventsMax: Int
  private(set) var eventCount = 0
  /// How often the busy Service changed.
  private(set) var busyCount = 0
  private var pods: [[Pod]] = []
  private var podCount = 0
  /// Addresses that others have left, the oldest first.
  private var free: [Int] = []
  private var addressCount = 0
  private var revision = 1000
  private var ordinal = 0
  private var time = GrowthHistory.start
  private var sequence = QuestionSequence(seed: 1)
  private let feed = FeedDescription(
    cluster: GrowthHistory.cluster,
    identity: "growth",
    name: "growth",
    format: "script",
    retention: "full",
    kubernetesVersion: ""
  )

  init(events: Int) {
    eventsMax = events
  }

  /// The name of a Service.
  static func name(_ service: Int) -> String {
    switch service {
    case steady: "steady"
    case busy: "busy"
    default: "churn-\(service)"
    }
  }

  static func address(_ number: Int) -> String {
    "10.\(128 + number >> 16).\(number >> 8 & 255).\(number & 255)"
  }

  /// The address of a Service's first Pod, which the steady and the busy one keep.
  static func firstAddress(_ service: Int) -> String { address(service * podsOfService) }

  /// Makes up the history, handing on its events in order.
  mutating func generate(_ append: (EventDraft) throws -> Void) throws {
    for kind in ResourceKind.allCases { try append(observation(.listingComplete, kind)) }
    for kind in ResourceKind.allCases { try append(observation(.watchOpened, kind)) }
    for service in 0..<Self.serviceCount {
      pods.append([])
      try append(self.service(service))
      for _ in 0..<Self.podsOfService { try append(begin(service)) }
      // One of the busy Service's Pods is not ready, at any time.
      if service == Self.busy { pods[service][0].isReady = false }
      try append(slice(service, .added))
    }
    var turn = 0
    while eventCount < eventsMax {
      turn += 1
      try turn.isMultiple(of: Self.turnsOfBusy) ? takeTurns(append) : replace(append)
    }
    for kind in ResourceKind.allCases { try append(observation(.bookmark, kind)) }
  }

  /// The next of the busy Service's Pods becomes unready, and the one that was is ready again.
  private mutating func takeTurns(_ append: (EventDraft) throws -> Void) throws {
    let service = Self.busy
    let before = busyCount % Self.podsOfService
    busyCount += 1
    let after = busyCount % Self.podsOfService
    pods[service][before].isReady = true
    try append(event(of: pods[service][before], .modified))
    pods[service][after].isReady = false
    try append(event(of: pods[service][after], .modified))
    try append(slice(service, .modified))
  }

  /// One Pod of another Service is replaced by a new one, which takes an address that is free.
  private mutating func replace(_ append: (EventDraft) throws -> Void) throws {
    let service = Self.busy + 1 + sequence.below(Self.serviceCount - Self.busy - 1)
    let place = sequence.below(Self.podsOfService)
    let old = pods[service].remove(at: place)
    try append(begin(service))
    try append(slice(service, .modified))
    try append(event(of: old, .deleted))
    free.append(old.address)
  }

  // MARK: Events

  private mutating func begin(_ service: Int) -> EventDraft {
    // Some stay free, so that none is taken at once again.
    let isTaken = free.count > Self.serviceCount
    let pod = Pod(
      number: podCount,
      service: service,
      address: isTaken ? free.removeFirst() : addressCount
    )
    if !isTaken { addressCount += 1 }
    podCount += 1
    pods[service].append(pod)
    return event(of: pod, .added)
  }

  private mutating func event(of pod: Pod, _ type: EventType) -> EventDraft {
    var facts = PodFacts()
    facts.labels = ["app": Self.name(pod.service)]
    facts.phase = "Running"
    facts.nodeName = "node-\(pod.number % 50)"
    facts.ports = [
      .init(name: "http", number: Self.targetPort, transport: .tcp, container: .regular)
    ]
    facts.ready = pod.isReady ? .isTrue : .isFalse
    facts.primaryIP = Self.address(pod.address)
    facts.ips = [facts.primaryIP]
    return object(.pod, Self.name(of: pod), Self.uid("90d", pod.number), type, .pod(facts))
  }

  private static func name(of pod: Pod) -> String { "\(name(pod.service))-\(pod.number)" }

  private static func uid(_ kind: String, _ number: Int) -> String {
    let digits = String(number, radix: 16)
    return "\(kind)-0000-4000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits
  }

  private mutating func service(_ service: Int) -> EventDraft {
    var facts = ServiceFacts()
    facts.clusterIPs = ["10.96.\(service >> 8).\(service & 255)"]
    facts.selector = ["app": Self.name(service)]
    facts.ports = [
      .init(
        name: "http",
        number: Self.port,
        transport: .tcp,
        target: .number(Self.targetPort),
        nodePort: 0,
        appProtocol: ""
      )
    ]
    return object(.service, Self.name(service), Self.uid("5e", service), .added, .service(facts))
  }

  private mutating func slice(_ service: Int, _ type: EventType) -> EventDraft {
    var facts = EndpointSliceFacts()
    facts.labels = [EndpointSliceFacts.serviceNameLabel: Self.name(service)]
    facts.addressType = "IPv4"
    facts.ports = [
      .init(name: "http", number: Self.targetPort, transport: .tcp, appProtocol: "")
    ]
    let endpoints = pods[service].map { pod in
      var endpoint = EndpointFacts()
      endpoint.addresses = [Self.address(pod.address)]
      endpoint.ready = pod.isReady
      endpoint.serving = pod.isReady
      endpoint.terminating = false
      endpoint.nodeName = "node-\(pod.number % 50)"
      endpoint.target = .init(
        kind: "Pod",
        namespace: Self.namespace,
        name: Self.name(of: pod),
        uid: Self.uid("90d", pod.number)
      )
      return endpoint
    }
    facts.endpointCount = endpoints.count
    return object(
      .endpointSlice,
      "\(Self.name(service))-x",
      Self.uid("e5", service),
      type,
      .endpointSlice(facts, endpoints: endpoints)
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
    let slot = ObjectSlot(kind: kind, namespace: Self.namespace, name: name)
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
