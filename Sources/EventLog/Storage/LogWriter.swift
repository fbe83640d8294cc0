internal import Foundation
internal import GRDB
import TopologyModel

/// Turns drafts into rows; used by one thread at a time, inside the writer's transaction.
final class LogWriter {
  private let codec: BodyCodec
  private var encoder: BodyEncoder<Int64, ExemplarKey>
  private var audits = AuditWriter()
  /// The sealed parts in which last bodies were found.
  private var blocks = BlockCache(bytesMax: BlockCache.snapshotBytesMax)
  private var registry = NumberRegistry()
  private var revisions = HighestRevisions()
  /// The last events of objects of the transaction, which are written at its end.
  private var lastEvents: [Int64: Int64] = [:]
  private var head: (position: LogPosition, hash: ChainHash)?
  private var lastRecordedAt: Instant?
  /// Before which instant clusters were forgotten; nil where that is not known yet.
  private var horizons: [Int64: Instant]?

  /// Where new objects look for a body like their own.
  private struct ExemplarKey: Hashable {
    var clusterID: Int64
    var kind: ResourceKind
    var namespace: String
  }

  init(bodyCacheBytesMax: Int) {
    codec = BodyCodec()
    encoder = BodyEncoder(codec: codec, bytesMax: bodyCacheBytesMax)
  }

  /// Forgets what it learned in a transaction that did not commit.
  func discardUncommitted() {
    encoder.removeAll()
    audits = AuditWriter()
    blocks = BlockCache(bytesMax: BlockCache.snapshotBytesMax)
    registry = NumberRegistry()
    revisions = HighestRevisions()
    lastEvents = [:]
    head = nil
    lastRecordedAt = nil
    horizons = nil
  }

  /// Writes drafts and returns what became of them, and the events for the participants.
  func append(
    _ drafts: [EventDraft],
    clock: any RecordingClock,
    snapshot: LogSnapshot
  ) throws -> (receipt: AppendReceipt, appended: [AppendedEvent]) {
    let db = snapshot.db
    let statements = LogStatements(db)
    var head = try self.head ?? snapshot.head()
    if horizons == nil {
      let known = try snapshot.horizons().map { ($0.clusterID, $0.details.before) }
      horizons = Dictionary(uniqueKeysWithValues: known)
    }
    let recordedAt = max(clock.now(), try lastRecorded(db))
    var outcomes: [AppendReceipt.Outcome] = []
    var appended: [AppendedEvent] = []
    outcomes.reserveCapacity(drafts.count)
    appended.reserveCapacity(drafts.count)
    for draft in drafts {
      let (outcome, event) = try append(
        draft,
        recordedAt: recordedAt,
        head: &head,
        statements
      )
      outcomes.append(outcome)
      if let event { appended.append(event) }
    }
    try registry.removeUnusedFeeds(db: db)
    try writeLastEvents(statements)
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
    _ statements: LogStatements
  ) throws -> (AppendReceipt.Outcome, AppendedEvent?) {
    let db = statements.db
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
      // A better time behind the horizon is none that anybody is told.
      if isForgotten(draft, clusterID: numbers.clusterID) {
        let known = try known(reference, assertion, draft, clusterID: numbers.clusterID, db: db)
        return (known.map { .duplicate(of: $0) } ?? .behindHorizon, nil)
      }
      let known = try identify(&appended, reference, assertion, draft, statements)
      if let known {
        guard known.isImproved(by: draft) else { return (.duplicate(of: known.position), nil) }
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
      if isForgotten(draft, clusterID: numbers.clusterID) { return (.behindHorizon, nil) }
      appended.observation = details
      appended.body = details.encoded()
    case .audit(let entry):
      if let position = try audits.known(entry, clusterID: numbers.clusterID, db: db) {
        return (.duplicate(of: position), nil)
      }
      if isForgotten(draft, clusterID: numbers.clusterID) { return (.behindHorizon, nil) }
      appended.audit = entry
      appended.body = entry.encoded()
    }
    guard appended.body.count <= BodyCodec.bodyBytesMax else {
      throw EventLogError.bodyTooLong(
        bytes: appended.body.count,
        limit: BodyCodec.bodyBytesMax
      )
    }
    try write(appended, draft.prepared, head: &head, statements)
    let position = appended.event.position
    return (original.map { .seen(position, original: $0) } ?? .appended(position), appended)
  }

  /// Whether what a draft tells was observed before the horizon of its cluster.
  private func isForgotten(_ draft: EventDraft, clusterID: Int64) -> Bool {
    horizons?[clusterID].map { draft.observedAt < $0 } ?? false
  }

