package import GRDB
internal import GRDBSQLite

/// A statement whose values are bound and read in place.
///
/// It is for what runs at every event, at every question, or over a million rows: what GRDB makes of
/// each argument and row takes longer than what SQLite does with them. It must not outlive the
/// transaction that it was made in. What cannot be bound is told by the next step.
package final class DirectStatement {
  /// Tells SQLite to copy what is bound.
  private static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

  private let db: Database
  private let statement: Statement
  private let handle: OpaquePointer
  /// What SQLite said of a value that it did not take.
  private var bindingCode = SQLITE_OK

  /// Prepares a statement, or takes it from those that the connection keeps.
  package init(_ db: Database, _ sql: String) throws {
    self.db = db
    statement = try db.cachedStatement(sql: sql)
    handle = statement.sqliteStatement
    sqlite3_reset(handle)
  }

  /// Prepares a statement with all of its arguments.
  package convenience init(
    _ db: Database,
    _ sql: String,
    _ arguments: StatementArguments
  ) throws {
    try self.init(db, sql)
    try statement.setArguments(arguments)
  }

  private func note(_ code: Int32) {
    if code != SQLITE_OK { bindingCode = code }
  }

  /// Binds an integer; positions count from 1.
  package func bind(_ position: Int32, _ value: Int64) {
    note(sqlite3_bind_int64(handle, position, value))
  }

  /// Binds an integer, or NULL.
  package func bind(_ position: Int32, _ value: Int64?) {
    if let value {
      bind(position, value)
    } else {
      note(sqlite3_bind_null(handle, position))
    }
  }

  /// Binds a text, or NULL.
  package func bind(_ position: Int32, _ text: String?) {
    guard var text else {
      note(sqlite3_bind_null(handle, position))
      return
    }
    text.withUTF8 { utf8 in
      utf8.withMemoryRebound(to: CChar.self) { bytes in
        guard let start = bytes.baseAddress, !bytes.isEmpty else {
          note(sqlite3_bind_text(handle, position, "", 0, Self.transient))
          return
        }
        note(sqlite3_bind_text(handle, position, start, Int32(bytes.count), Self.transient))
      }
    }
  }

  /// Binds bytes as a blob, or NULL.
  package func bind(_ position: Int32, _ bytes: [UInt8]?) {
    guard let bytes else {
      note(sqlite3_bind_null(handle, position))
      return
    }
    bytes.withUnsafeBytes { bind(position, $0) }
  }

  /// Binds bytes as a blob.
  package func bind(_ position: Int32, _ bytes: UnsafeRawBufferPointer) {
    guard let start = bytes.baseAddress, !bytes.isEmpty else {
      note(sqlite3_bind_zeroblob(handle, position, 0))
      return
    }
    note(sqlite3_bind_blob(handle, position, start, Int32(bytes.count), Self.transient))
  }

  /// Moves to the next row; returns whether there is one.
  ///
  /// A statement that was left before its last row must be reset before it is bound again.
  package func step() throws -> Bool {
    let code = bindingCode == SQLITE_OK ? sqlite3_step(handle) : bindingCode
    if code == SQLITE_ROW { return true }
    if code == SQLITE_DONE {
      sqlite3_reset(handle)
      return false
    }
    bindingCode = SQLITE_OK
    let message = db.lastErrorMessage
    sqlite3_reset(handle)
    throw DatabaseError(
      resultCode: ResultCode(rawValue: code),
      message: message,
      sql: statement.sql
    )
  }

  /// Ends the reading of rows, so that values can be bound again.
  package func reset() {
    sqlite3_reset(handle)
  }

  /// Runs a statement that gives no rows.
  package func run() throws {
    while try step() {}
  }

  /// Calls `body` with the statement at every row.
  package func forEachRow(_ body: (DirectStatement) throws -> Void) throws {
    defer { reset() }
    while try step() { try body(self) }
  }

  /// Returns the first column of the first row as an integer; nil where there is none.
  package func integer() throws -> Int64? {
    guard try step() else { return nil }
    defer { reset() }
    return isNull(0) ? nil : integer(0)
  }

  /// Reads an integer of the present row, columns counted from 0; 0 for NULL.
  package func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

  /// Reads an integer of the present row; nil for NULL.
  package func optionalInteger(_ column: Int32) -> Int64? {
    isNull(column) ? nil : integer(column)
  }

  /// Returns whether a column of the present row is NULL.
  package func isNull(_ column: Int32) -> Bool {
    sqlite3_column_type(handle, column) == SQLITE_NULL
  }

  /// The bytes of a blob or of a text of the present row, there until the next one; none for NULL.
  package func bytes(_ column: Int32) -> UnsafeRawBufferPointer {
    let start = sqlite3_column_blob(handle, column)
    return UnsafeRawBufferPointer(
      start: start,
      count: start == nil ? 0 : Int(sqlite3_column_bytes(handle, column))
    )
  }

  /// Reads a text of the present row; empty for NULL.
  package func text(_ column: Int32) -> String { String(decoding: bytes(column), as: UTF8.self) }
}
