internal import GRDB

extension SQLiteEventLog {
  /// What the name of a backup's or a salvage's file ends with until it is whole.
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
    try PartialStore.making(target, from: path, holder: "a backup") { partial in
      try copy(to: partial, progress: progress)
      try check(partial)
    }.hadRest
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

  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}
