import EventLog
import Foundation
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
