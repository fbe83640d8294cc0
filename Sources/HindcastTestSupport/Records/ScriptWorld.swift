public import EventLog
internal import KubernetesObjects
public import TopologyModel

/// What a script's feed has told so far: the objects that are known to live, revisions, sessions.
///
/// It turns records into drafts, whose facts are read from the very JSON that the log keeps.
public struct ScriptWorld {
  /// A kind's object as last told.
  private struct Known {
    var object: ScriptObject
    var revision: Int
    var isAlive: Bool
  }

  /// The feed of all records.
  public let feed: FeedDescription
  /// The latest arrival; nil before the first.
  public private(set) var latest: Instant?
  /// The highest revision that was told.
  public private(set) var highestRevision = 0
  private var known: [ObjectSlot: Known] = [:]
  private var serviceCount = 0
  private var sessions: [ResourceKind: Instant] = [:]
  /// The namespaces of the sessions that are of one.
  private var namespaces: [ResourceKind: String] = [:]
  private var reached: [ResourceKind: (time: Instant, revision: Int)] = [:]
  private var ordinal = 0

  /// Creates a world in which nothing was told.
  public init(feed name: String = "script", cluster: String = "test") {
    feed = FeedDescription(
      cluster: cluster,
      identity: name,
      name: name,
      format: "script",
      retention: "full",
      kubernetesVersion: ""
    )
  }

  /// An empty listing of every kind, and an open watch behind it.
  mutating func open(
    _ kinds: [ResourceKind],
    at time: Instant,
    next: Int
  ) throws -> [EventDraft] {
    var drafts: [EventDraft] = []
    for kind in kinds {
      let content = ScriptRecord.Content.listing(
        kind,
        namespace: nil,
        isImplied: false,
        members: []
      )
      drafts += try self.drafts(
        for: ScriptRecord(time: time, content: content),
        next: next + drafts.count
      )
    }
    for kind in kinds {
      let content = ScriptRecord.Content.watch(.open, kind, reason: "")
      drafts += try self.drafts(
        for: ScriptRecord(time: time, content: content),
        next: next + drafts.count
      )
    }
    return drafts
  }

  /// Bookmarks for the kinds that are watched and were quiet at the end.
  mutating func settle() throws -> [EventDraft] {
    guard let latest else { return [] }
    var drafts: [EventDraft] = []
    for kind in sessions.keys.sorted() {
      if let last = reached[kind], last.time >= latest, last.revision >= highestRevision {
        continue
      }
      let record = ScriptRecord(
        time: latest,
        revision: highestRevision,
        content: .watch(.bookmark, kind, reason: "")
      )
      drafts += try self.drafts(for: record, next: highestRevision)
    }
    return drafts
  }

  /// The deletions of everything that lives, and empty listings of every kind, an hour later: news
  /// that what was known before must not depend on.
  func laterEvents() throws -> [EventDraft] {
    guard let latest else { return [] }
    var world = self
    let time = latest.advanced(byNanoseconds: 3_600_000_000_000)
    var drafts: [EventDraft] = []
    for slot in known.keys.sorted() where known[slot]?.isAlive ?? false {
      let content = ScriptRecord.Content.object(.delete, slot, attributes: [:])
      drafts += try world.drafts(for: ScriptRecord(time: time, content: content), next: 0)
    }
    for kind in ResourceKind.allCases {
      let content = ScriptRecord.Content.listing(
        kind,
        namespace: nil,
        isImplied: false,
        members: []
      )
      drafts += try world.drafts(for: ScriptRecord(time: time, content: content), next: 0)
    }
    return drafts
  }

  /// The drafts of a record; `next` is the revision of one that names none, if it is high enough.
  mutating func drafts(for record: ScriptRecord, next: Int) throws -> [EventDraft] {
    if let latest, record.time < latest {
      throw ScriptError("a feed's times never decrease, and this record's does")
    }
    latest = record.time
    if case .request(let verb, let subresource, let slot, let attributes) = record.content {
      return [try request(verb, subresource, slot, attributes, record)]
    }
    let number = record.revision ?? max(next, highestRevision + 1)
    switch record.content {
    case .object(let verb, let slot, let attributes):
      return [try object(verb, slot, attributes, number, record.time)]
    case .watch(let verb, let kind, let reason):
      let kinds = kind.map { [$0] } ?? ResourceKind.allCases.filter { sessions[$0] != nil }
      var record = record
      if verb == .bookmark { record.revision = number }
      return try kinds.map { try watch(verb, $0, reason, record) }
    case .openNamespace(let kind, let namespace):
      namespaces[kind] = namespace
      return [try watch(.open, kind, "", record)]
    case .request: return []
    case .listing(let kind, let namespace, let isImplied, let members):
      let slots = try listed(kind, namespace: namespace, members)
      return [
        try listing(
          kind,
          namespace: namespace,
          isImplied: isImplied,
          slots,
          number,
          record.time
        )
      ]
    }
  }

