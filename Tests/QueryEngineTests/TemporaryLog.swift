import EventLog
import Foundation
import GRDB
import Projections

/// A log with its projections in a temporary folder that goes away with it.
final class TemporaryLog {
  let log: SQLiteEventLog
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("hindcast-query-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    log = try SQLiteEventLog(
      path: folder.appendingPathComponent("store.db").path,
      access: .readWrite(holder: "tests"),
      participants: [TopologyProjection()],
      clock: FixedClock(Sample.time(0))
    )
  }

  deinit {
    try? log.close()
    try? FileManager.default.removeItem(at: folder)
  }

  /// Changes the file behind the log's back.
  func tamper(_ sql: String) throws {
    let queue = try DatabaseQueue(path: folder.appendingPathComponent("store.db").path)
    defer { try? queue.close() }
    try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
  }

  /// The feed of all that tests tell.
  static let feed = FeedDescription(
    cluster: "c",
    identity: "feed",
    name: "feed",
    format: "test",
    retention: "full",
    kubernetesVersion: ""
  )
}
