internal import Foundation
internal import GRDB
import TopologyModel

/// Turns drafts into rows; used by one thread at a time, inside the writer's transaction.
final class LogWriter {
  /// How many bodies may build on one another before one stands alone.
  static let chainDepthMax = 32

  private let codec = BodyCodec()
  private var bodies: BodyCache<Int64>
  private var exemplars: [ExemplarKey: BodyCache<Int64>.Entry] = [:]
  private var audits = AuditWriter()
  private var registry = NumberRegistry()
  private var head: (position: LogPosition, hash: ChainHash)?
  private var lastRecordedAt: Instant?

  /// Where new objects look for a body like their own.
  private struct ExemplarKey: Hashable {
    var clusterID: Int64
    var kind: ResourceKind
    var namespace: String
  }

  init(bodyCacheBytesMax: Int) {
    bodies = BodyCache(bytesMax: bodyCacheBytesMax)
  }

  /// Forgets what it learned in a transaction that did not commit.
  func discardUncommitted() {
    bodies.removeAll()
    exemplars.removeAll()
    audits = AuditWriter()
    registry = NumberRegistry()
    head = nil
    lastRecordedAt = nil
  }

  /// Writes drafts and returns what became of them, and the events for the participants.
  func append(
    _ drafts: [EventDraft],
    clock: any RecordingClock,
    snapshot: LogSnapshot
  ) throws -> (receipt: AppendReceipt, appended: [AppendedEvent]) {
    let db = snapshot.db
    var head = try self.head ?? snapshot.head()
    let recordedAt = max(clock.now(), try lastRecorded(db))
    var outcomes: [AppendReceipt.Outcome] = []
    var appended: [AppendedEvent] = []
    outcomes.reserveCapacity(drafts.count)
    for draft in drafts {
      let (outcome, event) = try append(
        draft,
        recordedAt: recordedAt,
        head: &head,
        db: db
      )
      outcomes.append(outcome)
      if let event { appended.append(event) }
    }
    try registry.removeUnusedFeeds(db: db)
    self.head = head
    if !appended.isEmpty { lastRecordedAt = recordedAt }
    return (AppendReceipt(outcomes: outcomes, head: head.position), appended)
  }

  private func lastRecorded(_ db: Database) throws -> Instant {
    if let lastRecordedAt { return lastRecordedAt }
    let sql = "SELECT recorded_at FROM event ORDER BY position DESC LIMIT 1"
    return Instant(nanoseconds: try Int64.fetchOne(db, sql: sql) ?? .min)
  }

  private func append(
    _ draft: EventDraft,
    recordedAt: Instant,
    head: inout (position: LogPosition, hash: ChainHash),
    db: Database
  ) throws -> (AppendReceipt.Outcome, AppendedEvent?) {
    let numbers = try registry.feedNumbers(of: draft.feed, db: db)
    var appended = AppendedEvent(
      event: Self.envelope(of: draft, at: head.position.next, recordedAt: recordedAt),
      clusterID: numbers.clusterID,
      feedID: numbers.feedID,
      objectID: nil,
      facts: nil,
      observation: nil,
      body: []
    )
    var original: LogPosition?
    switch draft.content {
    case .object(let reference, let assertion, let body, let facts):
      guard let revision = draft.revision else {
        throw EventLogError.malformedDraft(detail: "the object event has no revision")
      }
      let objectID = try registry.objectID(
        of: reference,
        clusterID: numbers.clusterID,
        epoch: draft.epoch,
        db: db
      )
      appended.objectID = objectID
      appended.event.object = reference
      appended.event.assertion = assertion
      let known = try KnownAssertion.find(
        objectID: objectID,
        revision: revision,
        assertion: assertion,
        db: db
      )
      if let known {
        guard known.isImproved(by: draft) else {
          return (.duplicate(of: known.position), nil)
        }
        appended.event.type = .seen
        original = known.position
      } else {
        appended.facts = facts
        appended.body = body
      }
    case .observation(let details):
      if let position = try knownObservation(details, feedID: numbers.feedID, db: db) {
        return (.duplicate(of: position), nil)
      }
      appended.observation = details
      appended.body = details.encoded()
    case .audit(let entry):
      if let position = try audits.known(entry, clusterID: numbers.clusterID, db: db) {
        return (.duplicate(of: position), nil)
      }
      appended.audit = entry
      appended.body = entry.encoded()
    }
    try write(appended, head: &head, db: db)
    let position = appended.event.position
    return (original.map { .seen(position, original: $0) } ?? .appended(position), appended)
  }

  /// The envelope of a draft, less what only its content tells.
  private static func envelope(
    of draft: EventDraft,
    at position: LogPosition,
    recordedAt: Instant
  ) -> RecordedEvent {
    RecordedEvent(
      position: position,
      cluster: draft.feed.cluster,
      epoch: draft.epoch,
      feedIdentity: draft.feed.identity,
      recordedAt: recordedAt,
      observedAt: draft.observedAt,
      type: draft.type,
      assertion: nil,
      evidence: draft.evidence,
      object: nil,
      revision: draft.revision
    )
  }

