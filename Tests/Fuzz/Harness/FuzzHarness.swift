import Foundation

/// Feeds made-up input to what takes input from outside, in processes that may die of it.
///
/// `FuzzHarness TARGET SECONDS [SEED [FOLDER]]` looks for inputs that break a target, and
/// `FuzzHarness TARGET FILE` takes one input.
@main
enum FuzzHarness {
  static func main() {
    let words = Array(CommandLine.arguments.dropFirst())
    let isWorker = words.first == "worker"
    let rest = isWorker ? Array(words.dropFirst()) : words
    guard rest.count >= 2, let type = FuzzTargets.named(rest[0]) else {
      say("usage: FuzzHarness TARGET SECONDS [SEED [FOLDER]], or FuzzHarness TARGET FILE\n")
      say("targets: \(FuzzTargets.all.map { $0.name }.joined(separator: ", "))\n")
      exit(2)
    }
    guard let seconds = Double(rest[1]) else {
      exit(check(type, file: rest[1]) ? 0 : 1)
    }
    let seed = rest.count > 2 ? UInt64(rest[2]) ?? 0 : 0
    let folder = rest.count > 3 ? rest[3] : ".build/fuzz/\(type.name)"
    guard isWorker else {
      exit(supervise(type, seconds: seconds, seed: seed, folder: folder) ? 0 : 1)
    }
    do {
      try FuzzWorker.run(type, seed: seed, seconds: seconds, folder: folder)
      exit(0)
    } catch {
      say("\(error)\n")
      exit(2)
    }
  }

  static func say(_ text: String) {
    FileHandle.standardOutput.write(Data(text.utf8))
  }

  /// Takes one input in this process.
  private static func check(_ type: any FuzzTarget.Type, file: String) -> Bool {
    do {
      let scratch = NSTemporaryDirectory() + "hindcast-fuzz-\(getpid())"
      try FileManager.default.createDirectory(atPath: scratch, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(atPath: scratch) }
      let input = Array(try Data(contentsOf: URL(filePath: file)))
      say("\(try type.init(folder: scratch).take(input))\n")
      return true
    } catch {
      say("\(error)\n")
      return !(error is FuzzFailure)
    }
  }

  /// Runs workers one after the other: each that dies leaves what it died of.
  private static func supervise(
    _ type: any FuzzTarget.Type,
    seconds: Double,
    seed: UInt64,
    folder: String
  ) -> Bool {
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let end = FuzzGuard.now() + Int64(seconds * 1e9)
    var seed = seed
    var isClean = true
    var deaths = 0
    while FuzzGuard.now() < end, deaths < 50 {
      let left = Double(end - FuzzGuard.now()) / 1e9
      // Processes of limited age: what one input leaves behind does not add up for ever.
      let code = worker([type.name, "\(min(left, 120))", "\(seed)", folder])
      if code != 0 {
        isClean = false
        deaths += 1
        let path = "\(folder)/crash-\(seed)"
        try? FileManager.default.removeItem(atPath: path)
        try? FileManager.default.moveItem(atPath: "\(folder)/current", toPath: path)
        say("\(type.name): seed \(seed): \(reason(code)): \(path)\n")
      }
      seed += 1
    }
    try? FileManager.default.removeItem(atPath: "\(folder)/scratch")
    say("\(type.name): \(isClean ? "no process died" : "\(deaths) processes died")\n")
    return isClean
  }

  private static func reason(_ code: Int32) -> String {
    switch code {
    case FuzzGuard.hangCode: "took more than \(Int(FuzzWorker.secondsOfInputMax)) s"
    case FuzzGuard.memoryCode: "took more than \(FuzzWorker.memoryBytesMax >> 20) MiB"
    default: code < 0 ? "died of signal \(-code)" : "ended with \(code)"
    }
  }

  /// Runs a worker to its end; returns its exit code, or the signal below zero.
  private static func worker(_ arguments: [String]) -> Int32 {
    let process = Process()
    process.executableURL = URL(filePath: "/proc/\(getpid())/exe").resolvingSymlinksInPath()
    process.arguments = ["worker"] + arguments
    var environment = ProcessInfo.processInfo.environment
    environment["SWIFT_BACKTRACE"] = "enable=no"
    process.environment = environment
    do { try process.run() } catch { return 2 }
    process.waitUntilExit()
    let code = process.terminationStatus
    return process.terminationReason == .uncaughtSignal ? -code : code
  }
}