  // MARK: Objects

  private mutating func object(
    _ verb: ScriptRecord.ObjectVerb,
    _ slot: ObjectSlot,
    _ attributes: [String: [String]],
    _ number: Int,
    _ time: Instant
  ) throws -> EventDraft {
    let before = known[slot]
    let isAlive = before?.isAlive ?? false
    let isNew = verb == .add || verb == .remade || verb == .found && !isAlive
    if verb == .remade, !isAlive { throw ScriptError("`\(slot)` is not there") }
    if verb == .add, isAlive { throw ScriptError("`\(slot)` is there already") }
    if !isNew, !isAlive { throw ScriptError("`\(slot)` is not there") }
    var object =
      isNew
      ? ScriptObject(
        slot: slot,
        incarnation: (before?.object.incarnation ?? 0) + 1,
        createdAt: time,
        attributes: [:]
      )
      : before?.object ?? ScriptObject(slot: slot, incarnation: 1, createdAt: time, attributes: [:])
    object.attributes.merge(attributes) { _, new in new }
    complete(&object, isNew: isNew)
    note(slot.kind, time, number)
    known[slot] = Known(
      object: object,
      revision: number,
      isAlive: verb != .delete && verb != .leave
    )
    let type: EventType =
      switch verb {
      case .add: .added
      case .modify: .modified
      case .delete: .deleted
      case .leave: .leftFilter
      case .found, .remade: isNew ? .added : .replaced
      }
    return try Self.draft(
      of: object,
      type: type,
      revision: try Self.revision(number),
      observedAt: time,
      channel: verb == .found || verb == .remade ? .listing : .watch,
      feed: feed
    )
  }

  /// The event of an object in the state that its attributes describe.
  public static func draft(
    of object: ScriptObject,
    type: EventType,
    revision: Revision,
    observedAt: Instant,
    channel: Evidence.Channel,
    feed: FeedDescription
  ) throws -> EventDraft {
    let body = try ObjectJSON.body(of: object, revision: revision)
    let decoded = try JSONParser().withDocument(body) { root in
      try ObjectDecoder.decode(root, kind: object.slot.kind)
    }
    return EventDraft(
      feed: feed,
      epoch: 0,
      type: type,
      observedAt: observedAt,
      evidence: Evidence(channel: channel, timeSource: .received),
      revision: revision,
      content: .object(
        decoded.reference,
        assertion: type.assertion ?? .state,
        body: body,
        facts: decoded.facts
      )
    )
  }

  /// Fills in what an API server or a controller would.
  private mutating func complete(_ object: inout ScriptObject, isNew: Bool) {
    let namespace = object.slot.namespace
    switch object.slot.kind {
    case .service:
      if isNew { serviceCount += 1 }
      let hasAddress = object.attributes["clusterip"] != nil || object.value("headless") == "true"
      if !hasAddress, object.value("type") != "ExternalName" {
        object.attributes["clusterip"] = ["10.96.0.\(serviceCount)"]
      }
    case .endpointSlice:
      object.attributes["endpoint"] = object.attributes["endpoint"]?.map { text in
        guard let pod = (try? EndpointAttribute(text))?.pod else { return text }
        let slot = ObjectSlot(kind: .pod, namespace: namespace, name: pod)
        return EndpointAttribute.pinned(text, incarnation: known[slot]?.object.incarnation ?? 1)
      }
      let slot = ObjectSlot(
        kind: .service,
        namespace: namespace,
        name: object.value("service") ?? ""
      )
      guard isNew, let service = known[slot], service.isAlive else { return }
      if object.attributes["owner"] == nil {
        object.attributes["owner"] = [service.object.uid]
      }
      if service.object.value("headless") == "true" {
        object.attributes["labels", default: []] =
          [
            (object.list("labels") + ["\(EndpointSliceFacts.headlessLabel):"]).joined(
              separator: ","
            )
          ]
      }
    case .pod, .node: break
    }
  }

  // MARK: Observations

