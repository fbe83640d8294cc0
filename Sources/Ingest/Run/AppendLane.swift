internal import Dispatch
internal import EventLog
internal import Synchronization

/// Appends on a thread of its own, one batch at a time, so that the next one is read and prepared
/// meanwhile.
final class AppendLane: Sendable {
  private let log: SQLiteEventLog
  private let queue = DispatchQueue(label: "hindcast.append")
  private let done = DispatchSemaphore(value: 0)
  private let result = Mutex<Result<AppendReceipt, any Error>?>(nil)

  init(log: SQLiteEventLog) {
    self.log = log
  }

  /// Begins to append; `wait` must follow before the next batch.
  func start(_ drafts: [EventDraft]) {
    queue.async { [self] in
      let outcome = Result { try log.append(drafts) }
      result.withLock { $0 = outcome }
      done.signal()
    }
  }

  /// Waits until what was begun is on disk, and returns what became of it; throws where it was
  /// refused.
  func wait() throws -> AppendReceipt? {
    done.wait()
    return try result.withLock { result in
      defer { result = nil }
      return result
    }?.get()
  }
}
