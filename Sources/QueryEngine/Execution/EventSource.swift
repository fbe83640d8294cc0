import EventLog
import Projections
import TopologyModel

/// Evaluates `events`: a row for every event of the log, over all epochs of the cluster.
struct EventSource {
  let reads: any TopologyReads
  let epochs: EpochTimes
  let kind: ResourceKind?
  let name: BoundName?
  let since: Instant?
  let through: Instant

  /// How many rows are gathered before they are counted.
  private static let rowsCounted = 1024

  func rows() throws -> [ResultRow] {
    var rows: [ResultRow] = []
    var countedCount = 0
    try forEachRow { row in
      rows.append(row)
      guard rows.count - countedCount >= Self.rowsCounted else { return }
      try reads.noteHeld(rows[countedCount...])
      countedCount = rows.count
    }
    try reads.noteHeld(rows[countedCount...])
    return rows
  }

  /// How many rows there are; no body is read.
  func rowCount() throws -> Int {
    var count = 0
    // Without bounds it takes no look-up of a time each.
    let isBounded = since != nil || through < Instant(nanoseconds: .max)
    try forEachEvent { stored in
      if try !isBounded || isAsked(validTime(of: stored)) { count += 1 }
    }
    return count
  }

  /// Calls `body` with the rows in the order of the log, which is theirs.
  func forEachRow(_ body: (ResultRow) throws -> Void) throws {
    var told = ToldStates(reads: reads)
    let feeds = try reads.feedNames(epochs.latest)
    let trail = try AuditTrail(reads: reads, cluster: epochs.latest)
    try forEachEvent { stored in
      let from = try validTime(of: stored)
      guard isAsked(from) else { return }
      if stored.event.type == .audited, let entry = try reads.auditEntry(of: stored) {
        try body(row(stored, entry, from: from))
        return
      }
      let facts = try reads.facts(of: stored)
      let summary = try summary(
        stored,
        before: try told.state(before: stored, facts),
        after: facts,
        feed: feeds[stored.feedID] ?? ""
      )
      try body(row(stored, from: from, summary: summary, try match(of: stored, trail)))
    }
  }

  private func isAsked(_ from: Instant) -> Bool {
    from <= through && (since.map { from >= $0 } ?? true)
  }

  /// Calls `body` with the events that are asked for, in the order of the log, and others that lie at
  /// other times: those of objects are found by their objects, those of a time by their revisions, and
  /// the log is read through only where all of it is asked for.
  private func forEachEvent(_ body: (StoredEvent) throws -> Void) throws {
    guard let name else {
      func visit(_ stored: StoredEvent) throws -> Bool {
        if stored.clusterID == epochs.latest.clusterID { try body(stored) }
        return true
      }
      guard let since else { return try reads.forEachEvent(visit) }
      return try reads.forEachEvent(from: since, through: through, of: epochs.all, visit)
    }
    let kinds = kind.map { [$0] } ?? ResourceKind.allCases.filter(\.isNamespaced)
    let events = try objectEvents(kinds, name)
    let audited = try kinds.flatMap { try auditedEvents($0, name) }
    for stored in (events + audited).sorted(by: { $0.event.position < $1.event.position }) {
      try body(stored)
    }
  }

  /// How many objects a name may mean whose events are read object by object, though a time is asked for.
  private static let objectsReadSingly = 200

  /// The events of the objects that a name means: those of the time where many are meant, else all that
  /// the objects have.
  private func objectEvents(_ kinds: [ResourceKind], _ name: BoundName) throws -> [StoredEvent] {
    let objects = try epochs.all.flatMap { epoch in
      try kinds.flatMap { try ObjectNames(reads: reads, cluster: epoch).ever($0, matching: name) }
    }
    guard let since, objects.count > Self.objectsReadSingly else {
      return try objects.flatMap { try reads.events(ofObject: $0.id) }
    }
    let meant = Set(objects.map(\.id))
    var found: [StoredEvent] = []
    try reads.forEachEvent(from: since, through: through, of: epochs.all) { stored in
      if let id = stored.objectID, meant.contains(id), stored.event.type != .audited,
        try isAsked(validTime(of: stored))
      {
        found.append(stored)
      }
      return true
    }
    return found
  }

