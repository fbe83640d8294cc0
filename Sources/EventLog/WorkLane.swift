internal import Dispatch
internal import Synchronization

/// Does one piece of work at a time on a thread of its own, while its owner goes on with another.
public final class WorkLane<Output: Sendable>: Sendable {
  private let queue: DispatchQueue
  private let done = DispatchSemaphore(value: 0)
  private let result = Mutex<Result<Output, any Error>?>(nil)

  /// Creates a lane; the label shows in debuggers.
  public init(label: String) {
    queue = DispatchQueue(label: label)
  }

  /// Begins a piece of work; `wait()` must follow before the next.
  public func start(_ work: @escaping @Sendable () throws -> Output) {
    queue.async { [self] in
      let outcome = Result { try work() }
      result.withLock { $0 = outcome }
      done.signal()
    }
  }

  /// Waits for what was begun, and returns what came of it; nil where nothing was.
  ///
  /// Throws what the work threw.
  public func wait() throws -> Output? {
    done.wait()
    return try result.withLock { result in
      defer { result = nil }
      return result
    }?.get()
  }
}
