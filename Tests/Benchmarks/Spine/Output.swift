import Foundation

/// What the benchmark prints, and how it measures.
enum Output {
  static func report(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
  }

  static func rounded(_ seconds: Double) -> String {
    "\((seconds * 100).rounded() / 100)"
  }

  /// The time of the processor that the process has taken so far, of all its threads.
  static func processorSeconds() -> Double {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
    return seconds(usage.ru_utime) + seconds(usage.ru_stime)
  }

  /// The most memory that was resident so far, in MB.
  static func residentMegabytesMax() -> Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss / 1024
  }

  static func microseconds(_ seconds: Double) -> Int {
    Int((seconds * 1e6).rounded())
  }

  static func seconds(_ body: () throws -> Void) rethrows -> Double {
    let duration = try ContinuousClock().measure(body)
    return Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
  }
}
