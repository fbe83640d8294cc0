import Foundation

/// What the benchmark prints, and how it measures.
enum Output {
  static func report(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
  }

  static func rounded(_ seconds: Double) -> String {
    "\((seconds * 100).rounded() / 100)"
  }

  static func microseconds(_ seconds: Double) -> Int {
    Int((seconds * 1e6).rounded())
  }

  static func seconds(_ body: () throws -> Void) rethrows -> Double {
    let duration = try ContinuousClock().measure(body)
    return Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
  }
}
