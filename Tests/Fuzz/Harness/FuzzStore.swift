import EventLog
import Foundation
import Ingest
import Projections
import TopologyModel

/// The small store that queries are asked of, and that is damaged.
enum FuzzStore {
  /// Some seconds behind its last event.
  static let now = Instant(nanoseconds: 1_795_409_400_000_000_000)

  /// Imports what is kept of recordings into a store that is not there yet.
  static func make(at path: String) throws -> SQLiteEventLog {
    let log = try SQLiteEventLog(
      path: path,
      access: .readWrite(holder: "the fuzzer"),
      participants: [TopologyProjection()],
      clock: FixedClock(now)
    )
    let options = ImportOptions(importTime: now, cluster: "c", skipsInvalid: true)
    let folder = FuzzCorpus.project.appending(path: "Tests/Fuzz/Corpus/recordings").path
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    let files = names.filter { $0.hasPrefix("sample-") }.map { "\(folder)/\($0)" }
    _ = try Importer(log: log, options: options) { _ in }.importPaths(files)
    return log
  }
}
