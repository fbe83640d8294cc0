public import Console
public import Diagnostics
internal import EventLog
internal import Projections
public import QueryEngine
public import TopologyModel

extension TestStore: ConsoleStore {
  /// Answers a query, or refuses it.
  public func run(
    _ source: SourceText,
    context: QueryContext,
    isCancelled: @escaping () -> Bool
  ) throws -> QueryRunner.Outcome {
    try log.read { snapshot in
      try QueryRunner(isCancelled: isCancelled) { try ProjectionSnapshot(snapshot, as: $0) }.run(
        source,
        context: context
      )
    }
  }

  /// What may be inserted at a place of a query.
  public func complete(
    _ source: SourceText,
    at offset: SourceOffset,
    context: QueryContext
  ) throws -> [Completion] {
    try log.read { snapshot in
      try Completer { try ProjectionSnapshot(snapshot, as: $0) }
        .complete(source, at: offset, context: context)
    }
  }

  /// The names of the clusters, sorted.
  public func clusterNames() throws -> [String] {
    try log.read { try ProjectionSnapshot($0).clusterNames() }
  }

  /// Since when a cluster was observed, and until when.
  public func observed(cluster: String) throws -> (from: Instant, through: Instant)? {
    try log.read { try ProjectionSnapshot($0).observed(cluster: cluster) }
  }
}
