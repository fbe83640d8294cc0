internal import GRDB
internal import GRDBSQLite

/// Stops the statements of a connection once somebody says so.
final class CancellationWatch {
  /// How many of SQLite's instructions run between two looks: some tens of microseconds.
  private static let instructionsBetweenLooks: Int32 = 10_000

  private let isCancelled: () -> Bool

  init(_ isCancelled: @escaping () -> Bool) {
    self.isCancelled = isCancelled
  }

  /// Does something during which statements fail with `SQLITE_INTERRUPT` once `isCancelled` says so.
  func watching<Result>(_ db: Database, _ body: () throws -> Result) rethrows -> Result {
    let connection = db.sqliteConnection
    sqlite3_progress_handler(
      connection,
      Self.instructionsBetweenLooks,
      { context in
        guard let context else { return 0 }
        let watch = Unmanaged<CancellationWatch>.fromOpaque(context).takeUnretainedValue()
        return watch.isCancelled() ? 1 : 0
      },
      Unmanaged.passUnretained(self).toOpaque()
    )
    defer { sqlite3_progress_handler(connection, 0, nil, nil) }
    return try body()
  }
}