  /// Forgets what it learned but where the log ends, before events are removed.
  func keepHead(_ snapshot: LogSnapshot) throws {
    let recordedAt = try lastRecorded(snapshot.db)
    let end = try head ?? snapshot.head()
    discardUncommitted()
    (head, lastRecordedAt) = (end, recordedAt)
  }

  /// Appends what a retention says of a cluster.
  func append(
    _ details: ForgottenDetails,
    cluster: String,
    clock: any RecordingClock,
    snapshot: LogSnapshot
  ) throws {
    let db = snapshot.db
    var head = try self.head ?? snapshot.head()
    let recordedAt = max(clock.now(), try lastRecorded(db))
    let numbers = try registry.feedNumbers(of: .retention(of: cluster), db: db)
    let position = head.position.next
    let event = RecordedEvent(
      position: position,
      cluster: cluster,
      epoch: details.epoch,
      feedIdentity: FeedDescription.retention(of: cluster).identity,
      recordedAt: recordedAt,
      observedAt: recordedAt,
      type: .forgotten,
      assertion: nil,
      evidence: Evidence(channel: .watch, timeSource: .received),
      object: nil,
      revision: nil
    )
    let appended = AppendedEvent(
      event: event,
      clusterID: numbers.clusterID,
      feedID: numbers.feedID,
      objectID: nil,
      facts: nil,
      observation: nil,
      body: details.encoded()
    )
    try write(appended, nil, head: &head, LogStatements(db))
    self.head = head
    lastRecordedAt = recordedAt
    try db.execute(
      sql: "INSERT OR REPLACE INTO horizon VALUES (?, ?, ?)",
      arguments: [numbers.clusterID, details.before.nanoseconds, position.value]
    )
    horizons = nil
  }

  /// Writes an event that a retention left below a horizon, where it was, with the hash that it had.
  func restore(
    _ event: RecordedEvent,
    of feed: FeedDescription,
    body: [UInt8],
    hash: ChainHash,
    snapshot: LogSnapshot
  ) throws {
    let statements = LogStatements(snapshot.db)
    let numbers = try register(feed, db: snapshot.db)
    var appended = AppendedEvent(
      event: event,
      clusterID: numbers.clusterID,
      feedID: numbers.feedID,
      objectID: nil,
      facts: nil,
      observation: nil,
      body: body
    )
    if let object = event.object {
      appended.objectID = try registry.objectID(
        of: object,
        clusterID: numbers.clusterID,
        epoch: event.epoch,
        db: snapshot.db
      ).id
    } else if event.type == .audited {
      appended.audit = try AuditEntry(decoding: body)
    } else {
      appended.observation = try ObservationDetails(decoding: body)
    }
    var head = (position: event.position, hash: hash)
    try write(appended, nil, hash: hash, head: &head, statements)
    try writeLastEvents(statements)
  }

  /// Registers a feed whose first event the chain need not cover, since a horizon describes it.
  @discardableResult
  func register(
    _ feed: FeedDescription,
    db: Database
  ) throws -> (clusterID: Int64, feedID: Int64) {
    let numbers = try registry.feedNumbers(of: feed, db: db)
    _ = registry.description(forFirstEventOf: numbers.feedID)
    return numbers
  }

  /// Goes on behind a horizon.
  func goOn(behind base: ForgottenDetails.Base) {
    head = (base.position, base.hash)
    lastRecordedAt = base.recordedAt
  }

  /// Where the log holds what a draft tells already; an object that is not in it is not registered.
  private func known(
    _ reference: ObjectReference,
    _ assertion: EventType.Assertion,
    _ draft: EventDraft,
    clusterID: Int64,
    db: Database
  ) throws -> LogPosition? {
    let id = try registry.knownObjectID(
      of: reference,
      clusterID: clusterID,
      epoch: draft.epoch,
      db: db
    )
    guard let id, let revision = draft.revision else { return nil }
    return try KnownAssertion.find(
      objectID: id,
      revision: revision,
      assertion: assertion,
      db: db
    )?.position
  }

