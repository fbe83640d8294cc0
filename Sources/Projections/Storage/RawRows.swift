internal import GRDB
internal import GRDBSQLite

/// Steps through the rows of a statement whose columns are read in place: where there are a million of
/// them, what GRDB makes of each costs more than the reading.
struct RawRows {
  /// The present row; its bytes are there until the next one.
  struct Row {
    fileprivate let handle: OpaquePointer

    /// Reads a number; 0 for NULL.
    func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

    /// The bytes of a blob or of a text; none for NULL.
    func bytes(_ column: Int32) -> UnsafeRawBufferPointer {
      let start = sqlite3_column_blob(handle, column)
      return UnsafeRawBufferPointer(
        start: start,
        count: start == nil ? 0 : Int(sqlite3_column_bytes(handle, column))
      )
    }

    func text(_ column: Int32) -> String { String(decoding: bytes(column), as: UTF8.self) }

    /// Reads a revision; nil for NULL.
    func revision(_ column: Int32) -> CompactRevision? { CompactRevision(sortKey: bytes(column)) }
  }

  private let db: Database
  private let statement: Statement

  init(_ db: Database, sql: String, arguments: StatementArguments = []) throws {
    self.db = db
    statement = try db.cachedStatement(sql: sql)
    try statement.setArguments(arguments)
  }

  /// Calls `body` with every row.
  func forEachRow(_ body: (Row) throws -> Void) throws {
    let handle = statement.sqliteStatement
    defer { sqlite3_reset(handle) }
    let row = Row(handle: handle)
    while true {
      let code = sqlite3_step(handle)
      if code == SQLITE_DONE { return }
      guard code == SQLITE_ROW else {
        throw DatabaseError(
          resultCode: ResultCode(rawValue: code),
          message: db.lastErrorMessage,
          sql: statement.sql
        )
      }
      try body(row)
    }
  }
}
