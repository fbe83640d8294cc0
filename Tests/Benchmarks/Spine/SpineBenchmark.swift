import Diagnostics
import EventLog
import Foundation
import Ingest
import Projections
import QueryEngine
import TopologyModel

/// Measures the spine on one recording: append rate, size, and the latency of the main question.
///
/// Run it as `swift run -c release SpineBenchmark Tests/Fixtures/recordings/medium`.
@main
struct SpineBenchmark {
  /// How often the question is asked.
  private static let questions = 1000

  static func main() throws {
    guard CommandLine.arguments.count == 2 else {
      report("usage: SpineBenchmark RECORDING")
      return
    }
    let recording = CommandLine.arguments[1]
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
    try measureRebuild(store)
    try measureQuestions(store)
  }

  private static func seconds(_ body: () throws -> Void) rethrows -> Double {
    let clock = ContinuousClock()
    let duration = try clock.measure(body)
    return Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
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
    let time = try seconds {
      let options = ImportOptions(importTime: Instant(nanoseconds: 0), cluster: "c")
      let report = try Importer(log: log, options: options) { _ in }.importPaths([recording])
      count = report.appended
    }
    try log.close()
    let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
    report(
      "import, \(name): \(count) events in \(rounded(time)) s, \(Int(Double(count) / time)) "
        + "events/s, \(size / max(count, 1)) bytes an event"
    )
    return path
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
    let time = try seconds { try projection.rebuild(in: log) }
    try log.close()
    report("rebuild: \(rounded(time)) s, \(Int(Double(count) / time)) events/s")
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
      var random = Generator(state: 1)
      for (name, stage) in [("with intervals", ""), ("count only", " | count")] {
        var times: [Double] = []
        var rows = 0
        for _ in 0..<questions {
          let service = services[Int(random.next() % UInt64(services.count))]
          let span = UInt64(last.nanoseconds - context.begunAt.nanoseconds)
          let instant = context.begunAt.advanced(byNanoseconds: Int64(random.next() % span))
          let source = SourceText(
            name: "query",
            text: "pods serving \(service.object) at \(instant)\(stage)"
          )
          let runner = QueryRunner { _ in reads }
          times.append(
            try seconds {
              let outcome = try runner.run(source, context: QueryContext(now: last))
              if case .answered(let answer) = outcome { rows += answer.rows.count }
            }
          )
        }
        times.sort()
        report(
          "pods serving S at T, text to rows, warm, \(name): p50 \(microseconds(times[times.count / 2]))"
            + " µs, p99 \(microseconds(times[times.count * 99 / 100])) µs, \(rows / questions) rows "
            + "in the mean"
        )
      }
    }
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
      let total = try seconds {
        for _ in 0..<rounds {
          for source in sources { _ = try runner.plans(source, context: context) }
        }
      }
      let nanoseconds = Int(total * 1e9) / (rounds * sources.count)
      report("text to plan, \(name): \(nanoseconds) ns in the mean")
    }
  }

  private static func report(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
  }

  private static func rounded(_ seconds: Double) -> String {
    "\((seconds * 100).rounded() / 100)"
  }

  private static func microseconds(_ seconds: Double) -> Int {
    Int((seconds * 1e6).rounded())
  }
}

/// SplitMix64.
private struct Generator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var value = state
    value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
    return value ^ (value >> 31)
  }
}
