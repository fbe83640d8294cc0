internal import Foundation
internal import GRDB

/// Lays the bodies of an older part of the log out together, by object, and compresses them as few
/// blocks, within the caller's transaction.
///
/// Nothing that a reader is told changes: hashes cover uncompressed bodies.
struct Sealing {
  /// How many events a part has: its bodies, decoded, must fit into what a reader in order keeps.
  static let partEventsMax = 4096
  /// How many events at the end of the log stay as they were appended, since the next bodies build on
  /// theirs.
  static let unsealedEventsMin = 4096

  /// How many bytes the bodies of a part have, where one is not longer.
  static let partBytesMax = 32 << 20
  /// How many bytes the bodies of a part have at most that is sealed again with what comes behind it.
  static let joinedBytesMax = 16 << 20

  /// What became of a part.
  struct Part {
    /// The last position.
    var last: Int64
    /// How many bodies were sealed.
    var bodyCount: Int
  }

  /// A body that goes into a block.
  private struct Member {
    var position: Int64
    var objectID: Int64
    var size: Int
    /// Whether it lies in a block already.
    var isSealed: Bool
  }

  private let db: Database
  private let partEventsMax: Int
  private let reader: BodyReader
  private let codec = BodyCodec(level: BodyCodec.sealingLevel)

  init(_ snapshot: LogSnapshot, partEventsMax: Int) {
    db = snapshot.db
    self.partEventsMax = partEventsMax
    reader = BodyReader(db: db, cacheBytesMax: 16 << 20)
  }

  /// The last position of the last part that was sealed; 0 where none was.
  static func lastSealed(_ db: Database) throws -> Int64 {
    let sql = "SELECT max(part) FROM block"
    return max(0, try Int64.fetchOne(db.cachedStatement(sql: sql)) ?? 0)
  }

  /// The position before the first body that could be sealed and is not; nil where there is none.
  static func lastBeforeUnsealed(_ db: Database) throws -> Int64? {
    try unsealed("min(position) - 1", db)
  }

  /// What an expression gives over the bodies that could be sealed and are not.
  private static func unsealed(_ expression: String, _ db: Database) throws -> Int64? {
    let sql = """
      SELECT \(expression) FROM event
      WHERE body_base >= 0 AND body_size BETWEEN 1 AND ? AND type <> ?
      """
    return try Int64.fetchOne(
      db,
      sql: sql,
      arguments: [SealedBlock.bodyBytesMax, EventType.forgotten.rawValue]
    )
  }

  /// How many bytes the database takes at least once everything is sealed: bodies that are not take a
  /// tenth then, where they take least.
  static func bytesAfter(_ snapshot: LogSnapshot) throws -> Int64 {
    let bytes = try unsealed("sum(length(body))", snapshot.db) ?? 0
    return try snapshot.usedByteCount() - bytes / 10 * 9
  }

  /// The last part before a position, where it has so little that it is to be sealed again.
  ///
  /// Returns where its events begin, and its blocks; else the position, and none.
  func joined(before position: Int64) throws -> (start: Int64, blocks: Set<Int64>) {
    let sql = """
      SELECT id FROM block WHERE part = (SELECT max(part) FROM block WHERE part <= ?) ORDER BY id
      """
    let numbers = try Int64.fetchAll(db, sql: sql, arguments: [position])
    let blocks = BlockCache(bytesMax: 0)
    var start = position
    for number in numbers {
      // What cannot be read is left to a verification.
      guard let block = try blocks.block(number, db) else { return (position, []) }
      start = min(start, block.firstPosition - 1)
    }
    let row = try Row.fetchOne(
      db,
      sql: """
        SELECT count(*), coalesce(sum(body_size), 0) FROM event WHERE position > ? AND position <= ?
        """,
      arguments: [start, position]
    )
    guard let row, try row.value(0) < partEventsMax, try row.value(1) <= Self.joinedBytesMax
    else { return (position, []) }
    return (start, Set(numbers))
  }

