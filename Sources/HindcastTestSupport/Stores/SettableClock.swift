internal import EventLog
internal import Synchronization
internal import TopologyModel

/// A clock that says what it was last set to.
final class SettableClock: RecordingClock {
  private let nanoseconds = Mutex<Int64>(0)

  func now() -> Instant { Instant(nanoseconds: nanoseconds.withLock { $0 }) }

  func set(_ instant: Instant) {
    nanoseconds.withLock { $0 = instant.nanoseconds }
  }
}
