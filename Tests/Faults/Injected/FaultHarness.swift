import Foundation

/// Lets files fail below SQLite, and holds stores to what they had acknowledged.
///
/// `FaultHarness FIRST COUNT [FOLDER [COPIES]]` runs so many seeds from the first one on; the same seed has
/// the same fault, and runs of other ranges add to one another. Backups go to the second folder: what is left
/// of one that failed stays where that is on another disk than the store.
@main
enum FaultHarness {
  static func main() {
    let words = Array(CommandLine.arguments.dropFirst())
    guard words.count >= 2, let first = UInt64(words[0]), let count = UInt64(words[1]) else {
      say("usage: FaultHarness FIRST COUNT [FOLDER [COPIES]]\n")
      exit(2)
    }
    let folder = words.count > 2 ? words[2] : NSTemporaryDirectory() + "hindcast-faults-\(getpid())"
    let copies = words.count > 3 ? words[3] : folder
    exit(run(first: first, count: count, folder: folder, copies: copies) ? 0 : 1)
  }

  private static func run(first: UInt64, count: UInt64, folder: String, copies: String) -> Bool {
    let start = ContinuousClock.now
    var sum = FaultFigures()
    for seed in first..<(first + count) {
      var run = FaultRun(seed: seed, folder: "\(folder)/\(seed)", copies: "\(copies)/\(seed)")
      run.run()
      sum.add(run.figures)
      for failure in run.figures.failures { say("FAILED \(failure)\n") }
    }
    for path in [folder, copies] { try? FileManager.default.removeItem(atPath: path) }
    let milliseconds = Int(start.duration(to: .now) / .milliseconds(1))
    say("seeds \(first)..<\(first + count): \(sum.text), \(milliseconds) ms\n")
    return sum.failures.isEmpty
  }

  private static func say(_ text: String) {
    FileHandle.standardOutput.write(Data(text.utf8))
  }
}
