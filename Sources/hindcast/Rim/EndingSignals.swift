import Dispatch
import Foundation
import Synchronization

/// The signals that ask a run to end: the first one lets it finish, the second one ends it at once.
struct EndingSignals {
  private let sources: [any DispatchSourceSignal]

  /// Begins to listen; `onFirst` is called once, on a thread of its own.
  init(onFirst: @escaping @Sendable () -> Void) {
    let count = SignalCount()
    sources = [SIGINT, SIGTERM, SIGHUP].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        guard count.next() == 1 else { Output.exit(128 + number) }
        onFirst()
      }
      source.resume()
      return source
    }
  }

  /// Ends the listening.
  func cancel() {
    for source in sources { source.cancel() }
  }

  /// How many signals came, whichever they were.
  private final class SignalCount: Sendable {
    private let count = Mutex(0)

    func next() -> Int {
      count.withLock { count in
        count += 1
        return count
      }
    }
  }
}
