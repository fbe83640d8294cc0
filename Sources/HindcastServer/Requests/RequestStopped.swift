/// A request was stopped before it had its answer.
struct RequestStopped: Error {
  /// Why.
  enum Reason: String, Sendable {
    /// It ran longer than it may.
    case timeLimit = "time-limit"
    /// The process has no memory left for it.
    case memoryLimit = "memory-limit"
    /// Its client holds more memory than it may.
    case clientMemory = "client-memory-limit"
    /// Nobody waits for the answer.
    case clientGone = "client-gone"
    /// Somebody who may do so ended it.
    case ended = "request-ended"
    /// The server ends.
    case shutdown = "shutting-down"
  }

  let reason: Reason
}
