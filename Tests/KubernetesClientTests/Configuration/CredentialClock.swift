import Synchronization
import TopologyModel

/// A clock that a test sets.
final class CredentialClock: Sendable {
  private let time: Mutex<Instant>

  init(_ time: Instant) { self.time = Mutex(time) }

  func advance(seconds: Int64) {
    time.withLock { $0 = $0.advanced(byNanoseconds: seconds * 1_000_000_000) }
  }

  var now: Instant { time.withLock { $0 } }
}
