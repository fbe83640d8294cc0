import Diagnostics
import EventLog
import Foundation
import Ingest
import Projections
import QueryEngine
import TopologyModel

/// Measures the spine on one recording: append rate, size, and the latency of questions at an
/// instant; or the latency alone on a store that is there.
///
/// Run it as `swift run -c release SpineBenchmark Tests/Fixtures/recordings/medium`, or with
/// `--store FILE CLUSTER [SOURCE [CLASS]]`: `warm`, `fresh`, or `cold`, and the beginning of the name
/// of a class of questions. `--append RECORDING` asks nothing, and tells processor time and memory.
@main
struct SpineBenchmark {
  static func main() throws {
    if (4...6).contains(CommandLine.arguments.count), CommandLine.arguments[1] == "--store" {
      let wanted = CommandLine.arguments.dropFirst(4).map { String?($0) } + [nil, nil]
      try QuestionMeasurement(
        path: CommandLine.arguments[2],
        cluster: CommandLine.arguments[3],
        source: wanted[0],
        question: wanted[1]
      ).run()
      return
    }
    let isAppendAlone = CommandLine.arguments.dropFirst().first == "--append"
    guard CommandLine.arguments.count == (isAppendAlone ? 3 : 2) else {
      Output.report(
        "usage: SpineBenchmark [--append] RECORDING, or --store FILE CLUSTER [SOURCE [CLASS]]"
      )
      return
    }
    let recording = CommandLine.arguments[isAppendAlone ? 2 : 1]
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("hindcast-benchmark-\(ProcessInfo.processInfo.processIdentifier)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try measureImport(recording, folder, name: "log alone", participants: [])
    let store = try measureImport(
      recording,
      folder,
      name: "log and projections",
      participants: [TopologyProjection()]
    )
    if isAppendAlone { try compareProjections(store) }
    try measureRebuild(store)
    guard !isAppendAlone else { return }
    try measureQuestions(store)
  }

  @discardableResult
  private static func measureImport(
    _ recording: String,
    _ folder: URL,
    name: String,
    participants: [any AppendParticipant]
  ) throws -> String {
    let path = folder.appendingPathComponent("\(participants.count).db").path
    let log = try SQLiteEventLog(
      path: path,
      access: .readWrite(holder: "benchmark"),
      participants: participants,
      clock: FixedClock(Instant(nanoseconds: 0))
    )
    var count = 0
    let processor = Output.processorSeconds()
    let time = try Output.seconds {
      let options = ImportOptions(importTime: Instant(nanoseconds: 0), cluster: "c")
      let result = try Importer(log: log, options: options) { _ in }.importPaths([recording])
      count = result.appended
    }
    try log.close()
    let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
    Output.report(
      "import, \(name): \(count) events in \(Output.rounded(time)) s, \(Int(Double(count) / time)) "
        + "events/s, \(Output.rounded(Output.processorSeconds() - processor)) s of the processor, "
        + "\(size / max(count, 1)) bytes an event, at most \(Output.residentMegabytesMax()) MB"
    )
    return path
  }

  /// Compares what the appends left with what the log gives.
  private static func compareProjections(_ path: String) throws {
    let log = try SQLiteEventLog(
      path: path,
      access: .readOnly,
      participants: [],
      clock: FixedClock(Instant(nanoseconds: 0))
    )
    let difference = try log.read { try TopologyProjection.firstDifference($0) }
    try log.close()
    Output.report("replayed projections: \(difference == nil ? "equal" : "different")")
  }

  private static func measureRebuild(_ path: String) throws {
    let projection = TopologyProjection()
    let log = try SQLiteEventLog(
      path: path,
      access: .readWrite(holder: "benchmark"),
      participants: [projection],
      clock: FixedClock(Instant(nanoseconds: 0))
    )
    let count = try log.read { try $0.head().position.value }
    let processor = Output.processorSeconds()
    let time = try Output.seconds { try projection.rebuild(in: log) }
    let taken = Output.processorSeconds() - processor
    try log.close()
    Output.report(
      "rebuild: \(Output.rounded(time)) s, \(Int(Double(count) / time)) events/s, "
        + "\(Output.rounded(taken)) s of the processor"
    )
  }

  private static func measureQuestions(_ path: String) throws {
    let log = try SQLiteEventLog(
      path: path,
      access: .readOnly,
      participants: [],
      clock: FixedClock(Instant(nanoseconds: 0))
    )
    try log.read { snapshot in
      let reads = try ProjectionSnapshot(snapshot)
      guard let context = try reads.epochs(of: "c").last,
        let last = try reads.lastObservedAt(context.context),
        let revision = try reads.lastRevision(of: .service, context.context)
      else { return }
      let services = try reads.objects(
        kind: .service,
        namespace: nil,
        at: revision,
        context.context
      )
      try measurePlanning(reads, services.map(\.object), at: last)
    }
    try QuestionMeasurement(path: path, cluster: "c").run()
  }

  /// From text to plan: parsed and bound each time, and from the cache.
  private static func measurePlanning(
    _ reads: ProjectionSnapshot,
    _ services: [ObjectReference],
    at last: Instant
  ) throws {
    let sources = services.prefix(64).map {
      SourceText(name: "query", text: "pods serving \($0) on port 80 at \(last) | where ready")
    }
    let context = QueryContext(now: last)
    let rounds = 200
    for (name, cache) in [("parsed and bound", nil), ("from the cache", PlanCache())] {
      let runner = QueryRunner(cache: cache) { _ in reads }
      for source in sources { _ = try runner.plans(source, context: context) }
      let total = try Output.seconds {
        for _ in 0..<rounds {
          for source in sources { _ = try runner.plans(source, context: context) }
        }
      }
      let nanoseconds = Int(total * 1e9) / (rounds * sources.count)
      Output.report("text to plan, \(name): \(nanoseconds) ns in the mean")
    }
  }
}
