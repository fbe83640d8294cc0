import Diagnostics
import EventLog
import Foundation
import Projections
import QueryEngine
import TopologyModel

/// Asks Hindcast and the tables in SQLite the same questions in one process, and compares answers.
struct InProcess {
  /// All that is told.
  struct Report: Codable {
    var measurements: [Measurement]
    var pairs: [PairsMeasurement.Result]
    /// Nanoseconds from text to plan, in the mean: parsed and bound each time, and kept.
    var planned: Double
    var plannedFromCache: Double
    /// An answer that differs, of each class that has one.
    var differences: [String]
  }

  /// How many answers of a class others are compared with.
  static let answersCount = 100
  static let diffAnswersCount = 5

  let peer: HindcastPeer
  let folder: String
  let subjects: Subjects
  let limits: Limits
  let questions: [QuestionClass]

  func run() throws -> Report {
    var report = Report(
      measurements: [],
      pairs: [],
      planned: 0,
      plannedFromCache: 0,
      differences: []
    )
    for question in questions {
      for place in question.places { try measure(question, place, &report) }
    }
    let pairs = PairsMeasurement(subjects: subjects)
    report.pairs.append(try pairs.hindcast(peer))
    for index in SQLitePeer.Index.allCases {
      report.pairs.append(try pairs.sqlite(SQLitePeer(index: index, folder: folder)))
    }
    (report.planned, report.plannedFromCache) = try planning()
    return report
  }

  private func measure(
    _ question: QuestionClass,
    _ place: QuestionClass.Place,
    _ report: inout Report
  ) throws {
    let count = question == .diff ? Self.diffAnswersCount : Self.answersCount
    let answers = try peer.answers(question, place, subjects, count: count)
    if place == .anywhere {
      let url = URL(fileURLWithPath: "\(folder)/answers-\(question.rawValue).json")
      try JSONEncoder().encode(answers).write(to: url)
    }
    let isOfInstants = question == .serving || question == .owner
    let sources = isOfInstants && place == .anywhere ? ["warm", "fresh", "cold"] : ["warm"]
    let peers = SQLitePeer.Index.allCases.map { SQLitePeer(index: $0, folder: folder) }
    var found: [Measurement] = []
    // Peers take turns, so that what else the machine does meets all of them.
    for source in sources {
      found.append(try peer.measure(question, place, source, subjects, limits))
      for peer in peers {
        found.append(try peer.measure(question, place, source, subjects, limits))
      }
    }
    for peer in peers {
      let (checked, wrong, example) = try peer.check(question, place, subjects, answers)
      for index in found.indices where found[index].peer == peer.name {
        (found[index].checked, found[index].wrong) = (checked, wrong)
      }
      if let example { report.differences.append("\(peer.name): \(example)") }
    }
    report.measurements += found
  }

  /// From text to plan of the main question, with a condition behind it.
  private func planning() throws -> (Double, Double) {
    let log = try peer.open()
    defer { try? log.close() }
    let context = peer.context(subjects)
    let at = Instant(nanoseconds: Int64(subjects.last) * 1_000_000_000)
    let sources = subjects.services.suffix(64).map {
      SourceText(
        name: "query",
        text: "pods serving \($0.name) on port \($0.port) at \(at) | where ready"
      )
    }
    let rounds = 100
    return try log.read { snapshot in
      let reads = try ProjectionSnapshot(snapshot)
      func nanoseconds(_ cache: PlanCache?) throws -> Double {
        let runner = QueryRunner(cache: cache) { _ in reads }
        for source in sources { _ = try runner.plans(source, context: context) }
        let total = try Clocks.seconds {
          for _ in 0..<rounds {
            for source in sources { _ = try runner.plans(source, context: context) }
          }
        }
        return total * 1e9 / Double(rounds * sources.count)
      }
      return (try nanoseconds(nil), try nanoseconds(PlanCache()))
    }
  }
}
