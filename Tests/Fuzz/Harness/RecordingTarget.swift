import EventLog
import Foundation
import Ingest
import Projections
import TopologyModel

/// Files of any format, imported into a store of their own, which must be whole afterwards, with
/// projections equal to a replay, and to which the same file adds nothing the second time.
final class RecordingTarget: FuzzTarget {
  static let name = "recordings"
  static let words = [
    "receivedAt", "event", "type", "ADDED", "MODIFIED", "DELETED", "BOOKMARK", "ERROR", "object",
    "list", "kind", "items", "action", "opened", "ended", "implied", "at", "resourceVersion", "uid",
    "metadata", "410", "Expired", "code", "\"1\"", "\"99999999999999999999\"", "PodList", "List",
    "audit.k8s.io/v1", "auditID", "stage", "ResponseComplete", "requestURI", "objectRef", "verb",
    "k8s.io/initial-events-end", "annotations", "namespace", "name", "Pod", "Service", "Node",
  ]

  static let time = Instant(nanoseconds: 1_795_132_800_000_000_000)
  private let folder: String

  init(folder: String) {
    self.folder = folder
  }

  func seeds() throws -> [[UInt8]] {
    try FuzzCorpus.files(in: "Tests/Fixtures/manifests")
      + FuzzCorpus.files(in: "Tests/Fixtures/objects")
  }

  func take(_ input: [UInt8]) throws -> String {
    let path = "\(folder)/store.db"
    for suffix in ["", "-wal", "-shm", "-lock"] {
      try? FileManager.default.removeItem(atPath: path + suffix)
    }
    let file = "\(folder)/input"
    try Data(input).write(to: URL(filePath: file))
    let log = try SQLiteEventLog(
      path: path,
      access: .readWrite(holder: "the fuzzer"),
      participants: [TopologyProjection()],
      clock: FixedClock(Self.time)
    )
    defer { try? log.close() }
    let first = try outcome(of: file, into: log)
    let head = try log.read { try $0.head() }
    try log.read { snapshot in
      let verification = try snapshot.verify()
      if let damage = verification.damages.first { throw FuzzFailure(damage.finding) }
      if head.position > .zero, let damage = try TopologyProjection.firstDamage(snapshot) {
        throw FuzzFailure(damage.finding)
      }
    }
    _ = try outcome(of: file, into: log)
    let again = try log.read { try $0.head() }
    try FuzzFailure.unless(
      again.hash == head.hash,
      "the second import of the same appended events \(head.position) to \(again.position)"
    )
    return first
  }

  /// What an import says; `ImportError` and `EventLogError` alone may stop it.
  private func outcome(of file: String, into log: SQLiteEventLog) throws -> String {
    var options = ImportOptions(importTime: Self.time, skipsInvalid: true, batchEventsMax: 20)
    options.contentBytesMax = 64 << 20
    do {
      let report = try Importer(log: log, options: options) { _ in }.importPaths([file])
      let told = report.failures + report.skipped
      let formats = report.feeds.map { $0.feed?.format ?? "-" }
      return (formats + told.map { $0.message } + report.notes.map(\.code)).joined(separator: " ")
        + (report.appended > 0 ? " stored" : "")
    } catch let error as ImportError {
      return error.message
    } catch let error as EventLogError {
      guard error.category != .fault else { throw FuzzFailure(error.message) }
      return error.message
    } catch {
      throw FuzzFailure("an import ended with \(error)")
    }
  }
}
