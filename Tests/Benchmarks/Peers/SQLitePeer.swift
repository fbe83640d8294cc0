import Foundation

/// Tables of intervals in SQLite with statements written by hand, asked in process.
struct SQLitePeer {
  /// How intervals are found.
  enum Index: String, CaseIterable {
    /// B-trees over (service, port, until, from) and (address, until, from).
    case intervals
    /// An R*Tree over service and time, and one over address and time.
    case rtree
  }

  let index: Index
  let folder: String

  var path: String { "\(folder)/\(index.rawValue).db" }
  var name: String { index == .intervals ? "SQLite, hand-written" : "SQLite, R*Tree" }

  /// Makes the database of the tables; one that is there is replaced.
  func load() throws {
    try? FileManager.default.removeItem(atPath: path)
    let database = try Database(path: path)
    try database.execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN")
    for table in ["serving", "owners"] { try load(table, database) }
    switch index {
    case .intervals:
      try database.execute(
        """
        CREATE INDEX serving_by_service ON serving (s, p, u, f);
        CREATE INDEX owners_by_address ON owners (a, u, f);
        """
      )
    case .rtree:
      try database.execute(
        """
        CREATE VIRTUAL TABLE serving_tree USING rtree(id, s0, s1, f, u);
        INSERT INTO serving_tree SELECT rowid, s, s, f, u FROM serving ORDER BY s, f;
        CREATE VIRTUAL TABLE owners_tree USING rtree(id, a0, a1, f, u);
        INSERT INTO owners_tree SELECT rowid, a, a, f, u FROM owners ORDER BY a, f;
        """
      )
    }
    try database.execute(
      """
      CREATE INDEX serving_by_beginning ON serving (f);
      CREATE INDEX serving_by_end ON serving (u);
      CREATE INDEX serving_by_content ON serving (c);
      COMMIT; ANALYZE; PRAGMA journal_mode = WAL
      """
    )
  }

  private func load(_ table: String, _ database: Database) throws {
    let text = try String(contentsOfFile: "\(folder)/\(table).tsv", encoding: .utf8)
    var lines = text.split(separator: "\n").makeIterator()
    let columns = (lines.next() ?? "").split(separator: "\t").map { $0.split(separator: ":") }
    let declared = columns.map { "\"\($0[0])\" \($0[1])" }.joined(separator: ", ")
    try database.execute("CREATE TABLE \(table) (\(declared))")
    let places = columns.map { _ in "?" }.joined(separator: ", ")
    let insert = try database.prepare("INSERT INTO \(table) VALUES (\(places))")
    while let line = lines.next() {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
      try insert.run(
        zip(fields, columns).map { field, column in
          if field.isEmpty { return .null }
          if column[1] == "integer", let number = Int(field) { return .integer(number) }
          return .text(String(field))
        }
      )
    }
  }

  /// A moment at which questions are asked.
  final class Session {
    let database: Database
    let statement: PreparedStatement

    fileprivate init(_ database: Database, _ statement: PreparedStatement) {
      self.database = database
      self.statement = statement
    }
  }

  func open(_ question: QuestionClass) throws -> Session {
    let database = try Database(path: path, isReadOnly: true)
    return Session(database, try database.prepare(sql(question, database)))
  }

  /// The columns behind those that only say where a row belongs.
  private func columns(_ table: String, _ database: Database) throws -> String {
    var names: [String] = []
    try database.prepare("SELECT name FROM pragma_table_info('\(table)')").run([]) {
      names.append($0.text(0))
    }
    return names.filter { !["s", "p", "c", "a"].contains($0) }.map { "t.\"\($0)\"" }
      .joined(separator: ", ")
  }

  /// The statement of a class; ?1 is the subject, ?2 the port, ?3 and ?4 the ends of the span.
  private func sql(_ question: QuestionClass, _ database: Database) throws -> String {
    let serving = try columns("serving", database)
    let owners = try columns("owners", database)
    let tree = "serving_tree r JOIN serving t ON t.rowid = r.id"
    let ofService = "r.s0 <= ?1 AND r.s1 >= ?1 AND t.s = ?1 AND t.p = ?2"
    switch (question, index) {
    case (.serving, .intervals):
      return "SELECT \(serving) FROM serving t WHERE s = ?1 AND p = ?2 AND u > ?3 AND f <= ?3"
    case (.serving, .rtree):
      return "SELECT \(serving) FROM \(tree) WHERE \(ofService)"
        + " AND r.f <= ?3 AND r.u >= ?3 AND t.u > ?3 AND t.f <= ?3"
    case (.hour, .intervals):
      return "SELECT \(serving) FROM serving t WHERE s = ?1 AND p = ?2 AND u > ?3 AND f < ?4"
    case (.hour, .rtree):
      return "SELECT \(serving) FROM \(tree) WHERE \(ofService)"
        + " AND r.f <= ?4 AND r.u >= ?3 AND t.u > ?3 AND t.f < ?4"
    case (.owner, .intervals):
      return "SELECT \(owners) FROM owners t WHERE a = ?1 AND u > ?3 AND f <= ?3"
    case (.owner, .rtree):
      return "SELECT \(owners) FROM owners_tree r JOIN owners t ON t.rowid = r.id"
        + " WHERE r.a0 <= ?1 AND r.a1 >= ?1 AND r.f <= ?3 AND r.u >= ?3"
        + " AND t.a = ?1 AND t.u > ?3 AND t.f <= ?3"
    case (.diff, _): return Self.diff(serving)
    case (.outages, .intervals):
      return Self.outages("serving t WHERE s = ?1 AND p = ?2 AND u > ?3 AND f < ?4")
    case (.outages, .rtree):
      return Self.outages(
        "\(tree) WHERE \(ofService) AND r.f <= ?4 AND r.u >= ?3 AND t.u > ?3 AND t.f < ?4"
      )
    }
  }

