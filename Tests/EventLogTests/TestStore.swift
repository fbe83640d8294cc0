import EventLog
import Foundation
import GRDB
import Testing
import TopologyModel

/// A store in a temporary folder that goes away with it.
final class TestStore {
  let folder: URL
  let path: String
  private var current: SQLiteEventLog?

  init(
    participants: [any AppendParticipant] = [],
    clock: any RecordingClock = FixedClock(Draft.epochStart),
    options: SQLiteEventLog.Options = SQLiteEventLog.Options()
  ) throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("hindcast-log-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.appendingPathComponent("store.db").path
    current = try SQLiteEventLog(
      path: path,
      access: .readWrite(holder: "the first writer"),
      participants: participants,
      clock: clock,
      options: options
    )
  }

  deinit {
    try? current?.close()
    try? FileManager.default.removeItem(at: folder)
  }

  var log: SQLiteEventLog {
    get throws { try #require(current) }
  }

  func close() throws {
    try current?.close()
    current = nil
  }

  func reopen(clock: any RecordingClock = FixedClock(Draft.epochStart)) throws {
    try close()
    current = try Self.open(path, clock: clock)
  }

  /// Closes the store and changes its file behind the log's back.
  func tamper(_ change: (Database) throws -> Void) throws {
    try close()
    let queue = try DatabaseQueue(path: path)
    try queue.write(change)
    try queue.close()
  }

  @discardableResult
  func append(_ drafts: EventDraft...) throws -> [AppendReceipt.Outcome] {
    try log.append(drafts).outcomes
  }

  func head() throws -> LogPosition {
    try log.read { try $0.head().position }
  }

  func events() throws -> [StoredEvent] {
    try Self.events(try log)
  }

  /// The first damage of the chain of the closed or open store.
  func firstDamage() throws -> EventLogError? {
    let reader = try SQLiteEventLog(
      path: path,
      access: .readOnly,
      participants: [],
      clock: FixedClock(Draft.epochStart)
    )
    defer { try? reader.close() }
    return try reader.read { try $0.firstDamage { _ in } }
  }

  static func open(
    _ path: String,
    access: SQLiteEventLog.Access = .readWrite(holder: "the next writer"),
    participants: [any AppendParticipant] = [],
    clock: any RecordingClock = FixedClock(Draft.epochStart)
  ) throws -> SQLiteEventLog {
    try SQLiteEventLog(path: path, access: access, participants: participants, clock: clock)
  }

  static func events(_ log: SQLiteEventLog) throws -> [StoredEvent] {
    try log.read { snapshot throws in
      var events: [StoredEvent] = []
      let head = try snapshot.head().position
      try snapshot.forEachEvent(from: LogPosition(1), through: head) { stored in
        events.append(stored)
        return true
      }
      return events
    }
  }
}
