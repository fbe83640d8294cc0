import EventLog
import HindcastTestSupport
import TopologyModel

/// Makes up a cluster's history: objects that come, change, go and come again under their names,
/// and watches that lag, stop, resume or list anew.
struct HistoryGenerator {
  /// How many changes a history has.
  static let changesMax = 60

  private struct Live {
    var object: ScriptObject
    var revision: Int
  }

  /// The watch of a kind.
  private struct Watch {
    var part: Int
    var drafts: [EventDraft] = []
    var session: Instant?
    /// The last arrival.
    var last: Instant
    /// The last revision that it delivered.
    var revision = 1
    /// What it will deliver when it resumes; nil where it will list anew.
    var missed: [EventDraft]?
    var ordinal = 0
  }

  private var random: SplitMix64
  /// The kinds that are watched; Nodes in some histories only.
  private let kinds: [ResourceKind]
  /// Whether only Pods come and go, and Services and slices keep to one another.
  private let isCalm: Bool
  private var time = Instant(nanoseconds: 1_767_261_600_000_000_000)
  private var revision = 1
  private var live: [ObjectSlot: Live] = [:]
  private var incarnations: [ObjectSlot: Int] = [:]
  private var watches: [ResourceKind: Watch] = [:]
  private var done: [History.Stream] = []

  private init(_ random: SplitMix64, isCalm: Bool) {
    self.isCalm = isCalm
    var random = random
    kinds = [.service, .endpointSlice, .pod] + (random.oneIn(2) ? [.node] : [])
    self.random = random
  }

  /// Makes up a history of one recording, or of two that follow on one another.
  ///
  /// In a calm one only Pods come and go, and Services and slices keep to one another.
  static func history(
    _ random: inout SplitMix64,
    parts: Int = 1,
    isCalm: Bool = false
  ) throws -> History {
    var generator = HistoryGenerator(SplitMix64(seed: random.next()), isCalm: isCalm)
    return try generator.history(parts: parts)
  }

  private mutating func history(parts: Int) throws -> History {
    var firstRevision = 0
    for part in 0..<parts {
      // Nobody watches before the first recording, nor between two.
      for _ in 0..<random.number(0...8) { _ = try change() }
      try begin(part: part)
      if part == 0 { firstRevision = revision }
      for _ in 0..<(Self.changesMax / parts) { try step() }
      try end()
    }
    return History(streams: done, firstRevision: firstRevision, lastRevision: revision)
  }

  // MARK: Watching

  private mutating func begin(part: Int) throws {
    time = time.advanced(byNanoseconds: 10_000_000_000)
    for kind in kinds {
      watches[kind] = Watch(part: part, last: time)
      try list(kind)
    }
  }

  private mutating func end() throws {
    let isSettled = random.oneIn(2)
    for kind in kinds {
      guard var watch = watches[kind] else { continue }
      if watch.session != nil, isSettled {
        watch.last = max(watch.last, time)
        watch.revision = max(watch.revision, revision)
        tell(.bookmark, kind, &watch, revision: watch.revision)
      }
      if watch.session != nil { tell(.watchClosed, kind, &watch, revision: watch.revision) }
      done.append(History.Stream(kind: kind, part: watch.part, drafts: watch.drafts))
    }
    for watch in watches.values { time = max(time, watch.last) }
  }

  private mutating func step() throws {
    if random.oneIn(12), let kind = random.pick(kinds), var watch = watches[kind] {
      if watch.session != nil {
        watch.last = max(watch.last, time)
        tell(random.oneIn(3) ? .watchExpired : .watchClosed, kind, &watch, revision: watch.revision)
        watch.session = nil
        watch.missed = random.oneIn(3) ? [] : nil
        watches[kind] = watch
      }
    }
    for kind in kinds where watches[kind]?.session == nil && random.oneIn(5) {
      if watches[kind]?.missed == nil { try list(kind) } else { resume(kind) }
    }
    guard let (kind, draft) = try change() else { return }
    deliver(draft, kind)
    if random.oneIn(10), var watch = watches[kind], watch.session != nil {
      watch.revision = revision
      tell(.bookmark, kind, &watch, revision: revision)
      watches[kind] = watch
    }
  }

