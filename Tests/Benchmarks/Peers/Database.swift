import GRDBSQLite

/// A database of SQLite, through the same library that stores use.
final class Database {
  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  fileprivate let handle: OpaquePointer

  init(path: String, isReadOnly: Bool = false) throws {
    var opened: OpaquePointer?
    let flags = isReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
    guard sqlite3_open_v2(path, &opened, flags | SQLITE_OPEN_NOMUTEX, nil) == SQLITE_OK,
      let opened
    else { throw Failure(description: "\(path) cannot be opened") }
    handle = opened
    try execute("PRAGMA cache_size = -65536; PRAGMA mmap_size = 1073741824")
  }

  deinit { sqlite3_close_v2(handle) }

  /// Runs statements that give no rows.
  func execute(_ sql: String) throws {
    guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else {
      throw Failure(description: String(cString: sqlite3_errmsg(handle)) + ": " + sql)
    }
  }

  /// Prepares a statement that is kept.
  func prepare(_ sql: String) throws -> PreparedStatement {
    try PreparedStatement(self, sql)
  }

  /// The first column of the only row.
  func integer(_ sql: String) throws -> Int {
    let statement = try prepare(sql)
    var value = 0
    try statement.run([]) { value = Int($0.integer(0)) }
    return value
  }
}

/// A prepared statement: bound, run, and reset.
final class PreparedStatement {
  /// A value to bind.
  enum Parameter {
    case integer(Int)
    case text(String)
    case bytes(UnsafeRawBufferPointer)
    case null
  }

  private static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

  private let database: Database
  private let handle: OpaquePointer

  fileprivate init(_ database: Database, _ sql: String) throws {
    var prepared: OpaquePointer?
    guard
      sqlite3_prepare_v3(database.handle, sql, -1, 1, &prepared, nil) == SQLITE_OK,
      let prepared
    else {
      throw Database.Failure(description: String(cString: sqlite3_errmsg(database.handle)) + sql)
    }
    self.database = database
    handle = prepared
  }

  deinit { sqlite3_finalize(handle) }

  var columnCount: Int32 { sqlite3_column_count(handle) }

  /// Binds values, and calls `body` for each row.
  func run(_ parameters: [Parameter], _ body: (PreparedStatement) -> Void = { _ in }) throws {
    for (index, parameter) in parameters.enumerated() {
      let place = Int32(index + 1)
      switch parameter {
      case .integer(let value): sqlite3_bind_int64(handle, place, Int64(value))
      case .text(let text): sqlite3_bind_text(handle, place, text, -1, Self.transient)
      case .bytes(let bytes):
        sqlite3_bind_blob(handle, place, bytes.baseAddress, Int32(bytes.count), nil)
      case .null: sqlite3_bind_null(handle, place)
      }
    }
    defer { sqlite3_reset(handle) }
    while true {
      switch sqlite3_step(handle) {
      case SQLITE_ROW: body(self)
      case SQLITE_DONE: return
      default:
        throw Database.Failure(description: String(cString: sqlite3_errmsg(database.handle)))
      }
    }
  }

  func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

  /// The text of a column; empty for null.
  func text(_ column: Int32) -> String {
    guard let text = sqlite3_column_text(handle, column) else { return "" }
    return String(cString: text)
  }

  /// Reads every column of the row where it stands, and returns something of all of them.
  func touch() -> Int {
    var sum = 0
    for column in 0..<columnCount {
      if sqlite3_column_type(handle, column) == SQLITE_INTEGER {
        sum &+= Int(sqlite3_column_int64(handle, column))
      } else if let text = sqlite3_column_text(handle, column) {
        sum &+= Int(text.pointee) &+ Int(sqlite3_column_bytes(handle, column))
      }
    }
    return sum
  }
}
