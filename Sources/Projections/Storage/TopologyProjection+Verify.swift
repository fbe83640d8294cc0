public import EventLog
internal import GRDB
public import TopologyModel

extension TopologyProjection {
  /// What of a stored projection is compared, and how a row tells of events.
  private struct Comparison {
    var table: String
    /// The columns, or `*` for all of them.
    var columns = "*"
    /// The first event that a row tells of, and the object.
    var position: String?
    var objectID: String?
  }

  private static let comparisons = [
    Comparison(table: "checkpoint", position: nil),
    Comparison(table: "epoch", position: "known_from"),
    Comparison(table: "scope"),
    Comparison(table: "template"),
    Comparison(
      table: "run",
      columns: """
        scope_id, object_id, part, from_revision, until_revision, content, event, flags, known_from, \
        until_known_from, superseded_at, span_class, digest, room
        """,
      position: "known_from",
      objectID: "object_id"
    ),
    Comparison(table: "slice_of_service", objectID: "object_id"),
    Comparison(table: "address", objectID: "object_id"),
    Comparison(table: "step", position: "position", objectID: "object_id"),
    Comparison(table: "listing", position: "position"),
    Comparison(table: "session", position: "opened_at_position"),
    Comparison(table: "audit", position: "position"),
  ]

  /// Replays a sound log beside the stored projections, which stay as they are, and compares every
  /// row; returns the first damage, or nil.
  public static func firstDamage(
    _ log: LogSnapshot,
    progress: (LogPosition) -> Void = { _ in }
  ) throws -> StoreDamage? {
    do {
      return try findDamage(log.unshelved, progress)
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CORRUPT {
      return damage("SQLite cannot read them: \(error.message ?? "the file is damaged")")
    }
  }

  private static func findDamage(
    _ log: LogSnapshot,
    _ progress: (LogPosition) -> Void
  ) throws -> StoreDamage? {
    let projection = TopologyProjection()
    let db = try projection.database(log.connection)
    let check = TableCheck(log)
    let foreign = try check.firstForeignTable(
      create: { try ProjectionSchema.create(projection.database($0)) },
      includes: { $0.hasPrefix("projection_") }
    )
    if let foreign { return damage(foreign) }
    for table in ProjectionSchema.tables {
      if let value = try check.firstForeignValue(in: table, key: nil) {
        return damage(value.finding)
      }
    }
    guard let found = try ProjectionSchema.checkpoint(db) else {
      return damage("there are no projections")
    }
    guard found.version == ProjectionSchema.version else {
      return damage("another version of Hindcast built the projections")
    }
    let head = try log.head().position
    guard found.position == head.value else {
      return damage("the projections end at event \(found.position), the log at event \(head)")
    }
    try ProjectionSchema.create(db, isTemporary: true)
    defer { try? ProjectionSchema.drop(db, isTemporary: true) }
    try projection.replay(db, log: log, progress: progress)
    for comparison in comparisons {
      if let difference = try firstDifference(comparison, log, db) { return difference }
    }
    return nil
  }

  private static func firstDifference(
    _ comparison: Comparison,
    _ log: LogSnapshot,
    _ db: Database
  ) throws -> StoreDamage? {
    let table = "projection_\(comparison.table)"
    for (left, right, verb) in [("main", "temp", "has a row"), ("temp", "main", "lacks a row")] {
      let sql = """
        SELECT \(comparison.position ?? "NULL"), \(comparison.objectID ?? "NULL") FROM (
          SELECT \(comparison.columns) FROM \(left).\(table)
          EXCEPT SELECT \(comparison.columns) FROM \(right).\(table))
        ORDER BY 1, 2 LIMIT 1
        """
      guard let row = try Row.fetchOne(db, sql: sql) else { continue }
      let position: Int64? = try row.value(0)
      let objectID: Int64? = try row.value(1)
      let object = objectID.flatMap { try? log.object($0) }
      return damage(
        "`\(table)` \(verb) that a replay of the log \(left == "main" ? "does not make" : "makes")",
        position: position.map { LogPosition($0) },
        subject: object.map { "\($0.slot.kind.kindName) \($0)" }
      )
    }
    let count = "SELECT count(*) FROM main.\(table)"
    let replayed = "SELECT count(*) FROM temp.\(table)"
    guard try Int.fetchOne(db, sql: count) == Int.fetchOne(db, sql: replayed) else {
      return damage("`\(table)` has a row twice")
    }
    return nil
  }

  private static func damage(
    _ finding: String,
    position: LogPosition? = nil,
    subject: String? = nil
  ) -> StoreDamage {
    StoreDamage(
      part: .projections,
      position: position,
      finding: finding,
      subject: subject,
      remedy: .rebuild
    )
  }
}
