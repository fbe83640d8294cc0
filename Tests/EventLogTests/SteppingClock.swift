import EventLog
import Synchronization
import TopologyModel

/// A clock that says what a test wants, one instant an append; the last one stays.
final class SteppingClock: RecordingClock {
  private let rest: Mutex<[Instant]>

  init(_ instants: [Instant]) {
    rest = Mutex(instants)
  }

  func now() -> Instant {
    rest.withLock { rest in
      rest.count > 1 ? rest.removeFirst() : rest.first ?? Instant(nanoseconds: 0)
    }
  }
}
