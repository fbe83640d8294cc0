import EventLog
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

  /// Reads the present row of a statement of `columns`.
  init(_ row: DirectStatement) throws {
    id = row.integer(0)
    scopeID = row.integer(1)
    objectID = row.integer(2)
    part = Int(row.integer(3))
    guard let first = Revision(packedKey: row.bytes(4)) else {
      throw ProjectionDamage.malformedRevision(table: "projection_run", id: id)
    }
    from = first
    until = Revision(packedKey: row.bytes(5))
    content = Array(row.bytes(6))
    event = row.integer(7)
    flags = RunFlags(rawValue: Int(row.integer(8)))
    knownFrom = row.integer(9)
    untilKnownFrom = row.optionalInteger(10)
  }

  /// Inserts the row and takes its number.
  mutating func insert(_ statements: ProjectionStatements) throws {
    let insert = try statements.insertRun
    let isEndpoint = part == RunPart.endpoint.rawValue
    insert.bind(1, scopeID)
    insert.bind(2, objectID)
    insert.bind(3, Int64(part))
    let key = from.packedKey
    insert.bind(4, key)
    insert.bind(5, until?.packedKey)
    insert.bind(6, content)
    insert.bind(7, event)
    insert.bind(8, Int64(flags.rawValue))
    insert.bind(9, knownFrom)
    insert.bind(10, untilKnownFrom)
    insert.bind(11, RunSpans.spanClass(from: from, until: until).map { Int64($0) })
    insert.bind(12, isEndpoint ? EndpointDigest.number(content) : nil)
    let room = [UInt8](repeating: 0, count: key.count + Self.roomByteCount)
    insert.bind(13, until == nil ? room : nil)
    try insert.run()
    id = statements.db.lastInsertedRowID
  }

  /// The bytes that an end takes besides its revision: its position, and the class of the span.
  ///
  /// An open row keeps as many free, so that a page which is full need not be split when some of its
  /// rows end.
  private static let roomByteCount = 5

  func supersede(at position: Int64, _ statements: ProjectionStatements) throws {
    let supersede = try statements.supersedeRun
    supersede.bind(1, position)
    supersede.bind(2, id)
    try supersede.run()
  }

  func close(
    at revision: Revision,
    knownFrom position: Int64,
    isInferred: Bool,
    _ statements: ProjectionStatements
  ) throws {
    let flags = isInferred ? flags.union(.endsInferred) : flags
    let close = try statements.closeRun
    close.bind(1, revision.packedKey)
    close.bind(2, position)
    close.bind(3, Int64(flags.rawValue))
    close.bind(4, RunSpans.spanClass(from: from, until: revision).map { Int64($0) })
    close.bind(5, id)
    try close.run()
  }

  // The part stands in the statements as a number: bound, SQLite would prepare them anew for every
  // binding, to see whether its value lets it use the indexes on one part.

  /// The rows of an object's part that are valid at a revision, as known now.
  static func valid(
    objectID: Int64,
    part: RunPart,
    at revision: Revision,
    _ db: Database
  ) throws -> [RunRow] {
    let key = revision.packedKey
    let texts = validTexts[part.rawValue]
    let open = try fetch(texts.open, db) { statement in
      statement.bind(1, objectID)
      statement.bind(2, key)
    }
    let closed = try fetch(texts.closed, db) { statement in
      RunSpans.bind(boundsBehind: revision, then: objectID, key, to: statement)
    }
    return open + closed
  }

  /// For each part, the statements of its rows that are open, and of those that have ended.
  private static let validTexts: [(open: String, closed: String)] = RunPart.allCases.map { part in
    let open = """
      SELECT \(columns) FROM projection_run
      WHERE object_id = ? AND part = \(part.rawValue) AND until_revision IS NULL
        AND superseded_at IS NULL AND from_revision <= ?
      """
    let closed = """
      SELECT \(columns) FROM \(RunSpans.table) CROSS JOIN projection_run
      WHERE object_id = ? AND part = \(part.rawValue) AND \(RunSpans.overlap)
        AND superseded_at IS NULL
      """
    return (open, closed)
  }

  /// The rows of a slice's endpoints that are read like a layout and are valid at a revision, as known
  /// now.
  static func valid(
    sliceID: Int64,
    readLike content: [UInt8],
    at revision: Revision,
    _ db: Database
  ) throws -> [RunRow] {
    func bind(_ statement: DirectStatement) {
      statement.bind(1, sliceID)
      statement.bind(2, EndpointDigest.number(content))
    }
    let open = try fetch(listedTexts.open, db) { bind($0) }
    // Nearly always the first one that ends later tells it; one that comes and goes very often may
    // have many, and is looked for among all that is valid then.
    let ended = try fetch(listedTexts.ended, db) { statement in
      bind(statement)
      statement.bind(3, revision.packedKey)
    }
    let found =
      ended.count == endedMax
      ? try valid(objectID: sliceID, part: .endpoint, at: revision, db)
      : (open + ended).filter { $0.isValid(at: revision) }
    return read(like: content, of: found)
  }

  /// The rows of some numbers, in no order.
  static func all(ids: [Int64], _ db: Database) throws -> [RunRow] {
    var found: [RunRow] = []
    guard ids.count > singleRowsMax else {
      for id in ids { found += try fetch(singleText, db) { $0.bind(1, id) } }
      return found
    }
    try Batches.forEach(ids) { found += try fetch(batchText, StatementArguments($0), db) }
    return found
  }

  /// So many rows are read one by one.
  private static let singleRowsMax = 4

  private static let singleText = "SELECT \(columns) FROM projection_run WHERE id = ?"

  private static let batchText = "SELECT \(columns) FROM projection_run WHERE id \(Batches.places)"

  /// Those of the rows of endpoints that say what a layout says as it is read.
  static func read(like content: [UInt8], of rows: [RunRow]) -> [RunRow] {
    let wanted = EndpointFacts.layoutAsRead(content)
    return rows.filter { EndpointFacts.layoutAsRead($0.content) == wanted }
  }

  /// The statements of an endpoint that a slice lists still, and of those that it listed.
  private static let listedTexts: (open: String, ended: String) = {
    let selected = """
      SELECT \(columns) FROM projection_run
      WHERE object_id = ? AND digest = ? AND superseded_at IS NULL
      """
    return (
      "\(selected) AND until_revision IS NULL",
      "\(selected) AND until_revision > ? ORDER BY until_revision LIMIT \(endedMax)"
    )
  }()

  /// How many ended runs of an endpoint's facts are looked at before others are ruled out.
  private static let endedMax = 8

  /// Whether reads of a slice give this endpoint before the other: by what they say, and of equal ones
  /// by beginning, event, and end, as `FactRun.isRead(before:)` has it.
  ///
  /// The order of the table would tell later knowledge: an open row lies elsewhere once it has ended.
  func isRead(before other: RunRow) -> Bool {
    if content != other.content { return content.lexicographicallyPrecedes(other.content) }
    return HalfOpenInterval(from: from, until: until).isRead(
      before: HalfOpenInterval(from: other.from, until: other.until),
      event,
      other.event
    )
  }

  /// Whether the run is valid at a revision.
  func isValid(at revision: Revision) -> Bool {
    from <= revision && (until.map { $0 > revision } ?? true)
  }

  /// Whether the run is valid somewhere in a stretch of revisions.
  func isValid(in stretch: ClosedRange<Revision>) -> Bool {
    from <= stretch.upperBound && (until.map { $0 > stretch.lowerBound } ?? true)
  }

  /// The rows that a statement of `columns` gives.
  static func fetch(
    _ sql: String,
    _ arguments: StatementArguments,
    _ db: Database
  ) throws -> [RunRow] {
    try all(of: DirectStatement(db, sql, arguments))
  }

  /// The rows that a statement of `columns` gives, its arguments being bound in place.
  static func fetch(
    _ sql: String,
    _ db: Database,
    bind: (DirectStatement) -> Void
  ) throws -> [RunRow] {
    let statement = try DirectStatement(db, sql)
    bind(statement)
    return try all(of: statement)
  }

  /// The rows that a statement of `columns` gives, its arguments being bound.
  static func all(of statement: DirectStatement) throws -> [RunRow] {
    var found: [RunRow] = []
    try statement.forEachRow { found.append(try RunRow($0)) }
    return found
  }

  /// The rows of an object that begin or end at a revision, as known now.
  static func touching(objectID: Int64, revision: Revision, _ db: Database) throws -> [RunRow] {
    let key = Data(revision.packedKey)
    return try RunPart.allCases.flatMap { part -> [RunRow] in
      let ended = """
        SELECT \(columns) FROM \(RunSpans.table) CROSS JOIN projection_run
        WHERE object_id = ? AND part = \(part.rawValue) AND span_class = spans.class
          AND spans.bound > ? AND until_revision = ? AND superseded_at IS NULL
        """
      let begun = try valid(objectID: objectID, part: part, at: revision, db)
        .filter { $0.from == revision }
      let arguments = RunSpans.bounds(behind: revision) + [objectID, key, key]
      return try begun + fetch(ended, arguments, db)
    }
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
      try fetch(
        "\(sql) AND \(part)",
        arguments + [Data(last.packedKey), position, position],
        db
      )
    }.compactMap { run in
      var run = run
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
