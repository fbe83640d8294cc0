import Foundation

/// What was measured of one class of questions, asked of one peer.
struct Measurement: Codable {
  var peer: String
  var question: String
  var place: String
  /// `warm`, `fresh`, or `cold`.
  var source: String
  /// In microseconds.
  var p50: Double
  var p95: Double
  var p99: Double
  var questions: Int
  /// Rows of an answer in the mean.
  var rows: Double
  /// The same of answers with as many rows as the key to twice as many, without those; of Hindcast alone.
  var byRows: [String: Share]?
  /// How many answers were compared with Hindcast's own, and how many differ.
  var checked: Int
  var wrong: Int

  /// A part of the questions.
  struct Share: Codable {
    var p50: Double
    var p99: Double
    var questions: Int

    /// Of seconds in order.
    init(_ sorted: [Double]) {
      p50 = Measurement.quantile(sorted, 0.5)
      p99 = Measurement.quantile(sorted, 0.99)
      questions = sorted.count
    }
  }

  init(
    peer: String,
    question: QuestionClass,
    place: QuestionClass.Place,
    source: String,
    seconds: [Double],
    rows: Int
  ) {
    let sorted = seconds.sorted()
    self.peer = peer
    self.question = question.rawValue
    self.place = place.rawValue
    self.source = source
    p50 = Self.quantile(sorted, 0.5)
    p95 = Self.quantile(sorted, 0.95)
    p99 = Self.quantile(sorted, 0.99)
    questions = sorted.count
    self.rows = Double(rows) / Double(max(1, sorted.count))
    checked = 0
    wrong = 0
  }

  /// The same, where it is known how many rows each answer has.
  init(
    peer: String,
    question: QuestionClass,
    place: QuestionClass.Place,
    source: String,
    seconds: [Double],
    rows: [Int]
  ) {
    self.init(
      peer: peer,
      question: question,
      place: place,
      source: source,
      seconds: seconds,
      rows: rows.reduce(0, +)
    )
    let sizes = rows.map { $0 == 0 ? 0 : 1 << (Int.bitWidth - 1 - $0.leadingZeroBitCount) }
    byRows = Dictionary(grouping: zip(sizes, seconds)) { String($0.0) }
      .mapValues { Share($0.map(\.1).sorted()) }
  }

  /// A share's place in seconds that are in order, in microseconds.
  private static func quantile(_ sorted: [Double], _ share: Double) -> Double {
    guard !sorted.isEmpty else { return 0 }
    return sorted[Int((Double(sorted.count - 1) * share).rounded())] * 1e6
  }

  /// Takes the times of questions until there are enough of them.
  static func times(
    countMax: Int,
    secondsMax: Double,
    _ ask: () throws -> Double
  ) rethrows -> [Double] {
    var times: [Double] = []
    var total = 0.0
    while times.count < countMax, total < secondsMax || times.count < 3 {
      let time = try ask()
      times.append(time)
      total += time
    }
    return times
  }
}

/// Clocks, and what is printed.
enum Clocks {
  static func seconds(_ body: () throws -> Void) rethrows -> Double {
    let duration = try ContinuousClock().measure(body)
    return Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
  }

  /// Seconds of the processor that all threads of the process took, in its own code and in the system's.
  static func processorSeconds(_ body: () throws -> Void) rethrows -> Double {
    let before = processorTime()
    try body()
    return processorTime() - before
  }

  static func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// Prints a value as JSON on a line.
  static func print(_ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    FileHandle.standardOutput.write(try encoder.encode(value) + Data([10]))
  }
}
