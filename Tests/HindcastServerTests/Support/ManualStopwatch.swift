import QueryEngine
import Synchronization

/// A stopwatch that a test moves on, so that no timing decides it.
final class ManualStopwatch: Sendable {
  private let nanoseconds = Mutex<Int64>(0)

  /// Lets seconds pass.
  func advance(seconds: Int64) {
    nanoseconds.withLock { $0 += seconds * 1_000_000_000 }
  }

  /// The stopwatch as the server takes it.
  var stopwatch: Stopwatch {
    Stopwatch { self.nanoseconds.withLock { $0 } }
  }
}
