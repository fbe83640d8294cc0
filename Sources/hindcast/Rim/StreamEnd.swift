import Foundation
import Synchronization

/// Whether the user asked to end a stream, with Ctrl-C or a SIGTERM; a second one ends the process.
enum StreamEnd {
  private static let isAsked = Atomic<Bool>(false)
  private static let isWatched = Atomic<Bool>(false)

  /// Whether it was asked since the first call.
  static func isAskedFor() -> Bool {
    let isAskedNow = isAsked.load(ordering: .relaxed)
    if !isWatched.exchange(true, ordering: .relaxed) {
      for number in [SIGINT, SIGTERM] {
        signal(number) { number in
          StreamEnd.isAsked.store(true, ordering: .relaxed)
          signal(number, SIG_DFL)
        }
      }
    }
    return isAskedNow
  }
}
