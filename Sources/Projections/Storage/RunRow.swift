internal import Foundation
internal import GRDB
import TopologyModel

/// One row of `projection_run`.
struct RunRow: Hashable {
  static let columns = """
    id, scope_id, object_id, part, from_revision, until_revision, content, event, flags, \
    known_from, until_known_from
    """

  /// The columns of a table that goes by a name of its own.
  static func columns(of table: String) -> String {
    columns.split(separator: ", ").map { "\(table).\($0)" }.joined(separator: ", ")
  }

  var id: Int64
  var scopeID: Int64
  var objectID: Int64
  var part: Int
  var from: Revision
  var until: Revision?
  var content: [UInt8]
  var event: Int64
  var flags: RunFlags
  var knownFrom: Int64
  var untilKnownFrom: Int64?

  init(
    scopeID: Int64,
    objectID: Int64,
    part: Int,
    from: Revision,
    until: Revision?,
    content: [UInt8],
    event: Int64,
    flags: RunFlags,
    knownFrom: Int64,
    untilKnownFrom: Int64?
  ) {
    id = 0
    self.scopeID = scopeID
    self.objectID = objectID
    self.part = part
    self.from = from
    self.until = until
    self.content = content
    self.event = event
    self.flags = flags
    self.knownFrom = knownFrom
    self.untilKnownFrom = untilKnownFrom
  }

  init(_ row: Row) throws {
    id = row[0]
    scopeID = row[1]
    objectID = row[2]
    part = row[3]
    let from: Data = row[4]
    let until: Data? = row[5]
    guard let first = Revision(sortKey: from) else {
      throw ProjectionDamage.malformedRevision(table: "projection_run", id: id)
    }
    self.from = first
    self.until = until.flatMap { Revision(sortKey: $0) }
    let content: Data = row[6]
    self.content = Array(content)
    event = row[7]
    flags = RunFlags(rawValue: row[8])
    knownFrom = row[9]
    untilKnownFrom = row[10]
  }

  func insert(_ db: Database) throws {
    let sql = """
      INSERT INTO projection_run (
        scope_id, object_id, part, from_revision, until_revision, content, event, flags,
        known_from, until_known_from)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """
    try db.cachedStatement(sql: sql).execute(arguments: [
      scopeID, objectID, part, Data(from.sortKey), until.map { Data($0.sortKey) }, Data(content),
      event, flags.rawValue, knownFrom, untilKnownFrom,
    ])
  }

  func supersede(at position: Int64, _ db: Database) throws {
    try db.cachedStatement(sql: "UPDATE projection_run SET superseded_at = ? WHERE id = ?")
      .execute(arguments: [position, id])
  }

  func close(
    at revision: Revision,
    knownFrom position: Int64,
    isInferred: Bool,
    _ db: Database
  )
    throws
  {
    let flags = isInferred ? flags.union(.endsInferred) : flags
    let sql = """
      UPDATE projection_run SET until_revision = ?, until_known_from = ?, flags = ? WHERE id = ?
      """
    try db.cachedStatement(sql: sql).execute(
      arguments: [Data(revision.sortKey), position, flags.rawValue, id])
  }

  // The part stands in the statements as a number: bound, SQLite would prepare them anew for every
  // binding, to see whether its value lets it use the indexes on one part.

