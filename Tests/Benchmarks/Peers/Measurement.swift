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
  /// How many answers were compared with Hindcast's own, and how many differ.
  var checked: Int
  var wrong: Int

  init(
    peer: String,
    question: QuestionClass,
    place: QuestionClass.Place,
    source: String,
    seconds: [Double],
    rows: Int
  ) {
    let sorted = seconds.sorted()
    func quantile(_ share: Double) -> Double {
      guard !sorted.isEmpty else { return 0 }
      return sorted[Int((Double(sorted.count - 1) * share).rounded())] * 1e6
    }
    self.peer = peer
    self.question = question.rawValue
    self.place = place.rawValue
    self.source = source
    p50 = quantile(0.5)
    p95 = quantile(0.95)
    p99 = quantile(0.99)
    questions = sorted.count
    self.rows = Double(rows) / Double(max(1, sorted.count))
    checked = 0
    wrong = 0
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
