internal import Foundation
internal import GRDB

/// Holds tables to the statements that made them, and their values to the declared types.
///
/// SQLite gives a value of any type back from any column; whoever reads one must know that it is what
/// was declared. This is checked before anything is decoded.
package struct TableCheck {
  private let db: Database

  /// Checks the tables of a moment of a store.
  package init(_ snapshot: LogSnapshot) {
    db = snapshot.db
  }

  /// The first table, index, view, or trigger that is not as `create` makes it, as a sentence; nil
  /// where all of those that `includes` names are.
  package func firstForeignTable(
    create: (StoreConnection) throws -> Void,
    includes: (String) -> Bool
  ) throws -> String? {
    let queue = try DatabaseQueue()
    let expected = try queue.write { fresh in
      try create(StoreConnection(handle: fresh))
      return try Self.tables(fresh, includes)
    }
    let found = try Self.tables(db, includes)
    for name in Set(expected.keys).union(found.keys).sorted() where expected[name] != found[name] {
      guard let text = found[name] else { return "`\(name)` is missing" }
      guard expected[name] != nil else { return "`\(text.prefix(60))` is not Hindcast's" }
      return "`\(name)` was not made by Hindcast"
    }
    return nil
  }

  private static func tables(
    _ db: Database,
    _ includes: (String) -> Bool
  ) throws -> [String: String] {
    let sql = """
      SELECT CAST(name AS TEXT), CAST(tbl_name AS TEXT), CAST(type || ' ' || name AS TEXT),
        CAST(sql AS TEXT)
      FROM main.sqlite_master WHERE name NOT LIKE 'sqlite\\_stat%' ESCAPE '\\'
      """
    var tables: [String: String] = [:]
    for row in try Row.fetchAll(db, sql: sql) {
      let name: String = try row.value(0) ?? ""
      let table: String = try row.value(1) ?? ""
      guard includes(table) else { continue }
      let text: String = try row.value(3) ?? row.value(2) ?? ""
      let words = text.split(whereSeparator: { $0.isWhitespace })
      tables[name] = "\(table): " + words.joined(separator: " ")
    }
    return tables
  }

  /// The first row of a table that has a value of another type than its column, as a sentence and
  /// the row's number in the column `key`; nil where there is none.
  package func firstForeignValue(
    in table: String,
    key: String?
  ) throws -> (finding: String, key: Int64?)? {
    let columns = try Row.fetchAll(db, sql: "PRAGMA main.table_info(\"\(table)\")")
    let tests = columns.map { row -> (name: String, sql: String) in
      let name: String = row["name"] ?? ""
      let type: String = row["type"] ?? ""
      let isNullable = row["notnull"] == 0 && row["pk"] == 0
      return (name, Self.test(of: name, type: type, isNullable: isNullable))
    }
    guard !tests.isEmpty else { return ("table `\(table)` is missing", nil) }
    let cases = tests.enumerated().map { "WHEN \($0.element.sql) THEN \($0.offset)" }
    let sql = """
      SELECT CASE \(cases.joined(separator: " ")) END, \(key.map { "CAST(\($0) AS INTEGER)" } ?? "0")
      FROM main.\(table) WHERE \(tests.map { "(\($0.sql))" }.joined(separator: " OR "))
      ORDER BY 2 LIMIT 1
      """
    guard let row = try Row.fetchOne(db, sql: sql) else { return nil }
    let index: Int = try row.value(0) ?? 0
    let finding = "`\(tests[index].name)` in `\(table)` has a value of another type"
    return try (finding, key == nil ? nil : row.value(1))
  }

  private static func test(of column: String, type: String, isNullable: Bool) -> String {
    let name = "\"\(column)\""
    let stored =
      switch type {
      case "INTEGER": "typeof(\(name)) <> 'integer'"
      case "BLOB": "typeof(\(name)) <> 'blob'"
      // A text ends at a zero byte for some readers, and goes on for others.
      default: "(typeof(\(name)) <> 'text' OR instr(CAST(\(name) AS BLOB), x'00') > 0)"
      }
    return isNullable ? "\(name) IS NOT NULL AND \(stored)" : stored
  }
}
