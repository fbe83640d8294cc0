internal import GRDB
package import TopologyModel

extension LogSnapshot {
  /// What the events of a feed have in common.
  private struct ReplayedFeed {
    var cluster: String
    var clusterID: Int64
    var identity: String
  }

  /// How many objects are kept before the memory is given back.
  private static let replayedObjectsMax = 200_000

  /// How many bytes of bodies that later ones may build on are kept.
  private static let replayedBytesMax = 64 << 20

  /// Calls `body` with every event through a position, in order, and its body; nothing for `seen`.
  ///
  /// It reads what `forEachEvent` and `bodyReader` do, in one pass.
  package func replay(
    through last: LogPosition,
    _ body: (StoredEvent, [UInt8]) throws -> Void
  ) throws {
    let reader = BodyReader(db: db, cacheBytesMax: Self.replayedBytesMax)
    let feeds = try replayedFeeds()
    var objects: [Int64: ObjectReference?] = [:]
    let row = try DirectStatement(
      db,
      """
      SELECT position, feed_id, epoch, recorded_at, observed_at, type, assertion, flags, object_id,
        revision, body, body_size, body_base
      FROM event WHERE position <= ? ORDER BY position
      """
    )
    row.bind(1, last.value)
    defer { row.reset() }
    while try row.step() {
      guard let feed = feeds[row.integer(1)] else { continue }
      let objectID = row.optionalInteger(8)
      var object: ObjectReference?
      if let objectID {
        if let known = objects[objectID] {
          object = known
        } else {
          object = try replayedObject(objectID, at: LogPosition(row.integer(0)))
          if objects.count >= Self.replayedObjectsMax { objects.removeAll() }
          objects.updateValue(object, forKey: objectID)
        }
      }
      let event = try Self.replayedEvent(row, feed, object)
      let stored = StoredEvent(
        event: event,
        objectID: objectID,
        feedID: row.integer(1),
        clusterID: feed.clusterID
      )
      guard event.type != .seen else {
        try body(stored, [])
        continue
      }
      let bytes = try reader.body(
        at: event.position.value,
        compressed: row.bytes(10),
        size: Int(row.integer(11)),
        base: row.integer(12)
      )
      try body(stored, bytes)
    }
  }

  private func replayedFeeds() throws -> [Int64: ReplayedFeed] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT feed.id, cluster.name, cluster.id, identity
        FROM feed JOIN cluster ON cluster.id = cluster_id
        """
    )
    var feeds: [Int64: ReplayedFeed] = [:]
    for row in rows {
      feeds[row[0]] = ReplayedFeed(cluster: row[1], clusterID: row[2], identity: row[3])
    }
    return feeds
  }

  /// The object of a number; nil where it is not registered.
  private func replayedObject(_ id: Int64, at position: LogPosition) throws -> ObjectReference? {
    let sql = "SELECT kind, namespace, name, uid FROM object WHERE id = ?"
    guard let row = try Row.fetchOne(db.cachedStatement(sql: sql), arguments: [id]) else {
      return nil
    }
    guard let kind = ResourceKind(rawValue: row[0]) else {
      let number: Int = row[0]
      throw EventLogError.corrupt(position: position, detail: "its kind \(number) is unknown")
    }
    return ObjectReference(
      slot: ObjectSlot(kind: kind, namespace: row[1], name: row[2]),
      uid: row[3]
    )
  }

  private static func replayedEvent(
    _ row: DirectStatement,
    _ feed: ReplayedFeed,
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
