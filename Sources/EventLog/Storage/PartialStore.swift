internal import Glibc

/// A store that is made from another file, and gets its name only when it is whole and on disk.
///
/// Until then it is `FILE-partial`. What was interrupted leaves that; whoever makes the same file again
/// begins anew, or writes over it what differs.
struct PartialStore {
  /// Where the store is until it is whole.
  let path: String
  /// What an earlier one that was interrupted left.
  let rest: BackupRest

  private let target: String
  private let lock: WriterLock

  /// Why a store could not be made, where the rest is to lie there for the next one.
  struct Interruption: Error {
    var cause: any Error
  }

  /// Makes the store of a name with `make`, which is handed the path to make it at, and closes it.
  ///
  /// With `usesRest` the file of an interrupted one is left to `make`. Throws `EventLogError`, and what
  /// `make` throws; then nothing is left, unless it is an `Interruption`, whose cause is thrown.
  static func making<Result>(
    _ target: String,
    from source: String,
    holder: String,
    usesRest: Bool = false,
    _ make: (_ path: String) throws -> Result
  ) throws -> (result: Result, rest: BackupRest) {
    let partial = try PartialStore(target, from: source, holder: holder, usesRest: usesRest)
    defer { partial.lock.release() }
    do {
      let result = try make(partial.path)
      try partial.publish()
      return (result, partial.rest)
    } catch let interruption as Interruption {
      throw interruption.cause
    } catch {
      partial.remove()
      throw error
    }
  }

  private init(
    _ target: String,
    from source: String,
    holder: String,
    usesRest: Bool
  ) throws(EventLogError) {
    self.target = target
    path = target + SQLiteEventLog.partialSuffix
    guard !SQLiteFile.exists(target) else { throw .backupExists(path: target) }
    lock = try WriterLock(storePath: target, holder: holder)
    // The rest of something else may be what this one is made from.
    if let identity = SQLiteFile.identity(path), identity == SQLiteFile.identity(source) {
      lock.release()
      throw .backupExists(path: path)
    }
    rest = Self.rest(path)
    if usesRest, rest == .file {
      removeSides()
    } else {
      remove()
    }
  }

  /// What lies at a path.
  ///
  /// A file that has other names, too, is not to be written to: it may be a backup that was given its
  /// name in the moment in which its process ended.
  private static func rest(_ path: String) -> BackupRest {
    var found = stat()
    guard lstat(path, &found) == 0 else { return .none }
    guard found.st_mode & S_IFMT == S_IFREG, found.st_nlink == 1 else { return .link }
    return access(path, W_OK) == 0 ? .file : .unwritable
  }

  private func publish() throws {
    try Self.synchronize(path)
    removeSides()
    // A link, unlike a renaming, never replaces what came into being meanwhile.
    guard link(path, target) == 0 else {
      if errno == EEXIST { throw EventLogError.backupExists(path: target) }
      throw EventLogError.storage(path: target, detail: String(cString: strerror(errno)))
    }
    unlink(path)
    try Self.synchronize(SQLiteEventLog.folder(of: target))
  }

  private func remove() {
    unlink(path)
    removeSides()
  }

  private func removeSides() {
    for suffix in ["-wal", "-shm", "-journal"] { unlink(path + suffix) }
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
