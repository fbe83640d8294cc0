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
      if hasContent(path + "-wal") || hasContent(path + "-journal") { return }
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
  }

  /// The identity of the file at a path; nil where there is none.
  static func identity(_ path: String) -> Identity? {
    var found = stat()
    guard stat(path, &found) == 0 else { return nil }
    return Identity(device: UInt(found.st_dev), inode: UInt(found.st_ino))
  }

  private static let headerBytes = 100

  private static func hasContent(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_size > 0
  }

  private static func header(of path: String) throws(EventLogError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw .storage(path: path, detail: String(cString: strerror(errno)))
    }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: headerBytes)
    let count = Glibc.read(descriptor, &bytes, headerBytes)
    guard count >= 0 else {
      throw .storage(path: path, detail: String(cString: strerror(errno)))
    }
    return Array(bytes[..<count])
  }

  private static func number(_ header: [UInt8], at offset: Int) -> Int {
    header[offset..<(offset + 4)].reduce(0) { $0 << 8 | Int($1) }
  }
}
