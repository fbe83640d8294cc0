import Glibc

/// What the file system says of a store's file before SQLite opens it.
enum SQLiteFile {
  /// Whether there is a file.
  static func exists(_ path: String) -> Bool {
    access(path, F_OK) == 0
  }

  /// Throws `EventLogError` when the file exists and is no SQLite file, so that nothing foreign is
  /// ever touched.
  static func checkWritable(_ path: String) throws(EventLogError) {
    guard exists(path) else { return }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw .storage(path: path, detail: String(cString: strerror(errno)))
    }
    defer { close(descriptor) }
    var header = [UInt8](repeating: 0, count: 16)
    let count = Glibc.read(descriptor, &header, 16)
    guard count >= 0 else {
      throw .storage(path: path, detail: String(cString: strerror(errno)))
    }
    guard count == 0 || header == Array("SQLite format 3\0".utf8) else {
      throw .notAStore(path: path)
    }
  }
}
