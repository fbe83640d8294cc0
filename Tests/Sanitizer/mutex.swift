import Foundation
import Synchronization

// Four threads count under a `Mutex`. There is no race, and the thread sanitizer reports some unless
// locks.c is loaded.
final class Counter: Sendable {
  let value = Mutex([0])
}

let counter = Counter()
let done = DispatchSemaphore(value: 0)
for _ in 0..<4 {
  Thread {
    for _ in 0..<50_000 { counter.value.withLock { $0[0] += 1 } }
    done.signal()
  }.start()
}
for _ in 0..<4 { done.wait() }
