import EventLog
import Foundation
import HindcastTestSupport
import Ingest
import KubernetesClient
import Projections
import StandInServer
import Testing
import TopologyModel

/// A stand-in server of a recording, and a folder for the stores that record it.
final class Stand: Sendable {
  let world: StandInWorld
  let server: StandInServer
  private let prefix: String
  private let recording: String
  private let folder: String

  /// The folder of the project's fixtures.
  static let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Fixtures").path

  /// Starts a server of a recording of the fixtures.
  init(_ recording: String, _ options: StandInOptions = StandInOptions()) async throws {
    self.recording = "\(Self.fixtures)/recordings/\(recording)"
    world = try StandInWorld(recording: self.recording)
    server = try await StandInServer.start(world: world, options: options)
    prefix = options.pathPrefix
    let temporary = FileManager.default.temporaryDirectory
      .appendingPathComponent("hindcast-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: temporary, withIntermediateDirectories: true)
    self.folder = temporary.path
  }

  deinit {
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// The path of a store of that name.
  func path(_ store: String = "live.db") -> String { "\(folder)/\(store)" }

  /// Starts a recorder.
  func record(
    _ options: LiveRecording.Options = LiveRecording.Options(),
    into store: String = "live.db",
    clock: LogicalClock = LogicalClock()
  ) throws -> LiveRecording {
    try LiveRecording(of: server, prefix: prefix, into: path(store), clock: clock, options)
  }

  /// Lets the rest of the recording happen, and waits until a recorder was told all of it.
  func finish(_ live: LiveRecording, kinds: Int = 4) async throws {
    await world.finish()
    try await settle(live, kinds: kinds)
  }

  /// Lets the rest of the recording happen step by step, and waits until a recorder was told all.
  func play(_ live: LiveRecording) async throws {
    while world.pendingRecordCount > 0 {
      await world.advance(byRecords: 20)
      try await Polling.pause()
    }
    try await settle(live)
  }

  /// Says of every kind that it is complete, and waits until a recorder was told.
  func settle(_ live: LiveRecording, kinds: Int = 4) async throws {
    for _ in 0..<600 {
      for kind in ResourceKind.allCases { try await world.bookmark(kind) }
      let revision = world.revision
      let watches = live.board.watches
      if watches.count == kinds,
        watches.allSatisfy({ $0.revision.map { $0 >= revision } ?? false })
      {
        break
      }
      try await Polling.pause(milliseconds: 20)
    }
    try await live.wait(untilAllReach: world.revision, kinds)
    // What the last chunk told is handed over before its revision is shown, and written later.
    try await live.drain()
  }

  /// Ends a recorder, then the server.
  func end(_ live: LiveRecording) async throws {
    try await live.end()
    try live.log.close()
    try await server.stop()
  }

  /// In which object events a recorder's store differs from the file import's.
  func differences(_ live: LiveRecording) throws -> [String] {
    try StoredEvents.differences(StoredEvents.objects(live.log), truth())
  }

  /// The object events that the file import of the recording gives.
  func truth() throws -> [String] {
    try StoredEvents.objects(try imported())
  }

  /// What a recorder's store and the file import's answer at revisions, or at the last one only.
  func answers(
    _ live: LiveRecording,
    atEnd: Bool
  ) throws -> (found: [String], expected: [String]) {
    let imported = try imported()
    let reached = try StoredEvents.revisions(imported)
    let revisions =
      atEnd
      ? [world.revision.text]
      : stride(from: 0, to: reached.count, by: max(reached.count / 12, 1)).map { reached[$0] }
    return (
      try StoredEvents.answers(live.log, at: revisions),
      try StoredEvents.answers(imported, at: revisions)
    )
  }

  /// The store that the file import of the recording gives.
  func imported() throws -> SQLiteEventLog {
    let log = try SQLiteEventLog(
      path: path("imported-\(UUID().uuidString).db"),
      access: .readWrite(holder: "a test"),
      participants: [TopologyProjection()],
      clock: LogicalClock()
    )
    let importer = Importer(
      log: log,
      options: ImportOptions(importTime: LogicalClock().now(), cluster: "test"),
      progress: { _ in }
    )
    let report = try importer.importPaths([recording])
    #expect(report.isComplete)
    return log
  }
}
