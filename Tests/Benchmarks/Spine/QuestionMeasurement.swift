import Diagnostics
import EventLog
import Foundation
import Projections
import QueryEngine
import TopologyModel

/// Measures how long questions at an instant take on a store, class by class.
struct QuestionMeasurement {
  /// How often a question of a class is asked at most.
  private static let questionsMax = 1000
  /// For how many seconds a class is asked at most.
  private static let secondsMax = 4.0

  /// From where reads come.
  private enum Source: String, CaseIterable {
    /// One moment of the store, kept for all questions.
    case warm
    /// The same, once the Services' timelines are in memory.
    case timelines
    /// A moment of the store for each question, on connections that are open.
    case fresh
    /// The store is opened for each question.
    case cold
  }

  /// A part of the history that instants are taken from, in tenths.
  private static let places: [(name: String, tenths: Range<Double>)] = [
    ("anywhere", 0..<10), ("beginning", 0..<1), ("middle", 4.5..<5.5), ("end", 9..<10),
  ]

  private struct Subjects {
    var begunAt: Instant
    var last: Instant
    var services: [(name: String, port: Int)]
    var pods: [(name: String, address: String)]
  }

  private let path: String
  private let cluster: String
  private let subjects: Subjects
  /// The only source, and the beginning of the name of the only class; nil for all.
  private let source: String?
  private let question: String?

  init(path: String, cluster: String, source: String? = nil, question: String? = nil) throws {
    self.source = source
    self.question = question
    self.path = path
    self.cluster = cluster
    let log = try Self.open(path)
    defer { try? log.close() }
    subjects = try log.read { try Self.subjects(ProjectionSnapshot($0), cluster) }
  }

  private static func open(_ path: String) throws -> SQLiteEventLog {
    try SQLiteEventLog(
      path: path,
      access: .readOnly,
      participants: [],
      clock: FixedClock(Instant(nanoseconds: 0))
    )
  }

  private static func subjects(_ reads: ProjectionSnapshot, _ cluster: String) throws -> Subjects {
    guard let epoch = try reads.epochs(of: cluster).last,
      let last = try reads.lastObservedAt(epoch.context)
    else { throw CocoaError(.fileReadUnknown) }
    var subjects = Subjects(begunAt: epoch.begunAt, last: last, services: [], pods: [])
    let length = last.nanoseconds - epoch.begunAt.nanoseconds
    for eighth in 1...8 as ClosedRange<Int64> {
      let instant = epoch.begunAt.advanced(byNanoseconds: length / 8 * eighth)
      let revisions = try reads.reached(at: instant, epoch.context)
      guard let revision = revisions[.pod] else { continue }
      for run in try reads.objects(kind: .pod, namespace: nil, at: revision, epoch.context) {
        guard case .pod(let facts) = run.facts, !facts.primaryIP.isEmpty else { continue }
        subjects.pods.append((run.object.description, facts.primaryIP))
      }
      guard eighth == 8 else { continue }
      for run in try reads.objects(kind: .service, namespace: nil, at: revision, epoch.context) {
        guard case .service(let facts) = run.facts, let port = facts.ports.first else { continue }
        subjects.services.append((run.object.description, port.number))
      }
    }
    return subjects
  }

  /// The classes of questions, by what they ask of the subjects.
  private var classes: [(name: String, make: (inout Generator) -> String)] {
    func service(_ random: inout Generator) -> (name: String, port: Int) {
      subjects.services[random.below(subjects.services.count)]
    }
    func pod(_ random: inout Generator) -> (name: String, address: String) {
      subjects.pods[random.below(subjects.pods.count)]
    }
    return [
      (
        "pods serving S on port P",
        { random in
          let service = service(&random)
          return "pods serving \(service.name) on port \(service.port)"
        }
      ),
      ("pods serving S", { "pods serving \(service(&$0).name)" }),
      ("pods serving S | count", { "pods serving \(service(&$0).name)" }),
      ("endpoints of S", { "endpoints of \(service(&$0).name)" }),
      ("owners of ip A", { "owners of ip \(pod(&$0).address)" }),
      ("why S", { "why \(service(&$0).name)" }),
      ("services served by P", { "services served by \(pod(&$0).name)" }),
    ]
  }

  /// Measures every class from every source, and `findings` some times.
  func run() throws {
    for source in Source.allCases where self.source.map({ $0 == source.rawValue }) ?? true {
      for question in classes where self.question.map({ question.name.hasPrefix($0) }) ?? true {
        for place in source == .cold ? Array(Self.places.prefix(1)) : Self.places {
          try measure(question.name, question.make, place, source)
        }
      }
    }
    guard source == nil, question == nil else { return }
    try measure("findings", { _ in "findings" }, Self.places[0], .warm, countMax: 3)
  }

  private func measure(
    _ name: String,
    _ make: (inout Generator) -> String,
    _ place: (name: String, tenths: Range<Double>),
    _ source: Source,
    countMax: Int = questionsMax
  ) throws {
    var random = Generator(state: 1)
    var times: [Double] = []
    var rows = 0
    let cache = source == .timelines ? PlanCache(timelineAsksMin: 0) : PlanCache()
    let stage = name.hasSuffix("| count") ? " | count" : ""
    let length = Double(subjects.last.nanoseconds - subjects.begunAt.nanoseconds)
    func ask(_ runner: QueryRunner) throws {
      let share = Double(random.below(1 << 30)) / Double(1 << 30)
      let tenth =
        place.tenths.lowerBound + share * (place.tenths.upperBound - place.tenths.lowerBound)
      let instant = subjects.begunAt.advanced(byNanoseconds: Int64(length * tenth / 10))
      let text = "\(make(&random)) at \(instant)\(stage)"
      let query = SourceText(name: "query", text: text)
      let outcome = try runner.run(query, context: QueryContext(now: subjects.last))
      if case .answered(let answer) = outcome { rows += answer.rows.count }
    }
    func isEnough() -> Bool { times.count >= countMax || times.reduce(0, +) > Self.secondsMax }
    switch source {
    case .warm, .timelines:
      let log = try Self.open(path)
      defer { try? log.close() }
      try log.read { snapshot in
        let reads = try ProjectionSnapshot(snapshot)
        let runner = QueryRunner(cache: cache) { _ in reads }
        if source == .timelines {
          for _ in 0..<countMax { try ask(runner) }
          rows = 0
        }
        while !isEnough() { times.append(try Output.seconds { try ask(runner) }) }
      }
    case .fresh:
      let log = try Self.open(path)
      defer { try? log.close() }
      while !isEnough() { times.append(try Output.seconds { try Self.ask(log, ask) }) }
    case .cold:
      while !isEnough(), times.count < 100 {
        times.append(
          try Output.seconds {
            let log = try Self.open(path)
            defer { try? log.close() }
            try Self.ask(log, ask)
          }
        )
      }
    }
    times.sort()
    func quantile(_ share: Double) -> String {
      String(Output.microseconds(times[Int(Double(times.count - 1) * share)]))
    }
    Output.report(
      "\(source.rawValue) | \(name) | \(place.name) | p50 \(quantile(0.5)) µs | "
        + "p95 \(quantile(0.95)) µs | p99 \(quantile(0.99)) µs | "
        + "\(rows / times.count) rows in the mean | \(times.count) questions"
    )
  }
  /// Asks on a moment of its own.
  private static func ask(_ log: SQLiteEventLog, _ ask: (QueryRunner) throws -> Void) throws {
    try log.read { snapshot in
      let reads = try ProjectionSnapshot(snapshot)
      try ask(QueryRunner { _ in reads })
    }
  }
}
