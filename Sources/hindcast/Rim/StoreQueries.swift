import Diagnostics
import EventLog
import Projections
import QueryEngine
import TopologyModel

/// Runs queries against a store.
struct StoreQueries {
  /// The monotonic clock of the system.
  private static let stopwatch: Stopwatch = {
    let start = ContinuousClock.now
    return Stopwatch {
      let (seconds, attoseconds) = (ContinuousClock.now - start).components
      return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    }
  }()

  let log: SQLiteEventLog

  /// Answers a query on one consistent moment of the store.
  func run(_ source: SourceText, context: QueryContext) throws -> QueryRunner.Outcome {
    try log.read { snapshot in
      let runner = QueryRunner(stopwatch: Self.stopwatch) { knowledge in
        switch knowledge {
        case .latest: try ProjectionSnapshot(snapshot)
        case .event(let position): try ProjectionSnapshot(snapshot, knownAt: position)
        case .recorded(let instant):
          try ProjectionSnapshot(snapshot, knownAt: snapshot.position(recordedBy: instant))
        }
      }
      return try runner.run(source, context: context)
    }
  }
}
