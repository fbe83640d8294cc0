public import TopologyModel

/// What can go wrong with what a server sent.
public enum LiveError: CategorizedError, Hashable {
  /// What was sent as a list cannot be read as one.
  case unreadableList(detail: String)

  /// The kind of failure.
  public var category: AnomalyCategory { .unavailable }

  /// What happened.
  public var message: String {
    switch self {
    case .unreadableList(let detail): "the server's list cannot be read: \(detail)"
    }
  }

  /// What to do next.
  public var help: String? {
    switch self {
    case .unreadableList:
      "check that the address is an API server's, and not that of a login page or proxy"
    }
  }
}
