internal import GRDB
import TopologyModel

/// Reads the rows of events in order for a replay: what `forEachEvent` reads, and the compressed
/// bodies.
struct ReplayRows {
  /// What the events of a feed have in common.
  private struct Feed {
    var cluster: String
    var clusterID: Int64
    var identity: String
  }

  /// How many objects are kept before the memory is given back.
  private static let objectsMax = 200_000

  private let db: Database
  private let row: DirectStatement
  private let feeds: [Int64: Feed]
  private var objects: [Int64: ObjectReference?] = [:]
  private var isAtEnd = false
  /// The blocks that bodies were found in last, as they are stored.
  private var blocks: [Int64: BlockCache.Stored] = [:]
  private var blockBytes = 0
  /// How many bytes of them are kept before the memory is given back.
  private static let blockBytesMax = 64 << 20
  private let readsHashes: Bool
  /// Why the rows end before the last one, where what came before it was returned.
  private var failure: (any Error)?

  init(
    _ log: LogSnapshot,
    from first: LogPosition,
    through last: LogPosition,
    readsHashes: Bool
  ) throws {
    db = log.db
    self.readsHashes = readsHashes
    feeds = try Self.feeds(log.db)
    row = try DirectStatement(
      log.db,
      """
      SELECT position, feed_id, epoch, recorded_at, observed_at, type, assertion, flags, object_id,
        revision, body, body_size, body_base, hash
      FROM event WHERE position BETWEEN ? AND ? ORDER BY position
      """
    )
    row.bind(1, first.value)
    row.bind(2, last.value)
  }

  /// Lets go of the statement.
  func finish() {
    row.reset()
  }

  /// Reads so many of the next rows; none behind the last one.
  ///
  /// What keeps a row from being read is thrown once those before it were returned.
  mutating func next(_ countMax: Int) throws -> [ReplayLane.Row] {
    if let failure { throw failure }
    var rows: [ReplayLane.Row] = []
    rows.reserveCapacity(countMax)
    do {
      while !isAtEnd, rows.count < countMax {
        if let row = try nextRow() { rows.append(row) }
      }
    } catch {
      guard !rows.isEmpty else { throw error }
      failure = error
    }
    return rows
  }

  /// Reads the next row; nil at the end, and for an event whose feed is not registered, which
  /// `forEachEvent` passes over, too.
  private mutating func nextRow() throws -> ReplayLane.Row? {
    guard try row.step() else {
      isAtEnd = true
      return nil
    }
    guard let feed = feeds[row.integer(1)] else { return nil }
    let objectID = row.optionalInteger(8)
    let object = try objectID.flatMap { try knownObject($0) }
    let stored = StoredEvent(
      event: try Self.event(row, feed, object),
      objectID: objectID,
      feedID: row.integer(1),
      clusterID: feed.clusterID
    )
    return ReplayLane.Row(
      stored: stored,
      compressed: Array(row.bytes(10)),
      size: Int(row.integer(11)),
      base: row.integer(12),
      block: try block(row.integer(12)),
      hash: readsHashes ? Array(row.bytes(13)) : []
    )
  }

  private mutating func knownObject(_ id: Int64) throws -> ObjectReference? {
    if let known = objects[id] { return known }
    let found = try object(id, at: LogPosition(row.integer(0)))
    if objects.count >= Self.objectsMax { objects.removeAll() }
    objects.updateValue(found, forKey: id)
    return found
  }

  /// The block that a row's body is in; nil where it is in none, or there is none of that number.
  private mutating func block(_ base: Int64) throws -> BlockCache.Stored? {
    guard (-Int64.max..<0).contains(base) else { return nil }
    if let known = blocks[base] { return known }
    guard let found = try BlockCache.stored(-base, db) else { return nil }
    blockBytes += found.bytes.count
    if blockBytes > Self.blockBytesMax {
      blocks.removeAll()
      blockBytes = found.bytes.count
    }
    blocks[base] = found
    return found
  }

  private static func feeds(_ db: Database) throws -> [Int64: Feed] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT feed.id, cluster.name, cluster.id, identity
        FROM feed JOIN cluster ON cluster.id = cluster_id
        """
    )
    var feeds: [Int64: Feed] = [:]
    for row in rows {
      feeds[try row.value(0)] = try Feed(
        cluster: row.value(1),
        clusterID: row.value(2),
        identity: row.value(3)
      )
    }
    return feeds
  }

  /// The object of a number; nil where it is not registered.
  private func object(_ id: Int64, at position: LogPosition) throws -> ObjectReference? {
    let sql = "SELECT kind, namespace, name, uid FROM object WHERE id = ?"
    guard let row = try Row.fetchOne(db.cachedStatement(sql: sql), arguments: [id]) else {
      return nil
    }
    guard let kind = try ResourceKind(rawValue: row.value(0)) else {
      let number: Int = try row.value(0)
      throw EventLogError.corrupt(position: position, detail: "its kind \(number) is unknown")
    }
    return try ObjectReference(
      slot: ObjectSlot(kind: kind, namespace: row.value(1), name: row.value(2)),
      uid: row.value(3)
    )
  }

  private static func event(
    _ row: DirectStatement,
    _ feed: Feed,
    _ object: ObjectReference?
  ) throws -> RecordedEvent {
    let position = LogPosition(row.integer(0))
    let number = Int(row.integer(5))
    guard let type = EventType(rawValue: number) else {
      throw EventLogError.corrupt(position: position, detail: "its type \(number) is unknown")
    }
    return RecordedEvent(
      position: position,
      cluster: feed.cluster,
      epoch: Int(row.integer(2)),
      feedIdentity: feed.identity,
      recordedAt: Instant(nanoseconds: row.integer(3)),
      observedAt: Instant(nanoseconds: row.integer(4)),
      type: type,
      assertion: row.optionalInteger(6).flatMap { EventType.Assertion(rawValue: Int($0)) },
      evidence: Evidence(flags: Int(row.integer(7))),
      object: object,
      revision: row.isNull(9) ? nil : Revision(row.text(9))
    )
  }
}