  private mutating func deliver(_ draft: EventDraft, _ kind: ResourceKind) {
    guard var watch = watches[kind] else { return }
    var draft = draft
    if watch.session == nil {
      watch.missed?.append(draft)
    } else {
      let delay = Int64(random.number(0...4)) * 1_000_000_000
      watch.last = max(watch.last, time.advanced(byNanoseconds: delay))
      draft.observedAt = watch.last
      draft.feed = Self.feed(kind, watch.part)
      watch.drafts.append(draft)
      watch.revision = revision
    }
    watches[kind] = watch
  }

  private mutating func resume(_ kind: ResourceKind) {
    guard var watch = watches[kind], let missed = watch.missed else { return }
    watch.last = max(watch.last, time)
    watch.session = watch.last
    watch.missed = nil
    tell(.watchOpened, kind, &watch, revision: watch.revision)
    for var draft in missed {
      draft.observedAt = watch.last
      draft.feed = Self.feed(kind, watch.part)
      watch.drafts.append(draft)
      watch.revision = draft.revision.flatMap { Int($0.text) } ?? watch.revision
    }
    watches[kind] = watch
  }

  /// A complete listing at the current revision with all its objects, and a watch behind it.
  private mutating func list(_ kind: ResourceKind) throws {
    guard var watch = watches[kind] else { return }
    watch.last = max(watch.last, time)
    let feed = Self.feed(kind, watch.part)
    let listed = live.values.filter { $0.object.slot.kind == kind }
      .sorted { $0.object.slot < $1.object.slot }
    for item in listed {
      watch.drafts.append(
        try ScriptWorld.draft(
          of: item.object,
          type: .added,
          revision: Self.revision(item.revision),
          observedAt: watch.last,
          channel: .listing,
          feed: feed
        )
      )
    }
    let members = try listed.map {
      ObservationDetails.Member(uid: $0.object.uid, revision: try Self.revision($0.revision))
    }
    watch.session = watch.last
    watch.revision = revision
    tell(.listingComplete, kind, &watch, revision: revision, members: members)
    tell(.watchOpened, kind, &watch, revision: revision)
    watches[kind] = watch
  }

  private func tell(
    _ type: EventType,
    _ kind: ResourceKind,
    _ watch: inout Watch,
    revision: Int,
    members: [ObservationDetails.Member] = []
  ) {
    watch.ordinal += 1
    let details = ObservationDetails(
      kind: kind,
      namespace: nil,
      selector: "",
      sessionStart: watch.session ?? watch.last,
      ordinal: watch.ordinal,
      members: members,
      isImplied: false,
      reason: ""
    )
    watch.drafts.append(
      EventDraft(
        feed: Self.feed(kind, watch.part),
        epoch: 0,
        type: type,
        observedAt: watch.last,
        evidence: Evidence(
          channel: type == .listingComplete ? .listing : .watch,
          timeSource: .received
        ),
        revision: Revision(String(revision)),
        content: .observation(details)
      )
    )
  }

  private static func feed(_ kind: ResourceKind, _ part: Int) -> FeedDescription {
    let name = "\(kind.resourceName)-\(part)"
    return FeedDescription(
      cluster: "test",
      identity: name,
      name: name,
      format: "random",
      retention: "full",
      kubernetesVersion: ""
    )
  }

  private static func revision(_ number: Int) throws -> Revision {
    guard let revision = Revision(String(number)) else {
      throw ScriptError("\(number) is no revision")
    }
    return revision
  }

  // MARK: The cluster

