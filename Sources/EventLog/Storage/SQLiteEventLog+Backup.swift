internal import GRDB

extension SQLiteEventLog {
  /// What the name of a backup's or a salvage's file ends with until it is whole.
  public static let partialSuffix = "-partial"

  /// Copies one moment of the store, whatever is written meanwhile, to a file that is not there yet.
  ///
  /// The file gets its name only when it is whole, on disk, and `check` has not thrown: what was
  /// interrupted leaves `FILE-partial`. The next backup copies its own moment, compares each page with
  /// what lies there, and writes what differs. Throws `EventLogError`, and what `check` throws of the
  /// copy's path. So many pages are copied between two tellings of the progress: 4 MiB, unless another
  /// number is given.
  public func backUp(
    to target: String,
    pagesPerStep: Int32 = 1024,
    progress: (_ pagesCopied: Int, _ pagesTotal: Int) -> Void = { _, _ in },
    check: (_ copy: String) throws -> Void = { _ in }
  ) throws -> BackupReceipt {
    let (copied, rest) = try PartialStore.making(
      target,
      from: path,
      holder: "a backup",
      usesRest: true
    ) { partial in
      let copied = try copy(to: partial, pagesPerStep, progress)
      try check(partial)
      return copied
    }
    return BackupReceipt(rest: rest, pagesTotal: copied.pagesTotal, pagesKept: copied.pagesKept)
  }

  private func copy(
    to partial: String,
    _ pagesPerStep: Int32,
    _ progress: (Int, Int) -> Void
  ) throws -> (pagesTotal: Int, pagesKept: Int) {
    try read { snapshot in
      try Self.translating(partial) {
        let copy = try PageCopy(partial)
        defer { copy.close() }
        do {
          return try copy.run(from: snapshot.db, pagesPerStep: pagesPerStep, progress: progress)
        } catch let error as DatabaseError where Self.leavesWhatWasWritten(error) {
          guard Self.keepsRest(of: partial, from: path) else { throw error }
          throw PartialStore.Interruption(
            cause: EventLogError.storage(path: partial, detail: error.message ?? "the disk is full")
          )
        }
      }
    }
  }

  /// Whether what an interrupted copy had written is there for the next one.
  ///
  /// It is not where a sync failed: the system may then take pages for written that the disk never got, and
  /// the next copy, finding them equal in memory, would not write them either.
  private static func leavesWhatWasWritten(_ error: DatabaseError) -> Bool {
    switch error.extendedResultCode {
    case .SQLITE_IOERR_FSYNC, .SQLITE_IOERR_DIR_FSYNC: false
    default: error.resultCode == .SQLITE_FULL || error.resultCode == .SQLITE_IOERR
    }
  }

  /// Whether what was copied until the disk was full, or failed, stays for the next backup: on the store's
  /// own disk it would keep the store from being written to.
  package static func keepsRest(of partial: String, from path: String) -> Bool {
    guard let rest = SQLiteFile.identity(partial), let store = SQLiteFile.identity(path) else {
      return false
    }
    return rest.device != store.device
  }

  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}
