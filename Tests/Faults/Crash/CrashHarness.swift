import Foundation

/// Kills processes that write to stores, and holds what they leave to what they had acknowledged.
///
/// `CrashHarness HINDCAST FIRST COUNT [FOLDER]` runs so many seeds from the first one on; the same seed
/// kills at the same delays, and runs of other ranges add to one another. Every eighth seed rebuilds,
/// backs up, and forgets with the program, the others with copies of the harness, which start sooner.
@main
enum CrashHarness {
  private static let programShare: UInt64 = 8

  static func main() {
    let words = Array(CommandLine.arguments.dropFirst())
    guard words.count >= 3, let first = UInt64(words[1]), let count = UInt64(words[2]) else {
      say("usage: CrashHarness HINDCAST FIRST COUNT [FOLDER]\n")
      exit(2)
    }
    let folder = words.count > 3 ? words[3] : NSTemporaryDirectory() + "hindcast-crash-\(getpid())"
    exit(run(hindcast: words[0], first: first, count: count, folder: folder) ? 0 : 1)
  }

  private static func run(hindcast: String, first: UInt64, count: UInt64, folder: String) -> Bool {
    let start = ContinuousClock.now
    var sum = CrashFigures()
    for seed in first..<(first + count) {
      var run = CrashRun(
        seed: seed,
        folder: "\(folder)/\(seed)",
        hindcast: seed % programShare == 1 ? hindcast : nil
      )
      run.run()
      sum.add(run.figures)
      for failure in run.figures.failures { say("FAILED \(failure)\n") }
    }
    if sum.failures.isEmpty { try? FileManager.default.removeItem(atPath: folder) }
    let milliseconds = Int(start.duration(to: .now) / .milliseconds(1))
    say("seeds \(first)..<\(first + count): \(sum.text), \(milliseconds) ms\n")
    return sum.failures.isEmpty
  }

  private static func say(_ text: String) {
    FileHandle.standardOutput.write(Data(text.utf8))
  }
}