  /// Seals the next part behind a position, of which the last event is at most `last`; nil where no
  /// body is left.
  ///
  /// With `joinsLast`, a last part before the position that has little is sealed again together with it,
  /// and counts as nothing.
  func sealPart(after first: Int64, through last: Int64, joinsLast: Bool) throws -> Part? {
    var (position, joined) = joinsLast ? try joined(before: first) : (first, [])
    while true {
      let (members, end) = try members(after: position, through: last, joining: joined)
      guard let end else { return nil }
      let count = members.count { !$0.isSealed }
      guard count > 0 else {
        // There is nothing that it could be joined with.
        (position, joined) = (max(end, first), [])
        continue
      }
      try writeBlocks(of: members, part: end)
      try rewrite(after: position, through: end)
      for block in joined {
        try db.cachedStatement(sql: "DELETE FROM block WHERE id = ?").execute(arguments: [block])
      }
      return Part(last: end, bodyCount: count)
    }
  }

  /// The bodies of the next events, by object, and the last of these events; nil where there is none.
  private func members(
    after position: Int64,
    through last: Int64,
    joining joined: Set<Int64>
  ) throws -> (members: [Member], end: Int64?) {
    let sql = """
      SELECT position, object_id, body_size, body_base, type FROM event
      WHERE position > ? AND position <= ? ORDER BY position LIMIT ?
      """
    let rows = try Row.fetchAll(
      db.cachedStatement(sql: sql),
      arguments: [position, last, partEventsMax]
    )
    var members: [Member] = []
    var end: Int64?
    var bytes = 0
    for row in rows {
      let base: Int64 = try row.value(3)
      let member = try Member(
        position: row.value(0),
        objectID: row.value(1) ?? 0,
        size: row.value(2),
        isSealed: base < 0
      )
      // What a horizon says stays where it is: reading it is to cost no block, and to need none.
      let type: Int = try row.value(4)
      if base >= 0 || joined.contains(-base), type != EventType.forgotten.rawValue,
        (1...SealedBlock.bodyBytesMax).contains(member.size)
      {
        if bytes + member.size > Self.partBytesMax, !members.isEmpty { break }
        bytes += member.size
        members.append(member)
      }
      end = member.position
    }
    members.sort { ($0.objectID, $0.position) < ($1.objectID, $1.position) }
    return (members, end)
  }

  /// Writes the blocks, and notes which body is in which.
  private func writeBlocks(of members: [Member], part: Int64) throws {
    try db.execute(
      sql: "CREATE TEMP TABLE sealing (position INTEGER PRIMARY KEY, block INTEGER NOT NULL)"
    )
    var bodies: [(position: Int64, body: [UInt8])] = []
    var size = 0
    func flush() throws {
      guard !bodies.isEmpty else { return }
      let content = SealedBlock.content(of: bodies)
      let bytes = try codec.compress(content, prefix: nil)
      try db.cachedStatement(sql: "INSERT INTO block (part, size, bytes) VALUES (?, ?, ?)")
        .execute(arguments: [part, content.count, Data(bytes)])
      let block = db.lastInsertedRowID
      let note = try db.cachedStatement(sql: "INSERT INTO temp.sealing VALUES (?, ?)")
      for (position, _) in bodies { try note.execute(arguments: [position, block]) }
      bodies.removeAll(keepingCapacity: true)
      size = 0
    }
    for member in members {
      if size + member.size > SealedBlock.bytesMax { try flush() }
      bodies.append((member.position, try reader.body(at: member.position)))
      size += member.size
    }
    try flush()
  }

  /// Writes the rows of the part again, without the bodies that are in blocks: rows that shrink where
  /// they are leave their pages half empty.
  private func rewrite(after first: Int64, through last: Int64) throws {
    try db.execute(
      sql: """
        CREATE TEMP TABLE sealed_event AS
        SELECT event.position, feed_id, epoch, recorded_at, observed_at, type, assertion, flags,
          object_id, revision, CASE WHEN block IS NULL THEN body END, body_size,
          CASE WHEN block IS NULL THEN body_base ELSE -block END, hash
        FROM event LEFT JOIN temp.sealing AS sealing ON sealing.position = event.position
        WHERE event.position > ? AND event.position <= ? ORDER BY event.position
        """,
      arguments: [first, last]
    )
    try db.execute(
      sql: "DELETE FROM event WHERE position > ? AND position <= ?",
      arguments: [first, last]
    )
    try db.execute(sql: "INSERT INTO event SELECT * FROM temp.sealed_event ORDER BY 1")
    try db.execute(sql: "DROP TABLE temp.sealed_event; DROP TABLE temp.sealing")
  }
}
