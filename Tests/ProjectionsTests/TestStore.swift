import Diagnostics
import EventLog
import Foundation
import GRDB
import Ingest
import Projections
import QueryEngine
import Testing
import TopologyModel

/// A store in a temporary folder that goes away with it.
final class TestStore {
  struct Refused: Error {
    var text: String
  }

  let path: String
  private let folder: URL
  private var current: SQLiteEventLog?

  /// Opens a new store; `participants` join after the projection.
  init(participants: [any AppendParticipant] = []) throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("hindcast-projections-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.appendingPathComponent("store.db").path
    current = try Self.open(path, participants)
  }

  deinit {
    try? current?.close()
    try? FileManager.default.removeItem(at: folder)
  }

  var log: SQLiteEventLog {
    get throws { try #require(current) }
  }

  /// Closes the store, changes its file where `sql` is given, and opens it again.
  func reopen(afterRunning sql: String? = nil) throws {
    try current?.close()
    current = nil
    if let sql {
      let queue = try DatabaseQueue(path: path)
      try queue.write { try $0.execute(sql: sql) }
      try queue.close()
    }
    current = try Self.open(path, [])
  }

  /// Appends drafts in one transaction.
  @discardableResult
  func append(_ drafts: EventDraft...) throws -> AppendReceipt {
    try log.append(drafts)
  }

  /// Appends drafts, each in a transaction of its own.
  func appendSeparately(_ drafts: [EventDraft]) throws {
    for draft in drafts { _ = try log.append([draft]) }
  }

  /// Imports paths into the cluster `c`.
  @discardableResult
  func importing(_ paths: [String], batchEventsMax: Int = 1000) throws -> ImportReport {
    let options = ImportOptions(
      importTime: Instant(nanoseconds: 0),
      cluster: "c",
      batchEventsMax: batchEventsMax
    )
    return try Importer(log: try log, options: options) { _ in }.importPaths(paths)
  }

  /// Hands `body` the reads of the present moment, or as known at a position, with the latest epoch
  /// of the cluster `c`.
  func reading<Result>(
    knownAt position: LogPosition? = nil,
    _ body: (ProjectionSnapshot, ClusterContext) throws -> Result
  ) throws -> Result {
    try log.read { snapshot in
      let reads = try ProjectionSnapshot(snapshot, knownAt: position)
      let context = try #require(try reads.epochs(of: "c").last?.context)
      return try body(reads, context)
    }
  }

  /// The canonical dump.
  func dump() throws -> String {
    try log.read { try ProjectionSnapshot($0).dump() }
  }

  /// The canonical dump after all projections were dropped and replayed.
  func rebuiltDump() throws -> String {
    try TopologyProjection().rebuild(in: try log)
    return try dump()
  }

  /// Checks that the incremental projections equal rebuilt ones, and those replayed beside them.
  func expectRebuildEqual(sourceLocation: Testing.SourceLocation = #_sourceLocation) throws {
    let difference = try log.read { try TopologyProjection.firstDifference($0) }
    #expect(difference == nil, sourceLocation: sourceLocation)
    let incremental = try dump()
    #expect(try rebuiltDump() == incremental, sourceLocation: sourceLocation)
  }

  /// Answers a query.
  func answer(_ query: String, knownAt position: LogPosition? = nil) throws -> Answer {
    try log.read { snapshot in
      let runner = QueryRunner { _ in try ProjectionSnapshot(snapshot, knownAt: position) }
      let source = SourceText(name: "query", text: query)
      let context = QueryContext(now: Instant(nanoseconds: .max))
      switch try runner.run(source, context: context) {
      case .answered(let answer): return answer
      case .refused(let diagnostics):
        throw Refused(text: DiagnosticRenderer().render(diagnostics, in: source))
      }
    }
  }

  private static func open(
    _ path: String,
    _ participants: [any AppendParticipant]
  ) throws -> SQLiteEventLog {
    try SQLiteEventLog(
      path: path,
      access: .readWrite(holder: "tests"),
      participants: [TopologyProjection()] + participants,
      clock: FixedClock(Instant(nanoseconds: 0))
    )
  }
}
