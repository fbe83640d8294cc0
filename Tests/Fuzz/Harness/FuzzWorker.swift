import Foundation

/// The process that takes inputs, and that may die of one.
///
/// Each input is in the file `current` before it is taken, so that it is there when the process is not.
enum FuzzWorker {
  /// How long an input may take, in seconds; builds for debugging are slow.
  static let secondsOfInputMax = 10.0
  /// How much memory the process may take.
  static let memoryBytesMax = 1 << 30

  /// How long an input is that did something new, and is written to a file.
  private static let newsBytesMax = 4096

  /// A name for a file of these bytes.
  private static func fingerprint(of input: [UInt8]) -> String {
    let hash = input.reduce(UInt64(0xCBF2_9CE4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    return String(hash, radix: 16)
  }

  /// Takes inputs for so many seconds, and says a line about it.
  static func run(
    _ type: any FuzzTarget.Type,
    seed: UInt64,
    seconds: Double,
    folder: String
  ) throws {
    let watch = FuzzGuard(secondsMax: secondsOfInputMax, bytesMax: memoryBytesMax)
    let scratch = "\(folder)/scratch"
    try? FileManager.default.removeItem(atPath: scratch)
    try FileManager.default.createDirectory(atPath: scratch, withIntermediateDirectories: true)
    let current = open("\(folder)/current", O_RDWR | O_CREAT | O_TRUNC, 0o644)
    guard current >= 0 else { throw FuzzFailure("`\(folder)/current` cannot be written") }
    var failureCount = 0
    var slowest: Int64 = 0
    func around(_ input: [UInt8], _ take: () -> Void) {
      ftruncate(current, 0)
      pwrite(current, input, input.count, 0)
      _ = watch.begin()
      take()
      let nanoseconds = watch.end()
      guard nanoseconds > max(slowest, 1_000_000_000) else { return }
      slowest = nanoseconds
      try? Data(input).write(to: URL(filePath: "\(folder)/slow-\(seed)"))
    }
    let end = FuzzGuard.now() + Int64(seconds * 1e9)
    var run = try FuzzRun(type, seed: seed, folder: scratch)
    let corpus = "\(folder)/corpus"
    try? FileManager.default.createDirectory(atPath: corpus, withIntermediateDirectories: true)
    run.onNews = { input in
      guard input.count <= newsBytesMax else { return }
      try? Data(input).write(to: URL(filePath: "\(corpus)/\(fingerprint(of: input))"))
    }
    func keepFailures() {
      while failureCount < run.figures.failures.count {
        let failure = run.figures.failures[failureCount]
        failureCount += 1
        let path = "\(folder)/failure-\(seed)-\(failureCount)"
        try? FileManager.default.removeItem(atPath: path)
        try? FileManager.default.copyItem(atPath: "\(folder)/current", toPath: path)
        FuzzHarness.say("FAILED \(failure.prefix(2000))\n  \(path)\n")
      }
    }
    if seed % 1000 == 0 {
      run.takeCorpus(around)
      keepFailures()
    }
    while FuzzGuard.now() < end, failureCount < 20 {
      run.takeNext(around)
      keepFailures()
    }
    let figures = run.figures
    FuzzHarness.say(
      "\(type.name): \(figures.executions) executions, \(figures.outcomes) outcomes, "
        + "\(failureCount) failures, slowest \(figures.slowestNanoseconds / 1_000_000) ms, "
        + "peak \(watch.peakBytes >> 20) MiB\n"
    )
  }
}
