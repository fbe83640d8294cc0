internal import Foundation
internal import GRDB
public import TopologyModel

extension LogSnapshot {
  private static let envelopeSQL = """
    SELECT event.position, cluster.name, event.epoch, feed.identity, recorded_at, observed_at, type,
      assertion, flags, kind, namespace, object.name, uid, revision, object_id, feed.id, cluster.id
    FROM event JOIN feed ON feed.id = feed_id JOIN cluster ON cluster.id = feed.cluster_id
      LEFT JOIN object ON object.id = object_id
    """

  /// Calls `body` with every event from one position through another, in order, with the numbers
  /// of its object, feed and cluster; stops when `body` returns false.
  public func forEachEvent(
    from first: LogPosition,
    through last: LogPosition,
    _ body: (StoredEvent) throws -> Bool
  ) throws {
    let sql = Self.envelopeSQL + " WHERE event.position BETWEEN ? AND ? ORDER BY event.position"
    let rows = try Row.fetchCursor(
      db.cachedStatement(sql: sql),
      arguments: [first.value, last.value]
    )
    while let row = try rows.next() {
      guard try body(try Self.storedEvent(row)) else { return }
    }
  }

  /// The event at a position, or nil when there is none.
  public func event(at position: LogPosition) throws -> StoredEvent? {
    let sql = Self.envelopeSQL + " WHERE event.position = ?"
    let row = try Row.fetchOne(db.cachedStatement(sql: sql), arguments: [position.value])
    return try row.map { try Self.storedEvent($0) }
  }

  /// The events of an object up to a position, by revision, then position; `seen` ones included.
  public func events(ofObject id: Int64, through last: LogPosition) throws -> [StoredEvent] {
    let sql = """
      SELECT position FROM object_event WHERE object_id = ? AND position <= ?
      ORDER BY revision, position
      """
    let positions = try Int64.fetchAll(
      db.cachedStatement(sql: sql),
      arguments: [id, last.value]
    )
    return try positions.compactMap { try event(at: LogPosition($0)) }
  }

  /// The state of an object at a revision, as known at a position: the last state event at or below
  /// it; nil when there is none.
  ///
  /// Whether the object still lived then, runs tell.
  public func stateEvent(
    ofObject id: Int64,
    at revision: Revision,
    through last: LogPosition
  ) throws -> LogPosition? {
    let sql = """
      SELECT position FROM object_event
      WHERE object_id = ? AND revision <= ? AND assertion = 0 AND position <= ?
      ORDER BY revision DESC, position LIMIT 1
      """
    return try Int64.fetchOne(
      db.cachedStatement(sql: sql),
      arguments: [id, Data(revision.sortKey), last.value]
    ).map { LogPosition($0) }
  }

  /// The last assertion of an object below a revision, of those of one revision the first in the log,
  /// among those below a position; whether it is the object's end.
  package func assertion(
    ofObject id: Int64,
    below revision: Revision,
    before position: LogPosition
  ) throws -> (position: LogPosition, isEnd: Bool)? {
    let sql = """
      SELECT position, assertion FROM object_event
      WHERE object_id = ? AND revision < ? AND assertion < 8 AND position < ?
      ORDER BY revision DESC, position LIMIT 1
      """
    let row = try Row.fetchOne(
      db.cachedStatement(sql: sql),
      arguments: [id, Data(revision.sortKey), position.value]
    )
    return try row.map { row in
      try (LogPosition(row.value(0)), row.value(1) != EventType.Assertion.state.rawValue)
    }
  }

  /// Where the events up to a position are that were observed from one instant through another, both
  /// included; in no order, and `limit` at most.
  package func positions(
    observedFrom first: Instant,
    through last: Instant,
    upTo end: LogPosition,
    limit: Int
  ) throws -> [Int64] {
    let sql = """
      SELECT position FROM event WHERE observed_at BETWEEN ? AND ? AND position <= ? LIMIT ?
      """
    return try Int64.fetchAll(
      db.cachedStatement(sql: sql),
      arguments: [first.nanoseconds, last.nanoseconds, end.value, limit]
    )
  }

  /// Where the events up to a position are that tell of objects of an epoch at revisions above one, or
  /// at all, through another; in no order, and `limit` at most.
  package func positions(
    clusterID: Int64,
    epoch: Int,
    above low: Revision?,
    through high: Revision,
    upTo end: LogPosition,
    limit: Int
  ) throws -> [Int64] {
    // The index is read through, and objects are looked up for what it has of the revisions.
    let sql = """
      SELECT position FROM object_event CROSS JOIN object ON object.id = object_id
      WHERE revision <= ? AND position <= ? AND cluster_id = ? AND epoch = ?
        \(low == nil ? "" : "AND revision > ?") LIMIT ?
      """
    var arguments: StatementArguments = [Data(high.sortKey), end.value, clusterID, epoch]
    if let low { arguments += [Data(low.sortKey)] }
    arguments += [limit]
    return try Int64.fetchAll(db.cachedStatement(sql: sql), arguments: arguments)
  }

