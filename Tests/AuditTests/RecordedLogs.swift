import EventLog
import Foundation
import HindcastTestSupport
import Ingest
import Projections
import TopologyModel

/// Logs that hold recordings of the fixtures, each imported once and only read from then on.
///
/// The clock stands still, so that chain hashes are the same in every run.
enum RecordedLogs {
  static let recordings = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures/recordings")

  private static let folder = Result { try makeFolder() }
  private static let outage = Result { try make("outage") }
  private static let medium = Result { try make("medium") }

  /// The log of a recording; the tests of one do not wait for another.
  static func log(of recording: String) throws -> SQLiteEventLog {
    try (recording == "medium" ? medium : outage).get()
  }

  /// An empty log of that name, which a test may write to.
  static func empty(_ name: String) throws -> SQLiteEventLog {
    // 2026-11-24T00:00:00Z.
    try SQLiteEventLog(
      path: folder.get() + "/\(name).db",
      access: .readWrite(holder: "a test"),
      participants: [TopologyProjection()],
      clock: FixedClock(Instant(nanoseconds: 1_795_478_400_000_000_000))
    )
  }

  /// Imports a recording as a cluster.
  static func add(_ recording: String, as cluster: String, to log: SQLiteEventLog) throws {
    let time = Instant(nanoseconds: 1_795_478_400_000_000_000)
    let options = ImportOptions(importTime: time, cluster: cluster)
    let path = recordings.appending(path: recording).path
    let report = try Importer(log: log, options: options) { _ in }.importPaths([path])
    guard report.isComplete else { throw ScriptError("`\(recording)` cannot be imported") }
  }

  private static func make(_ recording: String) throws -> SQLiteEventLog {
    let log = try empty(recording)
    try add(recording, as: recording, to: log)
    return log
  }

  /// Makes a folder that is removed when the process ends.
  private static func makeFolder() throws -> String {
    let url = FileManager.default.temporaryDirectory
      .appending(path: "hindcast-reports-\(UUID().uuidString)", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    atexit {
      guard let path = try? RecordedLogs.folder.get() else { return }
      try? FileManager.default.removeItem(atPath: path)
    }
    return url.path
  }
}
