import EventLog
import Foundation
import Ingest
import Testing
import TopologyModel

/// A store and a folder for input, both gone with the value.
final class TestStore {
  static let importTime = Instant(nanoseconds: 2_000_000_000_000_000_000)

  let folder: URL
  private var current: SQLiteEventLog?
  private let path: String

  init(participants: [any AppendParticipant] = []) throws {
    folder = FileManager.default.temporaryDirectory.appending(
      path: "hindcast-ingest-\(UUID().uuidString)"
    )
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.appending(path: "store.db").path()
    current = try Self.open(path, participants)
  }

  deinit {
    try? current?.close()
    try? FileManager.default.removeItem(at: folder)
  }

  var log: SQLiteEventLog {
    get throws { try #require(current) }
  }

  /// Opens the store again, as another process would.
  func reopen() throws {
    try close()
    try open()
  }

  /// Writes a file and returns its path; folders in its name are created.
  func write(_ text: String, to name: String) throws -> String {
    try write([UInt8](text.utf8), to: name)
  }

  func write(_ bytes: [UInt8], to name: String) throws -> String {
    let file = folder.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try Data(bytes).write(to: file)
    return file.path()
  }

  @discardableResult
  func run(
    _ paths: String...,
    change: (inout ImportOptions) -> Void = { _ in }
  ) throws -> ImportReport {
    var options = ImportOptions(importTime: Self.importTime)
    change(&options)
    return try Importer(log: try log, options: options, progress: { _ in }).importPaths(paths)
  }

  func events() throws -> [LoggedEvent] {
    try log.read { snapshot in
      var names: [String: String] = [:]
      for cluster in try snapshot.clusters() {
        for (_, feed) in try snapshot.feeds(clusterID: cluster.id) {
          names[feed.identity] = feed.name
        }
      }
      var events: [LoggedEvent] = []
      let head = try snapshot.head().position
      try snapshot.forEachEvent(from: LogPosition(1), through: head) { stored in
        let event = stored.event
        var details: ObservationDetails?
        if event.type.isObservation {
          details = try ObservationDetails(decoding: try snapshot.body(at: event.position))
        }
        events.append(
          LoggedEvent(
            type: event.type,
            cluster: event.cluster,
            epoch: event.epoch,
            feed: names[event.feedIdentity] ?? "?",
            object: event.object,
            assertion: event.assertion,
            revision: event.revision,
            observedAt: event.observedAt,
            evidence: event.evidence,
            details: details,
            position: event.position
          )
        )
        return true
      }
      return events
    }
  }

  func body(_ event: LoggedEvent) throws -> String {
    String(
      decoding: try log.read { try $0.body(at: event.position) },
      as: UTF8.self
    )
  }

  /// Closes the store; the writer's lock goes when nothing refers to the log anymore.
  private func close() throws {
    try current?.close()
    current = nil
  }

  private func open() throws {
    current = try Self.open(path, [])
  }

  private static func open(
    _ path: String,
    _ participants: [any AppendParticipant]
  ) throws -> SQLiteEventLog {
    try SQLiteEventLog(
      path: path,
      access: .readWrite(holder: "tests"),
      participants: participants,
      clock: FixedClock(importTime)
    )
  }
}
