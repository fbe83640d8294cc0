import Diagnostics
import EventLog
import Export
import Foundation
import Ingest
import Projections
import QueryEngine
import TopologyModel

/// A store in a temporary folder that goes away with it.
final class TestStore {
  struct Refused: Error {
    var text: String
  }

  let log: SQLiteEventLog
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("hindcast-export-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    log = try SQLiteEventLog(
      path: folder.appendingPathComponent("store.db").path,
      access: .readWrite(holder: "tests"),
      participants: [TopologyProjection()],
      clock: FixedClock(Instant(nanoseconds: 0))
    )
  }

  /// A store with recordings of the fixtures, in that order.
  convenience init(recordings: [String], retention: RetentionChoice = .standard) throws {
    try self.init()
    let paths = recordings.map { Self.fixtures.appendingPathComponent($0).path }
    try importing(paths, retention: retention)
  }

  deinit {
    try? log.close()
    try? FileManager.default.removeItem(at: folder)
  }

  static let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Fixtures/recordings")

  /// Imports paths into the cluster `c`.
  @discardableResult
  func importing(
    _ paths: [String],
    retention: RetentionChoice = .standard
  ) throws -> ImportReport {
    var options = ImportOptions(importTime: Instant(nanoseconds: 0), cluster: "c")
    options.retention = retention.policy
    return try Importer(log: log, options: options) { _ in }.importPaths(paths)
  }

  /// Imports a list of any kinds as observed at an instant.
  func importing(list items: [String], at time: Instant) throws {
    let file = folder.appendingPathComponent("list.json")
    let list = #"{"apiVersion":"v1","kind":"List","items":[\#(items.joined(separator: ",\n"))]}"#
    try Data(list.utf8).write(to: file)
    var options = ImportOptions(importTime: time, cluster: "c")
    options.assumedTime = time
    _ = try Importer(log: log, options: options) { _ in }.importPaths([file.path])
  }

  /// Exports a recording into a folder of this store's own; its path.
  func exportingRecording(
    _ scope: ExportScope = ExportScope(cluster: nil, from: nil, through: nil, namespace: nil),
    anonymizer: Anonymizer? = nil,
    isCompressed: Bool = false,
    name: String = "export"
  ) throws -> String {
    let path = folder.appendingPathComponent(name).path
    let target = try RecordingFolder(
      path: path,
      isCompressed: isCompressed,
      replacesRecording: false
    )
    _ = try log.read { snapshot in
      try RecordingExport.write(
        snapshot,
        scope: scope,
        anonymizer: anonymizer,
        into: target
      ) { _ in }
    }
    return path
  }

  /// Answers a query.
  func answer(_ query: String) throws -> Answer {
    try log.read { snapshot in
      let runner = QueryRunner { _ in try ProjectionSnapshot(snapshot) }
      let source = SourceText(name: "query", text: query)
      switch try runner.run(source, context: QueryContext(now: Instant(nanoseconds: .max))) {
      case .answered(let answer): return answer
      case .refused(let diagnostics):
        throw Refused(text: DiagnosticRenderer().render(diagnostics, in: source))
      }
    }
  }

  /// Every object event's key and body, less `seen`, sorted.
  func objectEvents(withTimes: Bool = true) throws -> [String] {
    try log.read { snapshot in
      var lines: [String] = []
      try snapshot.forEachEvent(from: LogPosition(1), through: try snapshot.head().position) {
        let event = $0.event
        guard let object = event.object, event.type != .seen else { return true }
        let body = try snapshot.body(at: event.position)
        let assertion = event.assertion.map { "\($0)" } ?? "-"
        let revision = event.revision?.text ?? "-"
        let time = withTimes ? event.observedAt.description : ""
        lines.append(
          "\(event.cluster)/\(event.epoch) \(object.slot.kind) \(object) \(object.uid) \(revision) "
            + "\(assertion) \(time) " + String(decoding: body, as: UTF8.self)
        )
        return true
      }
      return lines.sorted()
    }
  }

  /// The canonical dump of the projections, positions left out.
  func dump() throws -> String {
    try log.read { try ProjectionSnapshot($0).dump() }
      .replacing(#/ (position|superseded)=[^ \n]*/#, with: "")
  }

  /// The objects that the log speaks of, with the namespaces and names.
  func objects() throws -> Set<ObjectReference> {
    try log.read { snapshot in
      var found: Set<ObjectReference> = []
      try snapshot.forEachEvent(from: LogPosition(1), through: try snapshot.head().position) {
        if let object = $0.event.object { found.insert(object) }
        return true
      }
      return found
    }
  }

  /// The body of every object event.
  func bodies() throws -> [[UInt8]] {
    try log.read { snapshot in
      var bodies: [[UInt8]] = []
      try snapshot.forEachEvent(from: LogPosition(1), through: try snapshot.head().position) {
        if $0.event.object != nil, $0.event.type != .seen {
          bodies.append(try snapshot.body(at: $0.event.position))
        }
        return true
      }
      return bodies
    }
  }

  /// The revisions that the log has, sorted; and the instants.
  func moments() throws -> (revisions: [Revision], instants: [Instant]) {
    try log.read { snapshot in
      var revisions: Set<Revision> = []
      var instants: Set<Instant> = []
      try snapshot.forEachEvent(from: LogPosition(1), through: try snapshot.head().position) {
        if let revision = $0.event.revision { revisions.insert(revision) }
        instants.insert($0.event.observedAt)
        return true
      }
      return (revisions.sorted(), instants.sorted())
    }
  }
}
