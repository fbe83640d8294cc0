public import TopologyModel

/// A query was stopped by whoever asked it, before it had an answer.
public struct QueryCancelled: CategorizedError {
  /// What becomes of it.
  public var category: AnomalyCategory { .busy }
  /// What is told of it.
  public var message: String { "the query was stopped before it had an answer" }
  /// The way out.
  public var help: String? { "ask it again" }

  /// Creates the error.
  public init() {}
}
