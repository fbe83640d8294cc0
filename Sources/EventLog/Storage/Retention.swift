internal import Foundation
internal import GRDB
import TopologyModel

/// Replaces the events that a plan forgets by a base, in the transaction of the connection.
struct Retention {
  let snapshot: LogSnapshot
  let plan: RetentionPlan
  private var db: Database { snapshot.db }

  init(_ snapshot: LogSnapshot, _ plan: RetentionPlan) {
    self.snapshot = snapshot
    self.plan = plan
  }

  private static let gone = "(SELECT position FROM temp.\(RetentionTables.forgotten))"

  /// Removes the events, and returns what is to be said of each cluster.
  func run() throws -> [(cluster: String, details: ForgottenDetails)] {
    let hash = try snapshot.hash(at: plan.horizon)
    let recordedAt = try recordedAtHorizon()
    let earlier = try snapshot.horizons()
    let described = try describedFeeds(earlier)
    try db.execute(
      sql: """
        INSERT OR IGNORE INTO temp.\(RetentionTables.forgotten)
        SELECT position FROM event WHERE type = ? AND position <= ?
        """,
      arguments: [EventType.forgotten.rawValue, plan.horizon.value]
    )
    try encodeAlone()
    try shortenBlocks()
    try delete()
    let digest = try BaseDigest(snapshot).digest(through: plan.horizon)
    let base = ForgottenDetails.Base(
      position: plan.horizon,
      hash: hash,
      recordedAt: recordedAt,
      digest: digest
    )
    return plan.clusters.map { cluster in
      let details = ForgottenDetails(
        before: cluster.before,
        eventCount: cluster.forgottenBefore + cluster.forgottenCount,
        base: base,
        feeds: described[cluster.name] ?? [],
        epoch: cluster.epoch,
        unsharedFrom: cluster.unsharedFrom,
        steps: cluster.steps,
        listed: cluster.listed,
        delivered: cluster.delivered,
        ends: cluster.ends
      )
      return (cluster.name, details)
    }
  }

  private func recordedAtHorizon() throws -> Instant {
    if let base = try snapshot.base(), base.position == plan.horizon { return base.recordedAt }
    let sql = "SELECT recorded_at FROM event WHERE position = ?"
    guard let found = try Int64.fetchOne(db, sql: sql, arguments: [plan.horizon.value]) else {
      throw EventLogError.corrupt(position: plan.horizon, detail: "it is missing")
    }
    return Instant(nanoseconds: found)
  }

  /// The feeds of each cluster whose first event lies at the horizon or below it, and which tell
  /// something still.
  private func describedFeeds(
    _ earlier: [RetentionHorizon]
  ) throws -> [String: [FeedDescription]] {
    var described: [String: [FeedDescription]] = [:]
    for cluster in plan.clusters {
      let old = earlier.first { $0.clusterID == cluster.id }?.details.feeds.map(\.identity) ?? []
      for (id, feed) in try snapshot.feeds(clusterID: cluster.id) {
        let sql = """
          SELECT EXISTS (SELECT 1 FROM event WHERE feed_id = ?1 AND position <= ?2),
            EXISTS (SELECT 1 FROM event WHERE feed_id = ?1 AND position NOT IN \(Self.gone))
          """
        let row = try Row.fetchOne(db, sql: sql, arguments: [id, plan.horizon.value])
        guard let row, try row.value(1), try row.value(0) || old.contains(feed.identity) else {
          continue
        }
        described[cluster.name, default: []].append(feed)
      }
    }
    return described
  }

  // MARK: Bodies

  /// Where new bodies look for one like their own.
  private struct Sort: Hashable {
    var kind: Int
    var namespace: String
  }

