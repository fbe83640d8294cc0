internal import CFaults
package import EventLog
internal import Foundation
package import Projections
internal import TopologyModel

/// A store's files and how the harnesses open it.
package enum StoreFiles {
  /// Everything that a store may have on disk.
  package static let suffixes = ["", "-wal", "-shm", "-journal", "-lock"]

  /// Opens a store for writing.
  package static func open(
    _ path: String,
    projection: TopologyProjection
  ) throws -> SQLiteEventLog {
    try SQLiteEventLog(
      path: path,
      access: .readWrite(holder: "a harness of faults"),
      participants: [projection],
      clock: FixedClock(Instant(nanoseconds: 1_795_132_800_000_000_000))
    )
  }

  /// Opens a store for reading.
  package static func openForReading(_ path: String) throws -> SQLiteEventLog {
    try SQLiteEventLog(
      path: path,
      access: .readOnly,
      participants: [],
      clock: FixedClock(Instant(nanoseconds: 0))
    )
  }

  /// The head of a store that is opened for reading alone, as `hindcast head` prints it.
  package static func head(_ path: String) throws -> String {
    let log = try openForReading(path)
    defer { try? log.close() }
    return try StoreCheck.head(log)
  }

  /// Copies the files of a store that nobody has open.
  package static func copy(_ path: String, to copy: String) throws {
    for suffix in ["", "-wal"] where FileManager.default.fileExists(atPath: path + suffix) {
      try FileManager.default.copyItem(atPath: path + suffix, toPath: copy + suffix)
    }
  }

  /// Forgets what a request says, and returns the space, as `hindcast retain` does.
  package static func retain(_ log: SQLiteEventLog, _ request: RetentionRequest) throws {
    _ = try log.retain(request)
    _ = try log.returnSpace()
  }

  /// How many events are sealed together: so few that a history of the model has several parts.
  private static let partEventsMax = 40

  /// Seals everything, and returns the space, as `hindcast seal` does.
  package static func seal(_ log: SQLiteEventLog) throws {
    _ = try log.sealReturningSpace(partEventsMax: partEventsMax)
  }

  /// Removes a store.
  package static func remove(_ path: String) {
    for suffix in suffixes { try? FileManager.default.removeItem(atPath: path + suffix) }
  }

  /// Makes a store that is closed look as the first version of the schema left it, with projections of
  /// another version.
  package static func makeOlder(_ path: String) throws {
    let sql = """
      DROP TABLE audit_key;
      DROP TABLE horizon;
      DROP TABLE block;
      PRAGMA user_version = 1;
      UPDATE projection_checkpoint SET version = version - 1;
      """
    let code = hc_execute(path, sql)
    try StoreFailure.unless(code == 0, "the store cannot be made older: \(code)")
  }
}
