/// The clauses behind a question, in the order in which they are written.
enum ClauseKind: Int, CaseIterable {
  case port
  case vantage
  case pod
  case draining
  case scope
  case time
  case knownAt
  case pipeline

  /// The words that the clause begins with, for messages.
  var words: String {
    switch self {
    case .port: "on port"
    case .vantage: "for"
    case .pod: "pod"
    case .draining: "including draining"
    case .scope: "in"
    case .time: "at"
    case .knownAt: "as known at"
    case .pipeline: "|"
    }
  }

  /// The place of the clause: in a diff the pipeline stands before the times.
  func rank(inDiff isDiff: Bool) -> Int {
    isDiff && self == .pipeline ? ClauseKind.scope.rawValue * 2 + 1 : rawValue * 2
  }
}
