import Diagnostics
import EventLog
import Foundation
import Projections
import QueryEngine
import TopologyModel

/// Hindcast itself, asked in process.
struct HindcastPeer {
  struct Refusal: Error, CustomStringConvertible {
    var description: String
  }

  let path: String
  let cluster: String

  func open() throws -> SQLiteEventLog {
    try SQLiteEventLog(
      path: path,
      access: .readOnly,
      participants: [],
      clock: FixedClock(Instant(nanoseconds: 0))
    )
  }

  /// Answers a question; one that is wrong is an error.
  static func answer(
    _ runner: QueryRunner,
    _ text: String,
    _ context: QueryContext
  ) throws -> Answer {
    switch try runner.run(SourceText(name: "query", text: text), context: context) {
    case .answered(let answer): return answer
    case .refused(let diagnostics):
      throw Refusal(description: "\(text): \(diagnostics.map(\.message).joined(separator: ", "))")
    }
  }

  /// The context that everything is asked in.
  func context(_ subjects: Subjects) -> QueryContext {
    QueryContext(
      cluster: cluster,
      now: Instant(nanoseconds: Int64(subjects.last + 1) * 1_000_000_000),
      rowsMax: .max
    )
  }

  /// A cell as all peers write it: integers for truths, nothing for null.
  static func plain(_ value: Value) -> String {
    switch value {
    case .boolean(let flag): flag ? "1" : "0"
    default: ValueText.plain(value)
    }
  }

  /// So many questions lie between those that are measured and those that are asked before.
  private static let skipped = 100_000

  /// The nanoseconds of an end that is open.
  static let open = Int(Int64.max)

  /// The rows of an answer as all peers write them, in order.
  static func canonical(_ answer: Answer, _ question: QuestionClass) -> [String] {
    let columns = answer.columns.map(\.name)
    switch question {
    case .diff:
      // Peers know rows that are gone and rows that are new; a changed one is both.
      var gone = 0
      var new = 0
      for row in answer.rows {
        let change = Self.plain(row.values[0])
        gone += change == "+" ? 0 : 1
        new += change == "-" ? 0 : 1
      }
      return ["\(gone)\t\(new)"]
    case .outages:
      return answer.rows.map(ends).sorted()
    case .serving, .hour, .owner:
      let kind = columns.firstIndex(of: "kind")
      return answer.rows.filter { row in
        question != .owner || kind.map { Self.plain(row.values[$0]) != "nobody" } ?? true
      }.map { row in
        (row.values.map(plain) + [ends(row)]).joined(separator: "\t")
      }.sorted()
    }
  }

  /// Whether what is not observed has a part in the answer, which peers know nothing of.
  static func isComparable(_ answer: Answer, _ question: QuestionClass) -> Bool {
    guard question == .outages else { return true }
    return answer.coverage.allSatisfy(\.isObserved)
  }

  private static func ends(_ row: ResultRow) -> String {
    let from = row.from.map { String($0.nanoseconds) } ?? ""
    return "\(from)\t\(row.until.map { Int($0.nanoseconds) } ?? open)"
  }