  /// What ended in the span and is not there at its end, and what began in it and was not there before.
  private static func diff(_ columns: String) -> String {
    func side(_ sign: String, _ moved: String, _ there: String, _ missing: String) -> String {
      """
      SELECT '\(sign)', \(columns) FROM serving t WHERE \(moved) AND \(there)
        AND NOT EXISTS (SELECT 1 FROM serving o WHERE o.c = t.c AND \(missing))
      """
    }
    let gone = side("-", "t.u > ?3 AND t.u <= ?4", "t.f <= ?3", "o.f <= ?4 AND o.u > ?4")
    let new = side("+", "t.f > ?3 AND t.f <= ?4", "t.u > ?4", "o.f <= ?3 AND o.u > ?3")
    return gone + " UNION ALL " + new
  }

  /// The stretches of the span in which there is no row.
  private static func outages(_ source: String) -> String {
    """
    WITH w AS (SELECT max(t.f, ?3) AS f, min(t.u, ?4) AS u FROM \(source)),
    m AS (
      SELECT f, max(u) OVER (ORDER BY f ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
      FROM w
    )
    SELECT coalesce(before, ?3), f FROM m WHERE f > coalesce(before, ?3)
    UNION ALL SELECT coalesce(max(u), ?3), ?4 FROM w HAVING coalesce(max(u), ?3) < ?4
    """
  }

  private static func parameters(
    _ request: QuestionClass.Request,
    _ question: QuestionClass,
    _ subjects: Subjects
  ) -> [PreparedStatement.Parameter] {
    let port = question == .owner ? 0 : subjects.services[request.subject].port
    let ends = [request.from, request.until].map { $0 * 1_000_000_000 }
    switch question {
    // Parameters that a statement does not have cannot be bound.
    case .serving, .owner: return [request.subject, port, ends[0]].map { .integer($0) }
    case .hour, .diff, .outages:
      return [request.subject, port, ends[0], ends[1]].map { .integer($0) }
    }
  }

  /// The canonical rows of an answer.
  private static func rows(
    _ session: Session,
    _ parameters: [PreparedStatement.Parameter],
    _ question: QuestionClass
  ) throws -> [String] {
    var rows: [String] = []
    try session.statement.run(parameters) { row in
      rows.append((0..<row.columnCount).map { row.text($0) }.joined(separator: "\t"))
    }
    guard question == .diff else { return rows.sorted() }
    let gone = rows.filter { $0.hasPrefix("-") }.count
    return ["\(gone)\t\(rows.count - gone)"]
  }

  /// Compares the first answers with Hindcast's own.
  func check(
    _ question: QuestionClass,
    _ place: QuestionClass.Place,
    _ subjects: Subjects,
    _ answers: [[String]?]
  ) throws -> (checked: Int, wrong: Int, example: String?) {
    let session = try open(question)
    var sequence = question.sequence(place)
    var (checked, wrong) = (0, 0)
    var example: String?
    for answer in answers {
      let request = question.next(&sequence, place, subjects)
      guard let answer else { continue }
      let parameters = Self.parameters(request, question, subjects)
      let found = try Self.rows(session, parameters, question)
      checked += 1
      guard found != answer else { continue }
      wrong += 1
      let (more, less) = (Set(found).subtracting(answer), Set(answer).subtracting(found))
      example = example ?? "\(question.text(request, subjects)): +\(more) -\(less)"
    }
    return (checked, wrong, example)
  }

  /// Measures a class of questions; `warm` within one transaction.
  func measure(
    _ question: QuestionClass,
    _ place: QuestionClass.Place,
    _ source: String,
    _ subjects: Subjects,
    _ limits: Limits
  ) throws -> Measurement {
    var sequence = question.sequence(place)
    let kept = source == "cold" ? nil : try open(question)
    if source == "warm" { try kept?.database.execute("BEGIN") }
    var rows = 0
    var sum = 0
    let count = source == "cold" ? limits.coldCount : limits.count
    let times = try Measurement.times(countMax: count, secondsMax: limits.seconds) {
      let request = question.next(&sequence, place, subjects)
      let parameters = Self.parameters(request, question, subjects)
      return try Clocks.seconds {
        let session = try kept ?? open(question)
        try session.statement.run(parameters) {
          sum &+= $0.touch()
          rows += 1
        }
      }
    }
    // What was read has to be used, or the reading might be left out.
    precondition(sum != .min)
    return Measurement(
      peer: name,
      question: question,
      place: place,
      source: source,
      seconds: times,
      rows: rows
    )
  }
}
