import Foundation

// Four threads count without a lock: the thread sanitizer must report it, with locks.c as without.
nonisolated(unsafe) var value = [0]
let done = DispatchSemaphore(value: 0)
for _ in 0..<4 {
  Thread {
    for _ in 0..<50_000 { value[0] += 1 }
    done.signal()
  }.start()
}
for _ in 0..<4 { done.wait() }