  /// Measures a class of questions: `warm`, on one moment of the store; `evaluated`, the same without
  /// timelines; `fresh`, on a moment for each; `cold`, opening it for each.
  func measure(
    _ question: QuestionClass,
    _ place: QuestionClass.Place,
    _ source: String,
    _ subjects: Subjects,
    _ limits: Limits
  ) throws -> Measurement {
    var sequence = question.sequence(place)
    var rows: [Int] = []
    let context = context(subjects)
    let cache = source == "evaluated" ? PlanCache(timelineAsksMin: .max) : PlanCache()
    func ask(_ text: String, _ reads: ProjectionSnapshot) throws {
      let runner = QueryRunner(cache: cache) { _ in reads }
      rows.append(try Self.answer(runner, text, context).rows.count)
    }
    func text() -> String {
      question.text(question.next(&sequence, place, subjects), subjects)
    }
    let times: [Double]
    switch source {
    case "warm", "evaluated":
      let log = try open()
      defer { try? log.close() }
      times = try log.read { snapshot in
        let reads = try ProjectionSnapshot(snapshot)
        // What a first question reads of schemas and statements is not a warm one's.
        try ask(text(), reads)
        // Other questions than those that are measured, so that no text is known from before.
        for _ in 0..<Self.skipped { _ = question.next(&sequence, place, subjects) }
        try limits.warmUp(question, subjects) { try ask(text(), reads) }
        rows = []
        sequence = question.sequence(place)
        return try Measurement.times(countMax: limits.count, secondsMax: limits.seconds) {
          let text = text()
          return try Clocks.seconds { try ask(text, reads) }
        }
      }
    case "fresh":
      let log = try open()
      defer { try? log.close() }
      times = try Measurement.times(countMax: limits.count, secondsMax: limits.seconds) {
        let text = text()
        return try Clocks.seconds { try log.read { try ask(text, ProjectionSnapshot($0)) } }
      }
    default:
      times = try Measurement.times(countMax: limits.coldCount, secondsMax: limits.seconds) {
        let text = text()
        return try Clocks.seconds {
          let log = try open()
          defer { try? log.close() }
          try log.read { try ask(text, ProjectionSnapshot($0)) }
        }
      }
    }
    return Measurement(
      peer: "hindcast",
      question: question,
      place: place,
      source: source,
      seconds: times,
      rows: rows
    )
  }

  /// Measures a class at all places, evaluated and warm, and anywhere fresh and cold, too.
  func measureEverywhere(
    _ question: QuestionClass,
    _ subjects: Subjects,
    _ limits: Limits
  ) throws -> [Measurement] {
    var found: [Measurement] = []
    for place in question.places {
      let sources = ["evaluated", "warm"] + (place == .anywhere ? ["fresh", "cold"] : [])
      for source in sources {
        found.append(try measure(question, place, source, subjects, limits))
      }
    }
    return found
  }

  /// The answers of the first requests of a class, for others to be compared with; nil for one that
  /// what is not observed has a part in.
  func answers(
    _ question: QuestionClass,
    _ place: QuestionClass.Place,
    _ subjects: Subjects,
    count: Int
  ) throws -> [[String]?] {
    let log = try open()
    defer { try? log.close() }
    let context = context(subjects)
    var sequence = question.sequence(place)
    return try log.read { snapshot in
      let reads = try ProjectionSnapshot(snapshot)
      let runner = QueryRunner { _ in reads }
      return try (0..<count).map { _ in
        let text = question.text(question.next(&sequence, place, subjects), subjects)
        let answer = try Self.answer(runner, text, context)
        return Self.isComparable(answer, question) ? Self.canonical(answer, question) : nil
      }
    }
  }
}

/// How long and how often a class is asked.
struct Limits {
  /// How often at most.
  var count = 1000
  /// How often where the store is opened for each question.
  var coldCount = 50
  /// For how many seconds at most, but three times at least.
  var seconds = 4.0
  /// For how many seconds Hindcast is asked before it is measured warm, as a server is that has been
  /// running for a while.
  var warmUpSeconds = 0.0
  /// It goes on, for so many seconds at most, until each subject was asked about so often in the mean.
  var warmUpSecondsMost = 0.0
  var warmUpAsks = 0

  /// Asks until a server would be warm.
  ///
  /// Throws what `ask` throws.
  func warmUp(_ question: QuestionClass, _ subjects: Subjects, ask: () throws -> Void) rethrows {
    let begun = ContinuousClock.now
    let (least, most) = (begun + .seconds(warmUpSeconds), begun + .seconds(warmUpSecondsMost))
    let count = question == .diff ? 0 : warmUpAsks * question.subjectCount(subjects)
    var asked = 0
    while ContinuousClock.now < least || (asked < count && ContinuousClock.now < most) {
      try ask()
      asked += 1
    }
  }
}
