import EventLog
import Synchronization
import TopologyModel

/// A clock that goes on by a millisecond each time it is read, and by what it is told.
final class LogicalClock: RecordingClock {
  private let nanoseconds = Mutex<Int64>(1_795_000_000_000_000_000)

  func now() -> Instant {
    nanoseconds.withLock { value in
      value += 1_000_000
      return Instant(nanoseconds: value)
    }
  }

  /// Lets time pass.
  func pass(seconds: Int64) {
    nanoseconds.withLock { $0 += seconds * 1_000_000_000 }
  }
}