  private func listed(
    _ kind: ResourceKind,
    namespace: String?,
    _ members: [ObjectSlot]?
  ) throws -> [ObjectSlot] {
    let alive = known.keys.filter { slot in
      slot.kind == kind && (known[slot]?.isAlive ?? false)
        && (namespace.map { $0 == slot.namespace } ?? true)
    }
    guard let members else { return alive.sorted() }
    if let stranger = members.first(where: { !alive.contains($0) }) {
      throw ScriptError("`\(stranger)` is not there; say `found` before the listing")
    }
    return members
  }

  private mutating func listing(
    _ kind: ResourceKind,
    namespace: String?,
    isImplied: Bool,
    _ slots: [ObjectSlot],
    _ number: Int,
    _ time: Instant
  ) throws -> EventDraft {
    let members = try slots.compactMap { slot in
      try known[slot].map {
        ObservationDetails.Member(uid: $0.object.uid, revision: try Self.revision($0.revision))
      }
    }
    if !isImplied {
      let gone = known.keys.filter { slot in
        slot.kind == kind && (namespace.map { $0 == slot.namespace } ?? true)
          && !slots.contains(slot)
      }
      for slot in gone { known[slot]?.isAlive = false }
    }
    note(kind, time, number)
    let details = details(
      kind,
      namespace: namespace,
      start: time,
      members: members,
      isImplied: isImplied,
      reason: ""
    )
    return try observation(
      .listingComplete,
      details,
      revision: Self.revision(number),
      time,
      .listing
    )
  }

  private mutating func watch(
    _ verb: ScriptRecord.WatchVerb,
    _ kind: ResourceKind,
    _ reason: String,
    _ record: ScriptRecord
  ) throws -> EventDraft {
    let lastOfKind = reached[kind]?.revision
    let type: EventType
    var number = record.revision
    let start = sessions[kind]
    switch verb {
    case .open:
      guard start == nil else { throw ScriptError("\(kind.resourceName) are watched already") }
      type = .watchOpened
      number = number ?? lastOfKind
      sessions[kind] = record.time
    case .bookmark:
      type = .bookmark
    case .close: (type, number) = (.watchClosed, number ?? highestRevision)
    case .pause: (type, number) = (.feedPaused, number ?? highestRevision)
    case .expire:
      // A watch that is refused at once, since its revision is too old, delivers nothing.
      let hasDelivered = start.map { $0 < record.time } ?? false
      (type, number) = (.watchExpired, number ?? (hasDelivered ? highestRevision : nil))
    case .refuse: type = .permissionLost
    }
    guard let session = sessions[kind] else {
      throw ScriptError("\(kind.resourceName) are not watched")
    }
    if verb == .bookmark, let number { note(kind, record.time, number) }
    if verb != .open, verb != .bookmark { sessions[kind] = nil }
    let details = details(
      kind,
      namespace: namespaces[kind],
      start: session,
      members: [],
      isImplied: false,
      reason: reason
    )
    if sessions[kind] == nil { namespaces[kind] = nil }
    return try observation(
      type,
      details,
      revision: try number.map { try Self.revision($0) },
      record.time,
      .watch
    )
  }

  private mutating func details(
    _ kind: ResourceKind,
    namespace: String?,
    start: Instant,
    members: [ObservationDetails.Member],
    isImplied: Bool,
    reason: String
  ) -> ObservationDetails {
    ordinal += 1
    return ObservationDetails(
      kind: kind,
      namespace: namespace,
      selector: "",
      sessionStart: start,
      ordinal: ordinal,
      members: members,
      isImplied: isImplied,
      reason: reason
    )
  }

  private func observation(
    _ type: EventType,
    _ details: ObservationDetails,
    revision: Revision?,
    _ time: Instant,
    _ channel: Evidence.Channel
  ) throws -> EventDraft {
    EventDraft(
      feed: feed,
      epoch: 0,
      type: type,
      observedAt: time,
      evidence: Evidence(channel: channel, timeSource: .received),
      revision: revision,
      content: .observation(details)
    )
  }

  private mutating func note(_ kind: ResourceKind, _ time: Instant, _ number: Int) {
    highestRevision = max(highestRevision, number)
    reached[kind] = (time, max(reached[kind]?.revision ?? 0, number))
  }

  private static func revision(_ number: Int) throws -> Revision {
    guard let revision = Revision(String(number)) else {
      throw ScriptError("\(number) is no revision")
    }
    return revision
  }
}
