internal import GRDBSQLite

/// A database that may be damaged, read row by row: what cannot be read is nil, and nothing of it is
/// believed to have the type of its column.
final class RawDatabase {
  /// A value as it is stored.
  enum Value {
    case null
    case integer(Int64)
    case text(String)
    case blob([UInt8])

    /// The integer; nil for anything else.
    var integer: Int64? {
      if case .integer(let value) = self { value } else { nil }
    }

    /// The text; nil for anything else.
    var text: String? {
      if case .text(let value) = self { value } else { nil }
    }

    /// The bytes; nil for anything else.
    var bytes: [UInt8]? {
      if case .blob(let value) = self { value } else { nil }
    }

    /// Whether there is no value.
    var isNull: Bool {
      if case .null = self { true } else { false }
    }
  }

  private let connection: OpaquePointer
  private var statements: [String: OpaquePointer] = [:]

  /// Opens a file for reading; throws `unsalvageable` where SQLite cannot make anything of it.
  init(path: String) throws(EventLogError) {
    guard SQLiteFile.exists(path) else { throw .noStore(path: path) }
    var opened: OpaquePointer?
    let code = sqlite3_open_v2(path, &opened, SQLITE_OPEN_READONLY, nil)
    guard code == SQLITE_OK, let opened else {
      if let opened { sqlite3_close(opened) }
      throw .storage(path: path, detail: String(cString: sqlite3_errstr(code)))
    }
    connection = opened
    // Tables whose statements cannot be read are passed over, so that the others can be.
    sqlite3_exec(connection, "PRAGMA writable_schema = ON", nil, nil, nil)
    sqlite3_busy_timeout(connection, 10_000)
    let found = sqlite3_exec(connection, "SELECT count(*) FROM sqlite_master", nil, nil, nil)
    guard found == SQLITE_OK else {
      let detail = String(cString: sqlite3_errmsg(connection))
      sqlite3_close(connection)
      throw .unsalvageable(path: path, detail: detail)
    }
  }

  deinit {
    for statement in statements.values { sqlite3_finalize(statement) }
    sqlite3_close(connection)
  }

  /// Whether a query can be asked, whatever it gives.
  func canAsk(_ sql: String) -> Bool { prepared(sql) != nil }

  /// The first row of a query with one parameter; nil where there is none, or it cannot be read.
  func row(_ sql: String, _ parameter: Int64 = 0) -> [Value]? {
    guard let statement = prepared(sql) else { return nil }
    sqlite3_reset(statement)
    if sqlite3_bind_parameter_count(statement) > 0 {
      sqlite3_bind_int64(statement, 1, parameter)
    }
    defer { sqlite3_reset(statement) }
    guard sqlite3_step(statement) == SQLITE_ROW else { return nil }
    return (0..<sqlite3_column_count(statement)).map { Self.value(statement, $0) }
  }

  private func prepared(_ sql: String) -> OpaquePointer? {
    if let statement = statements[sql] { return statement }
    var statement: OpaquePointer?
    guard sqlite3_prepare_v2(connection, sql, -1, &statement, nil) == SQLITE_OK, let statement
    else { return nil }
    statements[sql] = statement
    return statement
  }

  private static func value(_ statement: OpaquePointer, _ column: Int32) -> Value {
    let count = Int(sqlite3_column_bytes(statement, column))
    switch sqlite3_column_type(statement, column) {
    case SQLITE_INTEGER: return .integer(sqlite3_column_int64(statement, column))
    case SQLITE_TEXT:
      guard let start = sqlite3_column_text(statement, column) else { return .null }
      let bytes = UnsafeBufferPointer(start: start, count: count)
      return String(validating: bytes, as: UTF8.self).map { .text($0) } ?? .null
    case SQLITE_BLOB:
      guard let start = sqlite3_column_blob(statement, column) else { return .blob([]) }
      return .blob([UInt8](UnsafeRawBufferPointer(start: start, count: count)))
    default: return .null
    }
  }
}
