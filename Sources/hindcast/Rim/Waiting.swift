import Dispatch
import Synchronization

/// Waits for tasks where a command has a thread to wait with.
enum Waiting {
  /// Runs something that takes a while, and returns what it gives, or throws what it throws.
  static func run<Value: Sendable>(
    _ body: @escaping @Sendable () async throws -> Value
  ) throws -> Value {
    let outcome = Mutex<Result<Value, any Error>?>(nil)
    let ended = DispatchSemaphore(value: 0)
    Task {
      let result: Result<Value, any Error>
      do { result = .success(try await body()) } catch { result = .failure(error) }
      outcome.withLock { $0 = result }
      ended.signal()
    }
    ended.wait()
    guard let result = outcome.withLock({ $0 }) else {
      preconditionFailure("the task ended without an outcome")
    }
    return try result.get()
  }
}