  /// What audit logs told of the objects that a name means, and of requests for such objects that were
  /// refused.
  private func auditedEvents(_ kind: ResourceKind, _ name: BoundName) throws -> [StoredEvent] {
    var selection = AuditSelection(kind: kind)
    switch name.form {
    case .exact(let namespace, let text):
      let namespace = kind.isNamespaced ? namespace : ""
      selection = AuditSelection(ObjectSlot(kind: kind, namespace: namespace, name: text))
    case .glob(let namespace, _) where kind.isNamespaced && !namespace.utf8.contains(42):
      selection.namespace = namespace
    case .glob, .uid: break
    }
    guard try reads.hasAuditEntries(epochs.latest) else { return [] }
    return try reads.auditEntries(selection, epochs.latest).filter { audited in
      let object = ObjectReference(slot: audited.entry.slot, uid: audited.entry.uid)
      return kind.isNamespaced ? name.matches(object) : name.matchesName(of: object)
    }.map(\.stored)
  }

  private func match(of stored: StoredEvent, _ trail: AuditTrail) throws -> AuditMatch? {
    guard let id = stored.objectID, let object = stored.event.object else { return nil }
    return try trail.match(of: stored.event.position, objectID: id, object: object)
  }

  /// An event's valid time; without a revision, when it was observed.
  private func validTime(of stored: StoredEvent) throws -> Instant {
    guard let revision = stored.event.revision, let kind = stored.event.object?.slot.kind else {
      return stored.event.observedAt
    }
    return try epochs.validTime(of: revision, kind: kind, epoch: stored.event.epoch)
      ?? stored.event.observedAt
  }

  private func row(
    _ stored: StoredEvent,
    from: Instant,
    summary: String,
    _ match: AuditMatch?
  ) -> ResultRow {
    row(stored, stored.event.object, from: from, summary: summary, AuditColumns.values(of: match))
  }

  private func row(_ stored: StoredEvent, _ entry: AuditEntry, from: Instant) -> ResultRow {
    row(
      stored,
      ObjectReference(slot: entry.slot, uid: entry.uid),
      from: from,
      summary: AuditSummary.text(of: entry),
      AuditColumns.ownValues(of: entry)
    )
  }

  private func row(
    _ stored: StoredEvent,
    _ object: ObjectReference?,
    from: Instant,
    summary: String,
    _ audit: [Value]
  ) -> ResultRow {
    let event = stored.event
    let slot = object?.slot
    return ResultRow(
      values: [
        .integer(event.position.value), .instant(event.observedAt), .instant(event.recordedAt),
        .nonEmpty(event.revision?.text ?? ""), .text(event.type.name),
        .nonEmpty(slot?.kind.kindName ?? ""), .nonEmpty(slot?.namespace ?? ""),
        .nonEmpty(slot?.name ?? ""), .nonEmpty(object?.uid ?? ""), .nonEmpty(summary),
      ] + audit,
      from: from,
      until: nil,
      certainty: event.evidence.channel == .watch ? .observed : .inferred,
      event: event.position
    )
  }

  private func summary(
    _ stored: StoredEvent,
    before: ObjectFacts?,
    after: ObjectFacts?,
    feed: String
  ) throws -> String {
    switch stored.event.type {
    case .added, .modified, .replaced:
      after.map { FactsSummary.change(from: before, to: $0) } ?? ""
    case .deleted: "gone"
    case .leftFilter: "no longer passes the feed's filter"
    case .seen: "observed again"
    case .audited: ""
    case .forgotten: try forgotten(stored)
    case .listingComplete, .listingBegun, .watchOpened, .bookmark, .watchClosed, .watchExpired,
      .feedPaused, .feedResumed, .permissionLost:
      try observation(stored, feed: feed)
    }
  }

  private func observation(_ stored: StoredEvent, feed: String) throws -> String {
    guard let details = try reads.observation(of: stored) else { return "" }
    var text = details.kind.resourceName
    if let namespace = details.namespace { text += " of namespace \(namespace)" }
    if stored.event.type == .listingComplete { text += ", \(details.members.count) objects" }
    if !details.reason.isEmpty { text += ", \(details.reason)" }
    return feed.isEmpty ? text : text + " (\(feed))"
  }

  private func forgotten(_ stored: StoredEvent) throws -> String {
    let body = try reads.body(of: stored.event.position)
    guard let details = try? ForgottenDetails(decoding: body) else { return "" }
    return "\(details.eventCount) events from before \(details.before)"
  }
}
