internal import GRDBSQLite
import Glibc

/// What the file system says of a store's file before SQLite opens it.
enum SQLiteFile {
  /// Whether there is a file.
  static func exists(_ path: String) -> Bool {
    access(path, F_OK) == 0
  }

  /// Throws `EventLogError` when the file exists and is no store of a version known here.
  ///
  /// It reads the header alone, so that a foreign file is never touched: opening one for writing
  /// would already change its journal mode. A header without marks, and with nothing but free pages
  /// behind the first one, may be that of a store whose first transaction is still in its write-ahead
  /// log, or failed. What is no header at all may be a first page that a loss of power tore while it was
  /// written; SQLite then has the page in a file beside it, and says itself when it has not.
  static func check(_ path: String) throws(EventLogError) {
    guard exists(path) else { return }
    let header = try header(of: path)
    if header.isEmpty { return }
    guard header.count == headerBytes, header.starts(with: "SQLite format 3\0".utf8) else {
      if hasLog(path) { return }
      throw .notAStore(path: path)
    }
    let version = number(header, at: 60)
    let application = number(header, at: 68)
    let usedPages = number(header, at: 28) - number(header, at: 36)
    if application == 0, version == 0, usedPages <= 1 { return }
    guard application == LogSchema.applicationID else { throw .notAStore(path: path) }
    guard version <= LogSchema.version else {
      throw .newerSchema(path: path, found: version, supported: LogSchema.version)
    }
  }

  /// What makes a file the same, whatever it is called.
  struct Identity: Hashable {
    var device: UInt
    var inode: UInt

    fileprivate init(_ status: stat) {
      device = UInt(status.st_dev)
      inode = UInt(status.st_ino)
    }
  }

  /// The identity of the file at a path; nil where there is none.
  static func identity(_ path: String) -> Identity? {
    status(path).map { Identity($0) }
  }

  /// What changes when a file is written to.
  struct State: Hashable {
    private let identity: Identity
    private let size: Int64
    private let modified: [Int]

    /// How the file at a path is; nil where there is none.
    init?(_ path: String) {
      guard let found = SQLiteFile.status(path) else { return nil }
      identity = Identity(found)
      size = Int64(found.st_size)
      modified = [Int(found.st_mtim.tv_sec), Int(found.st_mtim.tv_nsec)]
    }

    /// Whether the file is as it was, and nothing was written beside it.
    func isStill(_ path: String) -> Bool {
      State(path) == self && !SQLiteFile.hasLog(path)
    }
  }

  /// Whether there is something beside a store's file that is not in it yet.
  static func hasLog(_ path: String) -> Bool {
    hasContent(path + "-wal") || hasContent(path + "-journal")
  }

  /// Whether the rollback journal beside a file says that nothing was in it before what the journal takes
  /// back (https://sqlite.org/fileformat2.html#the_rollback_journal).
  ///
  /// So it is of a file that was being made, where the power was lost before the first page was certain.
  static func beganEmpty(_ path: String) -> Bool {
    let descriptor = open(path + "-journal", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var header = [UInt8](repeating: 0, count: journalHeaderBytes)
    guard pread(descriptor, &header, header.count, 0) == header.count else { return false }
    return header.starts(with: journalMark) && number(header, at: 16) == 0
  }

  private static let journalHeaderBytes = 28
  private static let journalMark: [UInt8] = [0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7]

  /// The name under which SQLite opens a file as one that nobody changes (https://sqlite.org/uri.html).
  static func frozenName(_ path: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var name = Array("file:".utf8)
    for byte in path.utf8 {
      switch byte {
      case UInt8(ascii: "?"), UInt8(ascii: "#"), UInt8(ascii: "%"):
        name += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      default: name.append(byte)
      }
    }
    return String(decoding: name, as: UTF8.self) + "?immutable=1"
  }

  private static let headerBytes = 100

  private static func hasContent(_ path: String) -> Bool {
    status(path).map { $0.st_size > 0 } ?? false
  }

  /// What the file system says of a path; nil where there is nothing.
  private static func status(_ path: String) -> stat? {
    var found = stat()
    return stat(path, &found) == 0 ? found : nil
  }

  /// The first bytes of a file, as SQLite's own layer of files reads them.
  ///
  /// Of POSIX's locks a process loses those of all its descriptors of a file when it closes one of them.
  /// SQLite knows, and keeps a descriptor open as long as one of its connections holds a lock; one that
  /// was opened here would take the locks of a store that this process has open already.
  private static func header(of path: String) throws(EventLogError) -> [UInt8] {
    var opened: OpaquePointer?
    let code = sqlite3_open_v2(path, &opened, SQLITE_OPEN_READONLY, nil)
    defer { sqlite3_close(opened) }
    guard code == SQLITE_OK, let opened else {
      throw failure(path, code, opened.map { sqlite3_system_errno($0) } ?? 0)
    }
    var file: UnsafeMutablePointer<sqlite3_file>?
    sqlite3_file_control(opened, "main", SQLITE_FCNTL_FILE_POINTER, &file)
    guard let file, let methods = file.pointee.pMethods, let read = methods.pointee.xRead
    else { throw failure(path, SQLITE_CANTOPEN, 0) }
    // SQLite says of a file of one byte that it is empty.
    guard let status = status(path) else { throw failure(path, SQLITE_CANTOPEN, errno) }
    var bytes = [UInt8](repeating: 0, count: headerBytes)
    let found = read(file, &bytes, Int32(headerBytes), 0)
    // Behind the end of a file it reads zeros.
    guard found == SQLITE_OK || found == shortRead else {
      var number: Int32 = 0
      sqlite3_file_control(opened, "main", SQLITE_FCNTL_LAST_ERRNO, &number)
      throw failure(path, found, number)
    }
    return Array(bytes.prefix(Int(status.st_size)))
  }

  /// SQLite's code for a file that ends before what was asked for.
  private static let shortRead = SQLITE_IOERR | 2 << 8

  private static func failure(_ path: String, _ code: Int32, _ number: Int32) -> EventLogError {
    let detail = number == 0 ? sqlite3_errstr(code) : UnsafePointer(strerror(number))
    return .storage(path: path, detail: detail.map { String(cString: $0) } ?? "error \(code)")
  }

  private static func number(_ header: [UInt8], at offset: Int) -> Int {
    header[offset..<(offset + 4)].reduce(0) { $0 << 8 | Int($1) }
  }
}
