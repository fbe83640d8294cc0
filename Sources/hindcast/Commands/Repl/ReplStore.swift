import Console
import Diagnostics
import EventLog
import Projections
import QueryEngine
import TopologyModel

/// A store that a session asks; each question sees what was committed when it was asked.
struct ReplStore: ConsoleStore {
  let path: String
  let log: SQLiteEventLog

  func run(
    _ source: SourceText,
    context: QueryContext,
    isCancelled: @escaping () -> Bool
  ) throws -> QueryRunner.Outcome {
    try StoreQueries(log: log).run(source, context: context, isCancelled: isCancelled)
  }

  func complete(
    _ source: SourceText,
    at offset: SourceOffset,
    context: QueryContext
  ) throws -> [Completion] {
    try log.read { snapshot in
      try Completer { try ProjectionSnapshot(snapshot, as: $0) }
        .complete(source, at: offset, context: context)
    }
  }

  func clusterNames() throws -> [String] {
    try log.read { try ProjectionSnapshot($0).clusterNames() }
  }

  func observed(cluster: String) throws -> (from: Instant, through: Instant)? {
    try log.read { try ProjectionSnapshot($0).observed(cluster: cluster) }
  }
}