  /// Finds out which object a draft is about, and what was already told of it at its revision.
  private func identify(
    _ appended: inout AppendedEvent,
    _ reference: ObjectReference,
    _ assertion: EventType.Assertion,
    _ draft: EventDraft,
    _ statements: LogStatements
  ) throws -> KnownAssertion? {
    guard let revision = draft.revision else {
      throw EventLogError.malformedDraft(detail: "the object event has no revision")
    }
    let (objectID, isNew) = try registry.objectID(
      of: reference,
      clusterID: appended.clusterID,
      epoch: draft.epoch,
      db: statements.db
    )
    appended.objectID = objectID
    appended.event.object = reference
    appended.event.assertion = assertion
    appended.isLatest = try revisions.pass(
      revision,
      objectID: objectID,
      isNew: isNew,
      statements
    )
    guard !appended.isLatest else { return nil }
    return try KnownAssertion.find(
      objectID: objectID,
      revision: revision,
      assertion: assertion,
      db: statements.db
    )
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
    _ prepared: PreparedBody?,
    hash known: ChainHash? = nil,
    head: inout (position: LogPosition, hash: ChainHash),
    _ statements: LogStatements
  ) throws {
    let event = appended.event
    let db = statements.db
    // Of what is only seen again nothing is stored, whatever was prepared.
    let prepared = appended.body.isEmpty ? nil : prepared
    let digest = prepared?.digest ?? ChainHash.digest(of: appended.body)
    let encoding = try encode(appended, digest, prepared, db: db)
    let description = registry.description(forFirstEventOf: appended.feedID)
    let hash =
      known ?? head.hash.appending(event, bodyDigest: digest, describing: description)
    let insert = try statements.insertEvent
    insert.bind(1, event.position.value)
    insert.bind(2, appended.feedID)
    insert.bind(3, Int64(event.epoch))
    insert.bind(4, event.recordedAt.nanoseconds)
    insert.bind(5, event.observedAt.nanoseconds)
    insert.bind(6, Int64(event.type.rawValue))
    insert.bind(7, event.assertion.map { Int64($0.rawValue) })
    insert.bind(8, Int64(event.evidence.flags))
    insert.bind(9, appended.objectID)
    insert.bind(10, event.revision?.text)
    insert.bind(11, encoding.bytes.isEmpty ? nil : encoding.bytes)
    insert.bind(12, Int64(appended.body.count))
    insert.bind(13, encoding.base)
    insert.bind(14, hash.bytes)
    try insert.run()
    if let objectID = appended.objectID, let revision = event.revision {
      try writeKey(appended, objectID: objectID, revision: revision, statements)
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
    _ statements: LogStatements
  ) throws {
    let position = appended.event.position.value
    let assertion = appended.event.assertion?.rawValue ?? 0
    let isSeen = appended.event.type == .seen
    let insert = try statements.insertKey
    insert.bind(1, objectID)
    insert.bind(2, revision.sortKey)
    insert.bind(3, Int64(isSeen ? assertion + KnownAssertion.seenOffset : assertion))
    insert.bind(4, position)
    try insert.run()
    if !isSeen { lastEvents[objectID] = position }
  }

  /// Notes the last event of each object of the transaction, once.
  private func writeLastEvents(_ statements: LogStatements) throws {
    let update = try statements.noteLastEvent
    for (objectID, position) in lastEvents.sorted(by: { $0.key < $1.key }) {
      update.bind(1, position)
      update.bind(2, objectID)
      try update.run()
    }
    lastEvents.removeAll(keepingCapacity: true)
  }

  /// Takes the body as it was prepared, or compresses it against what it builds on.
  private func encode(
    _ appended: AppendedEvent,
    _ digest: [UInt8],
    _ prepared: PreparedBody?,
    db: Database
  ) throws -> (bytes: [UInt8], base: Int64) {
    let body = appended.body
    guard !body.isEmpty else { return ([], 0) }
    if let entry = appended.audit { return try audits.encode(entry, appended, codec) }
    guard let objectID = appended.objectID, let object = appended.event.object else {
      return (try codec.compress(body, prefix: nil), 0)
    }
    let last = try lastBody(of: objectID, db: db)
    let sort = ExemplarKey(
      clusterID: appended.clusterID,
      kind: object.slot.kind,
      namespace: object.slot.namespace
    )
    let entry = BodyCache<Int64>.Entry(
      position: appended.event.position.value,
      depth: 0,
      body: body,
      digest: digest
    )
    if let prepared, let base = encoder.accept(prepared, entry, objectID, sort, last: last) {
      return (prepared.bytes, base)
    }
    let (encoded, base) = try encoder.encode(entry, objectID, sort, last: last)
    return (encoded.bytes, base)
  }

  private func lastBody(of objectID: Int64, db: Database) throws -> BodyCache<Int64>.Entry? {
    if let cached = encoder.last(objectID) { return cached }
    let position = try lastEvents[objectID] ?? storedLastEvent(of: objectID, db: db)
    guard position > 0 else { return nil }
    let entry = try BodyReader(db: db, blocks: blocks).entry(at: position)
    // Nothing builds on a body without bytes.
    return entry.body.isEmpty ? nil : entry
  }

  private func storedLastEvent(of objectID: Int64, db: Database) throws -> Int64 {
    let sql = "SELECT last_event FROM object WHERE id = ?"
    return try Int64.fetchOne(db.cachedStatement(sql: sql), arguments: [objectID]) ?? 0
  }
}
