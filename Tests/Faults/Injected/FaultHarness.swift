import Foundation

/// Lets files fail below SQLite, and holds stores to what they had acknowledged.
///
/// `FaultHarness FIRST COUNT [FOLDER]` runs so many seeds from the first one on; the same seed has the same
/// fault, and runs of other ranges add to one another.
@main
enum FaultHarness {
  static func main() {
    let words = Array(CommandLine.arguments.dropFirst())
    guard words.count >= 2, let first = UInt64(words[0]), let count = UInt64(words[1]) else {
      say("usage: FaultHarness FIRST COUNT [FOLDER]\n")
      exit(2)
    }
    let folder = words.count > 2 ? words[2] : NSTemporaryDirectory() + "hindcast-faults-\(getpid())"
    exit(run(first: first, count: count, folder: folder) ? 0 : 1)
  }

  private static func run(first: UInt64, count: UInt64, folder: String) -> Bool {
    let start = ContinuousClock.now
    var sum = FaultFigures()
    for seed in first..<(first + count) {
      var run = FaultRun(seed: seed, folder: "\(folder)/\(seed)")
      run.run()
      sum.add(run.figures)
      for failure in run.figures.failures { say("FAILED \(failure)\n") }
    }
    try? FileManager.default.removeItem(atPath: folder)
    let milliseconds = Int(start.duration(to: .now) / .milliseconds(1))
    say("seeds \(first)..<\(first + count): \(sum.text), \(milliseconds) ms\n")
    return sum.failures.isEmpty
  }

  private static func say(_ text: String) {
    FileHandle.standardOutput.write(Data(text.utf8))
  }
}
