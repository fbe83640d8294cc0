public import Diagnostics
public import QueryEngine
public import TopologyModel

/// A store as a session asks it.
public protocol ConsoleStore {
  /// The path that it was opened at.
  var path: String { get }

  /// Answers a query on one consistent moment of the store.
  ///
  /// Throws `QueryCancelled` soon after `isCancelled` says so, and what the store throws.
  func run(
    _ source: SourceText,
    context: QueryContext,
    isCancelled: @escaping () -> Bool
  ) throws -> QueryRunner.Outcome

  /// What may be inserted at a place of a query.
  func complete(
    _ source: SourceText,
    at offset: SourceOffset,
    context: QueryContext
  ) throws -> [Completion]

  /// The names of the clusters, sorted.
  func clusterNames() throws -> [String]

  /// Since when a cluster was observed (inclusive), and until when (inclusive); nil where it never was.
  func observed(cluster: String) throws -> (from: Instant, through: Instant)?
}