  /// Whether a watch delivered anything of a kind's objects, in one namespace or in all, at a revision
  /// above one, or at all, through another; of the events up to a position.
  package func hasWatchedChange(
    clusterID: Int64,
    epoch: Int,
    kind: ResourceKind,
    namespace: String?,
    above low: Revision?,
    through high: Revision,
    upTo end: LogPosition
  ) throws -> Bool {
    // Objects are gone through, and their events found by revision.
    let sql = """
      SELECT flags FROM object CROSS JOIN object_event ON object_event.object_id = object.id
        CROSS JOIN event ON event.position = object_event.position
      WHERE cluster_id = ? AND object.epoch = ? AND kind = ? AND (? IS NULL OR namespace = ?)
        AND object_event.revision > ? AND object_event.revision <= ? AND object_event.position <= ?
      """
    let flags = try Int.fetchCursor(
      db.cachedStatement(sql: sql),
      arguments: [
        clusterID, epoch, kind.rawValue, namespace, namespace, Data(low?.sortKey ?? []),
        Data(high.sortKey), end.value,
      ]
    )
    while let found = try flags.next() {
      if Evidence(flags: found).channel == .watch { return true }
    }
    return false
  }

  /// The first assertion of an object above a revision, among those below a position; whether a
  /// watch delivered it by then.
  package func nextAssertion(
    ofObject id: Int64,
    after revision: Revision,
    before position: LogPosition
  ) throws -> (revision: Revision, position: LogPosition, isWatched: Bool)? {
    let sql = """
      SELECT revision, assertion, position FROM object_event
      WHERE object_id = ? AND revision > ? AND assertion < 8 AND position < ?
      ORDER BY revision LIMIT 1
      """
    let row = try Row.fetchOne(
      db.cachedStatement(sql: sql),
      arguments: [id, Data(revision.sortKey), position.value]
    )
    guard let row, let found = try Revision(sortKey: row.value(0) as Data),
      let assertion = try EventType.Assertion(rawValue: row.value(1))
    else { return nil }
    let known = try KnownAssertion.find(
      objectID: id,
      revision: found,
      assertion: assertion,
      before: position,
      db: db
    )
    return try (found, LogPosition(row.value(2)), known?.isWatched ?? false)
  }

  /// Whether a watch delivered an assertion of an object at a revision, first or after others had, through
  /// a position.
  package func isWatched(
    _ assertion: EventType.Assertion,
    ofObject id: Int64,
    at revision: Revision,
    through position: LogPosition
  ) throws -> Bool {
    let known = try KnownAssertion.find(
      objectID: id,
      revision: revision,
      assertion: assertion,
      before: LogPosition(position.value + 1),
      db: db
    )
    return known?.isWatched ?? false
  }

  /// The last revision at or below one, and the first above it, at which an object's log has a
  /// state or an end, through a position.
  package func assertions(
    ofObject id: Int64,
    around revision: Revision,
    through position: LogPosition
  ) throws -> (before: Revision?, after: Revision?) {
    func find(_ comparison: String, _ order: String) throws -> Revision? {
      let sql = """
        SELECT revision FROM object_event
        WHERE object_id = ? AND revision \(comparison) ? AND assertion < 8 AND position <= ?
        ORDER BY revision \(order) LIMIT 1
        """
      return try Data.fetchOne(
        db.cachedStatement(sql: sql),
        arguments: [id, Data(revision.sortKey), position.value]
      ).flatMap { Revision(sortKey: $0) }
    }
    return (try find("<=", "DESC"), try find(">", "ASC"))
  }

  /// A reader of many bodies in order, which keeps what later ones build on.
  package func bodyReader() throws -> SequentialBodyReader {
    SequentialBodyReader(reader: BodyReader(db: db, cacheBytesMax: 64 << 20))
  }

  /// The body of an event: the object as kept, an encoded observation, or nothing for `seen`.
  public func body(at position: LogPosition) throws -> [UInt8] {
    try BodyReader(db: db, blocks: blocks).body(at: position.value)
  }

  /// The audit entry at a position, whose event is of the type `audited`.
  public func auditEntry(at position: LogPosition) throws -> AuditEntry {
    guard let entry = try? AuditEntry(decoding: try body(at: position)) else {
      throw EventLogError.corrupt(position: position, detail: "its audit entry cannot be read")
    }
    return entry
  }

  private static func storedEvent(_ row: Row) throws -> StoredEvent {
    let position = try LogPosition(row.value(0))
    guard let type = try EventType(rawValue: row.value(6)) else {
      let number: Int = try row.value(6)
      throw EventLogError.corrupt(position: position, detail: "its type \(number) is unknown")
    }
    var object: ObjectReference?
    if let number: Int = try row.value(9) {
      guard let kind = ResourceKind(rawValue: number) else {
        throw EventLogError.corrupt(position: position, detail: "its kind \(number) is unknown")
      }
      object = try ObjectReference(
        slot: ObjectSlot(kind: kind, namespace: row.value(10), name: row.value(11)),
        uid: row.value(12)
      )
    }
    let assertion: Int? = try row.value(7)
    let revision: String? = try row.value(13)
    let event = try RecordedEvent(
      position: position,
      cluster: row.value(1),
      epoch: row.value(2),
      feedIdentity: row.value(3),
      recordedAt: Instant(nanoseconds: row.value(4)),
      observedAt: Instant(nanoseconds: row.value(5)),
      type: type,
      assertion: assertion.flatMap { EventType.Assertion(rawValue: $0) },
      evidence: Evidence(flags: row.value(8)),
      object: object,
      revision: revision.flatMap { Revision($0) }
    )
    return try StoredEvent(
      event: event,
      objectID: row.value(14),
      feedID: row.value(15),
      clusterID: row.value(16)
    )
  }
}
