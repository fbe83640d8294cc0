internal import GRDB
internal import GRDBSQLite

/// Steps through the rows of a statement whose columns are read in place: where there are a million of
/// them, what GRDB makes of each costs more than the reading.
struct RawRows {
  /// The present row; its bytes are there until the next one.
  struct Row {
    fileprivate let handle: OpaquePointer

    /// Whether there is nothing.
    func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }

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

  /// Begins a statement whose arguments are numbers and keys: bound in place, they take a fraction of
  /// the time.
  init(_ db: Database, sql: String, bind: (inout Arguments) -> Void) throws {
    self.db = db
    statement = try db.cachedStatement(sql: sql)
    let handle = statement.sqliteStatement
    sqlite3_reset(handle)
    var arguments = Arguments(handle: handle)
    bind(&arguments)
    guard arguments.code == SQLITE_OK else { throw error(arguments.code) }
  }

  /// The arguments of a statement, bound one behind the other.
  struct Arguments {
    /// SQLite's word for bytes that it has to copy.
    private static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    fileprivate let handle: OpaquePointer
    fileprivate var code = SQLITE_OK
    private var place: Int32 = 0

    fileprivate init(handle: OpaquePointer) {
      self.handle = handle
    }

    mutating func append(_ number: Int64) {
      place += 1
      note(sqlite3_bind_int64(handle, place, number))
    }

    mutating func append(_ bytes: [UInt8]) {
      place += 1
      let code = bytes.withUnsafeBytes { bytes in
        sqlite3_bind_blob(handle, place, bytes.baseAddress, Int32(bytes.count), Self.transient)
      }
      note(code)
    }

    private mutating func note(_ code: Int32) {
      if code != SQLITE_OK { self.code = code }
    }
  }

  /// Calls `body` with every row.
  func forEachRow(_ body: (Row) throws -> Void) throws {
    let handle = statement.sqliteStatement
    defer { sqlite3_reset(handle) }
    let row = Row(handle: handle)
    while true {
      let code = sqlite3_step(handle)
      if code == SQLITE_DONE { return }
      guard code == SQLITE_ROW else { throw error(code) }
      try body(row)
    }
  }

  private func error(_ code: Int32) -> DatabaseError {
    DatabaseError(
      resultCode: ResultCode(rawValue: code),
      message: db.lastErrorMessage,
      sql: statement.sql
    )
  }
}