  /// Commits a change and returns it as a watch would deliver it at once.
  private mutating func change() throws -> (ResourceKind, EventDraft)? {
    guard let kind = random.pick(kinds + [.endpointSlice, .pod]),
      let name = random.pick(Self.names(kind))
    else { return nil }
    let slot = ObjectSlot(kind: kind, namespace: kind.isNamespaced ? "a" : "", name: name)
    revision += random.number(1...3)
    if !random.oneIn(3) { time = time.advanced(byNanoseconds: 1_000_000_000) }
    let known = live[slot]
    let type: EventType
    var object: ScriptObject
    if let known {
      object = known.object
      type = (!isCalm || kind == .pod) && random.oneIn(4) ? .deleted : .modified
    } else {
      incarnations[slot, default: 0] += 1
      object = ScriptObject(
        slot: slot,
        incarnation: incarnations[slot, default: 1],
        createdAt: time,
        attributes: [:]
      )
      type = .added
    }
    if type != .deleted { mutate(&object) }
    if type != .deleted, isCalm { calm(&object) }
    live[slot] = type == .deleted ? nil : Live(object: object, revision: revision)
    let draft = try ScriptWorld.draft(
      of: object,
      type: type,
      revision: Self.revision(revision),
      observedAt: time,
      channel: .watch,
      feed: Self.feed(kind, 0)
    )
    return (kind, draft)
  }

  private static func names(_ kind: ResourceKind) -> [String] {
    switch kind {
    case .service: ["s0", "s1"]
    case .endpointSlice: ["x0", "x1", "x2"]
    case .pod: ["p0", "p1", "p2", "p3"]
    case .node: ["n0", "n1"]
    }
  }

  private mutating func mutate(_ object: inout ScriptObject) {
    let name = object.slot.name
    switch object.slot.kind {
    case .service:
      object.attributes["clusterip"] = ["10.96.0.\(name.suffix(1))"]
      object.attributes["selector"] = ["app:\(random.pick(["x", "y"]) ?? "x")"]
      object.attributes["port"] = random.pick([
        ["http:80>8080"], ["80"], ["http:80>web,dns:53/UDP"], ["http:81>8080,:82"],
      ])
      object.attributes["internalpolicy"] = random.oneIn(4) ? ["Local"] : []
      object.attributes["headless"] = random.oneIn(6) ? ["true"] : []
    case .endpointSlice:
      object.attributes["service"] = random.pick([["s0"], ["s0"], ["s1"], []])
      object.attributes["port"] = random.pick([
        ["http:8080"], [":8080"], ["http:9090,dns:53/UDP"], [],
      ])
      object.attributes["endpoint"] = Self.names(.pod).compactMap { pod in
        random.oneIn(2) ? endpoint(pod) : nil
      }
    case .node:
      object.attributes["ip"] = ["10.1.0.\(name.suffix(1))"]
      object.attributes["zone"] = random.pick([["z0"], ["z1"], []])
    case .pod:
      // Addresses are used again by later Pods.
      let last = random.oneIn(4) ? "0" : String(name.suffix(1))
      object.attributes["ip"] = ["10.0.\(object.incarnation).\(last)"]
      object.attributes["node"] = random.pick([["n0"], ["n1"], []])
      object.attributes["labels"] = ["app:\(random.pick(["x", "y"]) ?? "x")"]
      object.attributes["ready"] = [random.pick(["true", "true", "false", "unknown"]) ?? "true"]
      object.attributes["phase"] = [random.pick(["Running", "Running", "Pending"]) ?? "Running"]
      object.attributes["deletion"] = random.oneIn(5) ? ["23:00:00"] : []
    }
  }

  /// Takes back what would make a Service's answers depend on more than its own endpoints.
  private func calm(_ object: inout ScriptObject) {
    switch object.slot.kind {
    case .service:
      object.attributes["internalpolicy"] = []
    case .endpointSlice:
      object.attributes["service"] = [object.slot.name == "x2" ? "s1" : "s0"]
    case .node, .pod: break
    }
  }

  private mutating func endpoint(_ pod: String) -> String {
    let slot = ObjectSlot(kind: .pod, namespace: "a", name: pod)
    let incarnation = max(1, incarnations[slot] ?? 1)
    let condition = random.pick([
      ",ready", ",ready", ",notready", ",terminating", ",terminating,notserving", "",
      ",ready,node:n0,hint:z0", ",ready,node:n1,hint:z1", ",terminating,node:n1",
    ])
    return "10.0.\(incarnation).\(pod.suffix(1)),pod:\(pod)#\(incarnation)\(condition ?? "")"
  }
}
