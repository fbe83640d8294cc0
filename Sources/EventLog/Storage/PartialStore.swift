internal import Glibc

/// A store that is made from another file, and gets its name only when it is whole and on disk.
///
/// Until then it is `FILE-partial`. What was interrupted leaves that, and whoever makes the same file
/// again begins anew.
struct PartialStore {
  /// Where the store is until it is whole.
  let path: String
  /// Whether an earlier one was interrupted.
  let hadRest: Bool

  private let target: String
  private let lock: WriterLock

  /// Makes the store of a name with `make`, which is handed the path to make it at, and closes it.
  ///
  /// Throws `EventLogError`, and what `make` throws; then nothing is left.
  static func making<Result>(
    _ target: String,
    from source: String,
    holder: String,
    _ make: (_ path: String) throws -> Result
  ) throws -> (result: Result, hadRest: Bool) {
    let partial = try PartialStore(target, from: source, holder: holder)
    defer { partial.lock.release() }
    do {
      let result = try make(partial.path)
      try partial.publish()
      return (result, partial.hadRest)
    } catch {
      partial.remove()
      throw error
    }
  }

  private init(_ target: String, from source: String, holder: String) throws(EventLogError) {
    self.target = target
    path = target + SQLiteEventLog.partialSuffix
    guard !SQLiteFile.exists(target) else { throw .backupExists(path: target) }
    lock = try WriterLock(storePath: target, holder: holder)
    hadRest = SQLiteFile.exists(path)
    // The rest of something else may be what this one is made from.
    if hadRest, SQLiteFile.identity(path) == SQLiteFile.identity(source) {
      lock.release()
      throw .backupExists(path: path)
    }
    remove()
  }

  private func publish() throws {
    try Self.synchronize(path)
    for suffix in ["-wal", "-shm", "-journal"] { unlink(path + suffix) }
    // A link, unlike a renaming, never replaces what came into being meanwhile.
    guard link(path, target) == 0 else {
      if errno == EEXIST { throw EventLogError.backupExists(path: target) }
      throw EventLogError.storage(path: target, detail: String(cString: strerror(errno)))
    }
    unlink(path)
    try Self.synchronize(SQLiteEventLog.folder(of: target))
  }

  private func remove() {
    for suffix in ["", "-wal", "-shm", "-journal"] { unlink(path + suffix) }
  }

  private static func synchronize(_ path: String) throws(EventLogError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw .storage(path: path, detail: String(cString: strerror(errno)))
    }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else {
      throw .storage(path: path, detail: String(cString: strerror(errno)))
    }
  }
}
