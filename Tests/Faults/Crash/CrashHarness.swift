import Foundation

/// Kills processes that write to stores, and holds what they leave to what they had acknowledged.
///
/// `CrashHarness HINDCAST FIRST COUNT [FOLDER]` runs so many seeds from the first one on; the same seed
/// kills at the same delays, and runs of other ranges add to one another.
@main
enum CrashHarness {
  static func main() {
    let arguments = CommandLine.arguments.dropFirst()
    if arguments.first == "writer" {
      write(arguments.dropFirst().map { $0 })
      return
    }
    let words = Array(arguments)
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
        hindcast: hindcast,
        writer: "/proc/self/exe"
      )
      run.run()
      sum.kills.merge(run.figures.kills) { $0 + $1 }
      sum.escaped += run.figures.escaped
      sum.acknowledged += run.figures.acknowledged
      sum.unacknowledged += run.figures.unacknowledged
      sum.failures += run.figures.failures
      for failure in run.figures.failures { say("FAILED \(failure)\n") }
    }
    try? FileManager.default.removeItem(atPath: folder)
    let elapsed = start.duration(to: .now).components
    let seconds = Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18
    say("seeds \(first)..<\(first + count): \(sum.text), \(Int(seconds)) s\n")
    return sum.failures.isEmpty
  }

  private static func write(_ words: [String]) {
    guard words.count == 3, let seed = UInt64(words[1]), let batch = Int(words[2]) else { exit(2) }
    do {
      try CrashWriter.run(store: words[0], seed: seed, from: batch)
    } catch {
      say("\(error)\n")
      exit(1)
    }
  }

  private static func say(_ text: String) {
    FileHandle.standardOutput.write(Data(text.utf8))
  }
}
