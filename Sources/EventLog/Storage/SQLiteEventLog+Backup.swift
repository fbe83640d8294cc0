internal import GRDB
internal import Glibc

extension SQLiteEventLog {
  /// How a backup begins the name of its file until it is whole.
  public static let partialSuffix = "-partial"

  /// How many pages a step of a backup copies: 4 MiB, between two tellings of the progress.
  private static let pagesPerStep: Int32 = 1024

  /// Copies one moment of the store, whatever is written meanwhile, to a file that is not there yet.
  ///
  /// The file gets its name only when it is whole, on disk, and `check` has not thrown: what was
  /// interrupted leaves `FILE-partial`, and the next backup begins anew. Returns whether there was
  /// such a rest. Throws `EventLogError`, and what `check` throws of the copy's path.
  public func backUp(
    to target: String,
    progress: @escaping (_ pagesCopied: Int, _ pagesTotal: Int) -> Void = { _, _ in },
    check: (_ copy: String) throws -> Void = { _ in }
  ) throws -> Bool {
    guard !SQLiteFile.exists(target) else { throw EventLogError.backupExists(path: target) }
    let partial = target + Self.partialSuffix
    let lock = try WriterLock(storePath: partial, holder: "a backup")
    defer { lock.release() }
    let hadRest = SQLiteFile.exists(partial)
    Self.removeStore(partial)
    do {
      try copy(to: partial, progress: progress)
      try check(partial)
      try Self.synchronize(partial)
      for suffix in ["-wal", "-shm", "-journal"] { unlink(partial + suffix) }
      // A link, unlike a renaming, never replaces what came into being meanwhile.
      guard link(partial, target) == 0 else {
        if errno == EEXIST { throw EventLogError.backupExists(path: target) }
        throw EventLogError.storage(path: target, detail: String(cString: strerror(errno)))
      }
      unlink(partial)
      try Self.synchronize(Self.folder(of: target))
    } catch {
      Self.removeStore(partial)
      throw error
    }
    return hadRest
  }

  private func copy(to partial: String, progress: @escaping (Int, Int) -> Void) throws {
    try Self.translating(partial) {
      let queue = try DatabaseQueue(path: partial)
      defer { try? queue.close() }
      try pool.backup(to: queue, pagesPerStep: Self.pagesPerStep) { step in
        progress(step.completedPageCount, step.totalPageCount)
      }
    }
  }

  private static func removeStore(_ path: String) {
    for suffix in ["", "-wal", "-shm", "-journal"] { unlink(path + suffix) }
  }

  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func synchronize(_ path: String) throws(EventLogError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw .storage(path: path, detail: String(cString: strerror(errno)))
    }
    defer { Glibc.close(descriptor) }
    guard fsync(descriptor) == 0 else {
      throw .storage(path: path, detail: String(cString: strerror(errno)))
    }
  }
}
