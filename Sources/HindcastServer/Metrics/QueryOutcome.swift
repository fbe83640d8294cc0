internal import TopologyModel

/// What became of a query, for those who count: each query has one outcome, and there are no others.
enum QueryOutcome: CaseIterable, Sendable {
  /// All of its rows were found.
  case answered
  /// The client had the answer already.
  case notModified
  /// It is wrong, asks for what is not there, or about more than the client may.
  case refused
  /// It ran longer than it may.
  case timeLimit
  /// It was stopped since the server's memory was full, or its client's share of it.
  case memoryLimit
  /// The client went away before all was found.
  case clientGone
  /// Somebody who may do so ended it.
  case ended
  /// The server ended before.
  case shutdown
  /// The store could not be read, or there is a defect.
  case failed

  /// The outcome as the label of a metric, in the words of errors.
  var label: String {
    switch self {
    case .answered: "answered"
    case .notModified: "not-modified"
    case .refused: "refused"
    case .timeLimit: RequestStopped.Reason.timeLimit.rawValue
    case .memoryLimit: RequestStopped.Reason.memoryLimit.rawValue
    case .clientGone: RequestStopped.Reason.clientGone.rawValue
    case .ended: RequestStopped.Reason.ended.rawValue
    case .shutdown: RequestStopped.Reason.shutdown.rawValue
    case .failed: "failed"
    }
  }

  /// The outcome of a query that ended with an error.
  init(_ error: any Error) {
    switch error {
    case let error as RequestStopped: self.init(error.reason)
    case let error as any CategorizedError: self.init(error.category)
    case is CancellationError: self = .shutdown
    default: self = .failed
    }
  }

  /// The outcome of a query that was stopped.
  init(_ reason: RequestStopped.Reason) {
    self =
      switch reason {
      case .timeLimit: .timeLimit
      case .memoryLimit, .clientMemory: .memoryLimit
      case .clientGone: .clientGone
      case .ended: .ended
      case .shutdown: .shutdown
      }
  }

  private init(_ category: AnomalyCategory) {
    self =
      switch category {
      case .incorrect, .forbidden, .notFound, .conflict, .forgotten, .future, .unsupported, .limit:
        .refused
      case .busy, .unavailable, .corrupt, .fault: .failed
      }
  }
}