  /// Encodes anew the bodies of events that stay and build on events that go.
  private func encodeAlone() throws {
    let sql = """
      SELECT position, object_id, kind, namespace FROM event LEFT JOIN object ON id = object_id
      WHERE position > ? AND body_base IN \(Self.gone) AND position NOT IN \(Self.gone)
      ORDER BY position LIMIT 4096
      """
    let reader = BodyReader(db: db, cacheBytesMax: 64 << 20)
    let codec = BodyCodec()
    var encoder = BodyEncoder<Int64, Sort>(codec: codec, bytesMax: 64 << 20)
    // What is written again may be much, and is not held at once.
    var rows = try Row.fetchAll(db, sql: sql, arguments: [0])[...]
    while let row = rows.popFirst() {
      let position: Int64 = try row.value(0)
      if rows.isEmpty { rows = try Row.fetchAll(db, sql: sql, arguments: [position])[...] }
      let body = try reader.body(at: position)
      var bytes: [UInt8] = []
      var base: Int64 = 0
      if let objectID: Int64 = try row.value(1) {
        let entry = BodyCache<Int64>.Entry(position: position, depth: 0, body: body)
        let sort = try Sort(kind: row.value(2), namespace: row.value(3))
        let last = encoder.last(objectID)
        let (prepared, found) = try encoder.encode(entry, objectID, sort, last: last)
        (bytes, base) = (prepared.bytes, found)
      } else {
        bytes = try codec.compress(body, prefix: nil)
      }
      try db.cachedStatement(sql: "UPDATE event SET body = ?, body_base = ? WHERE position = ?")
        .execute(arguments: [Data(bytes), base, position])
    }
  }

  /// Writes the blocks of events that go again, without their bodies.
  ///
  /// Those that stay keep their block. Blocks of which nothing stays are removed.
  private func shortenBlocks() throws {
    let numbers = try Int64.fetchAll(
      db,
      sql: """
        SELECT DISTINCT -body_base FROM event
        WHERE body_base < 0 AND position IN \(Self.gone) ORDER BY 1
        """
    )
    let codec = BodyCodec(level: BodyCodec.sealingLevel)
    let blocks = BlockCache(bytesMax: 0)
    let gone = try db.cachedStatement(
      sql: "SELECT 1 FROM temp.\(RetentionTables.forgotten) WHERE position = ?"
    )
    let update = try db.cachedStatement(sql: "UPDATE block SET size = ?, bytes = ? WHERE id = ?")
    for number in numbers {
      guard let block = try blocks.block(number, db) else {
        let detail = "block \(number) cannot be read"
        throw EventLogError.corrupt(position: plan.horizon, detail: detail)
      }
      let left = try block.bodies { try Int.fetchOne(gone, arguments: [$0]) == nil }
      guard !left.isEmpty else {
        try db.cachedStatement(sql: "DELETE FROM block WHERE id = ?").execute(arguments: [number])
        continue
      }
      let content = SealedBlock.content(of: left)
      let bytes = try codec.compress(content, prefix: nil)
      try update.execute(arguments: [content.count, Data(bytes), number])
    }
  }

  // MARK: Rows

  private func delete() throws {
    try db.execute(
      sql: """
        CREATE TEMP TABLE retention_object AS
        SELECT DISTINCT object_id AS id FROM event
        WHERE object_id IS NOT NULL AND position IN \(Self.gone)
        """
    )
    for table in ["object_event", "observation_key", "audit_key", "event"] {
      try db.execute(sql: "DELETE FROM \(table) WHERE position IN \(Self.gone)")
    }
    try db.execute(
      sql: """
        UPDATE object SET last_event = coalesce(
          (SELECT max(position) FROM object_event WHERE object_id = id AND assertion < 8), 0)
        WHERE id IN (SELECT id FROM temp.retention_object)
        """
    )
    try db.execute(
      sql: """
        DELETE FROM object
        WHERE NOT EXISTS (SELECT 1 FROM object_event WHERE object_id = object.id)
        """
    )
    try db.execute(sql: "DROP TABLE temp.retention_object")
    try db.execute(
      sql: "DELETE FROM feed WHERE NOT EXISTS (SELECT 1 FROM event WHERE feed_id = feed.id)"
    )
  }
}
