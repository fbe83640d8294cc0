import Foundation

// A thread writes, resumes a continuation, and what was suspended reads. There is no race: a continuation
// that was resumed hands everything on. Where it is resumed before its task has suspended, that happens
// within the concurrency library, which is not built with the sanitizer, and a race is reported.
final class Box: @unchecked Sendable {
  var value = 0
}

func written(_ value: Int) async throws -> Int {
  let box = Box()
  try await withUnsafeThrowingContinuation { (continuation: UnsafeContinuation<Void, any Error>) in
    Thread {
      box.value = value
      continuation.resume()
    }.start()
  }
  return box.value
}

for value in 0..<2000 {
  let found = try await written(value)
  precondition(found == value, "\(found) was handed on for \(value)")
}