  private func knownObservation(
    _ details: ObservationDetails,
    feedID: Int64,
    db: Database
  ) throws -> LogPosition? {
    let sql = """
      SELECT position FROM observation_key
      WHERE feed_id = ? AND kind = ? AND session_start = ? AND ordinal = ?
      """
    return try Int64.fetchOne(
      db.cachedStatement(sql: sql),
      arguments: [
        feedID, details.kind.rawValue, details.sessionStart.nanoseconds, details.ordinal,
      ]
    ).map { LogPosition($0) }
  }

  private func write(
    _ appended: AppendedEvent,
    head: inout (position: LogPosition, hash: ChainHash),
    db: Database
  ) throws {
    let event = appended.event
    let encoding = try encode(appended, db: db)
    let hash = head.hash.appending(
      event,
      body: appended.body,
      describing: registry.description(forFirstEventOf: appended.feedID)
    )
    let sql = "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    try db.cachedStatement(sql: sql).execute(arguments: [
      event.position.value, appended.feedID, event.epoch, event.recordedAt.nanoseconds,
      event.observedAt.nanoseconds, event.type.rawValue, event.assertion?.rawValue,
      event.evidence.flags, appended.objectID, event.revision?.text,
      encoding.bytes.isEmpty ? nil : Data(encoding.bytes), appended.body.count, encoding.base,
      Data(hash.bytes),
    ])
    if let objectID = appended.objectID, let revision = event.revision {
      try writeKey(appended, objectID: objectID, revision: revision, db: db)
    }
    if let details = appended.observation {
      let sql = "INSERT INTO observation_key VALUES (?, ?, ?, ?, ?)"
      try db.cachedStatement(sql: sql).execute(arguments: [
        appended.feedID, details.kind.rawValue, details.sessionStart.nanoseconds, details.ordinal,
        event.position.value,
      ])
    }
    if let entry = appended.audit {
      try audits.writeKey(of: entry, appended, db: db)
    }
    head = (event.position, hash)
  }

  private func writeKey(
    _ appended: AppendedEvent,
    objectID: Int64,
    revision: Revision,
    db: Database
  ) throws {
    let position = appended.event.position.value
    let assertion = appended.event.assertion?.rawValue ?? 0
    let isSeen = appended.event.type == .seen
    try db.cachedStatement(sql: "INSERT INTO object_event VALUES (?, ?, ?, ?)").execute(
      arguments: [
        objectID, Data(revision.sortKey),
        isSeen ? assertion + KnownAssertion.seenOffset : assertion, position,
      ])
    guard !isSeen else { return }
    try db.cachedStatement(sql: "UPDATE object SET last_event = ? WHERE id = ?")
      .execute(arguments: [position, objectID])
  }

  /// Chooses what the body builds on: the object's last body, else a body like it, else nothing.
  private func encode(
    _ appended: AppendedEvent,
    db: Database
  ) throws -> (bytes: [UInt8], base: Int64) {
    let body = appended.body
    guard !body.isEmpty else { return ([], 0) }
    if let entry = appended.audit { return try audits.encode(entry, appended, codec) }
    guard let objectID = appended.objectID, let object = appended.event.object else {
      return (try codec.compress(body, prefix: nil), 0)
    }
    let position = appended.event.position.value
    func keep(depth: Int) {
      let entry = BodyCache<Int64>.Entry(position: position, depth: depth, body: body)
      bodies.insert(entry, for: objectID)
    }
    let last = try lastBody(of: objectID, db: db)
    if let last, last.depth + 1 < Self.chainDepthMax {
      keep(depth: last.depth + 1)
      return (try codec.compress(body, prefix: last.body), last.position)
    }
    let key = ExemplarKey(
      clusterID: appended.clusterID,
      kind: object.slot.kind,
      namespace: object.slot.namespace
    )
    let alone = try codec.compress(body, prefix: nil)
    if last == nil, let exemplar = exemplars[key] {
      let like = try codec.compress(body, prefix: exemplar.body)
      if like.count * 2 < alone.count {
        keep(depth: exemplar.depth + 1)
        return (like, exemplar.position)
      }
    }
    keep(depth: 0)
    exemplars[key] = BodyCache<Int64>.Entry(position: position, depth: 0, body: body)
    return (alone, 0)
  }

  private func lastBody(of objectID: Int64, db: Database) throws -> BodyCache<Int64>.Entry? {
    if let cached = bodies[objectID] { return cached }
    let sql = "SELECT last_event FROM object WHERE id = ?"
    let position = try Int64.fetchOne(db.cachedStatement(sql: sql), arguments: [objectID]) ?? 0
    guard position > 0 else { return nil }
    return try BodyReader(db: db).entry(at: position)
  }
}
