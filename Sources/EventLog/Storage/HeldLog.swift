internal import GRDB

/// One moment of a store that is held for reads in several steps, as answers are streamed: whatever is
/// appended meanwhile, all of them see the same.
///
/// Reads may be asked for from any thread; they run one after the other. What a step made from its
/// snapshot may be used in later steps, within their closures alone. The store keeps what was written
/// since in its WAL file for as long as a moment is held.
public final class HeldLog: Sendable {
  private let snapshot: DatabaseSnapshot
  private let path: String

  init(_ snapshot: DatabaseSnapshot, path: String) {
    self.snapshot = snapshot
    self.path = path
  }

  /// Hands `body` the moment.
  public func read<Result>(_ body: (LogSnapshot) throws -> Result) throws -> Result {
    try SQLiteEventLog.translating(path) {
      try snapshot.read { db in try body(LogSnapshot(db: db, path: path)) }
    }
  }
}

extension SQLiteEventLog {
  /// Holds the present moment of the store until what is returned is no longer there.
  public func hold() throws -> HeldLog {
    HeldLog(try Self.translating(path) { try pool.makeSnapshot() }, path: path)
  }
}