  /// The rows of an object's part that are valid at a revision, as known now; where a content is
  /// given, only those that have it.
  static func valid(
    objectID: Int64,
    part: RunPart,
    content: [UInt8]? = nil,
    at revision: Revision,
    _ db: Database
  ) throws -> [RunRow] {
    let narrowed = content == nil ? "" : " AND content = ?"
    let extra: StatementArguments = content.map { [Data($0)] } ?? []
    let key = Data(revision.sortKey)
    let open = """
      SELECT \(columns) FROM projection_run
      WHERE object_id = ? AND part = \(part.rawValue) AND until_revision IS NULL AND superseded_at IS NULL
        AND from_revision <= ?\(narrowed)
      """
    let closed = """
      SELECT \(columns) FROM projection_run
      WHERE object_id = ? AND part = \(part.rawValue) AND until_revision > ? AND from_revision <= ?
        AND superseded_at IS NULL\(narrowed)
      """
    let first = try Row.fetchAll(
      db.cachedStatement(sql: open),
      arguments: [objectID, key] + extra
    )
    let second = try Row.fetchAll(
      db.cachedStatement(sql: closed),
      arguments: [objectID, key, key] + extra
    )
    return try (first + second).map { try RunRow($0) }
  }

  /// The rows of an object that begin or end at a revision, as known now.
  static func touching(objectID: Int64, revision: Revision, _ db: Database) throws -> [RunRow] {
    let key = Data(revision.sortKey)
    // By part, and open rows apart from closed ones, as the indexes are; a row that begins at the
    // revision ends above it.
    return try RunPart.allCases.flatMap { part -> [Row] in
      let selected = """
        SELECT \(columns) FROM projection_run
        WHERE object_id = ? AND part = \(part.rawValue) AND superseded_at IS NULL
        """
      let open = "\(selected) AND until_revision IS NULL AND from_revision = ?"
      let closed = """
        \(selected) AND until_revision >= ? AND (from_revision = ? OR until_revision = ?)
        """
      return try Row.fetchAll(db.cachedStatement(sql: open), arguments: [objectID, key])
        + Row.fetchAll(db.cachedStatement(sql: closed), arguments: [objectID, key, key, key])
    }.map { try RunRow($0) }
  }

  /// The rows of an object's part that are valid at a revision, as known at a position.
  static func valid(
    objectID: Int64,
    part: RunPart,
    at revision: Revision,
    knownAt position: Int64,
    _ db: Database
  ) throws -> [RunRow] {
    let sql = """
      SELECT \(columns) FROM projection_run
      WHERE object_id = ? AND part = \(part.rawValue) AND \(knownCondition)
      """
    return try known(
      sql,
      arguments: [objectID],
      at: revision,
      knownAt: position,
      db
    )
  }

  /// Holds for rows that begin by a revision and were known, and not superseded, at a position.
  static let knownCondition = """
    from_revision <= ? AND known_from <= ? AND (superseded_at IS NULL OR superseded_at > ?)
    """

  /// Runs a query that ends in `knownCondition` and keeps what was valid as then known.
  static func known(
    _ sql: String,
    arguments: StatementArguments,
    at revision: Revision,
    knownAt position: Int64,
    _ db: Database
  ) throws -> [RunRow] {
    try known(
      sql,
      arguments: arguments,
      through: revision,
      endingAfter: revision,
      knownAt: position,
      db
    )
  }

  /// Runs a query that ends in `knownCondition` and keeps what begins by one revision and ends above
  /// another, as then known.
  static func known(
    _ sql: String,
    arguments: StatementArguments,
    through last: Revision,
    endingAfter first: Revision,
    knownAt position: Int64,
    _ db: Database
  ) throws -> [RunRow] {
    // Open rows, closed ones, and those that were superseded while open lie in an index each.
    let parts = [
      "until_revision IS NULL AND superseded_at IS NULL", "until_revision IS NOT NULL",
      "until_revision IS NULL AND superseded_at IS NOT NULL",
    ]
    return try parts.flatMap { part in
      try Row.fetchAll(
        db.cachedStatement(sql: "\(sql) AND \(part)"),
        arguments: arguments + [Data(last.sortKey), position, position]
      )
    }.compactMap { row in
      var run = try RunRow(row)
      if let known = run.untilKnownFrom, known > position {
        run.until = nil
        run.untilKnownFrom = nil
        run.flags.remove(.endsInferred)
      }
      if let until = run.until, until <= first { return nil }
      return run
    }
  }
}
