import Foundation
import Synchronization

/// Ends the process where an input takes too long, or too much memory, and says which it was.
///
/// How long counts by the processor: a busy machine makes no input slow. What waits for ever is found
/// by the clock, twenty times later.
final class FuzzGuard: Sendable {
  /// The exit code of a process that took too long over an input.
  static let hangCode: Int32 = 71
  /// The exit code of a process that took too much memory.
  static let memoryCode: Int32 = 72

  private let begun = Atomic<Int64>(0)
  private let begunOfProcessor = Atomic<Int64>(0)
  private let peak = Atomic<Int>(0)

  /// Looks from now on, ten times a second.
  init(secondsMax: Double, bytesMax: Int) {
    let thread = Thread { [self] in
      while true {
        usleep(100_000)
        let start = begun.load(ordering: .relaxed)
        let used = Double(Self.processorTime() - begunOfProcessor.load(ordering: .relaxed)) / 1e9
        if start > 0, used > secondsMax || Double(Self.now() - start) / 1e9 > 20 * secondsMax {
          _exit(Self.hangCode)
        }
        let bytes = Self.residentBytes()
        if bytes > peak.load(ordering: .relaxed) { peak.store(bytes, ordering: .relaxed) }
        if bytes > bytesMax { _exit(Self.memoryCode) }
      }
    }
    thread.start()
  }

  /// Notes that an input begins; returns when that is.
  func begin() -> Int64 {
    let now = Self.now()
    begunOfProcessor.store(Self.processorTime(), ordering: .relaxed)
    begun.store(now, ordering: .relaxed)
    return now
  }

  /// Notes that it has ended; returns how many nanoseconds of the processor it took.
  func end() -> Int64 {
    begun.store(0, ordering: .relaxed)
    return Self.processorTime() - begunOfProcessor.load(ordering: .relaxed)
  }

  /// The most bytes of memory that were seen.
  var peakBytes: Int { peak.load(ordering: .relaxed) }

  /// A clock that never steps back.
  static func now() -> Int64 { Int64(DispatchTime.now().uptimeNanoseconds) }

  /// The time that the processor spent on this process.
  static func processorTime() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  private static func residentBytes() -> Int {
    guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else {
      return 0
    }
    let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    return pages * 4096
  }
}
