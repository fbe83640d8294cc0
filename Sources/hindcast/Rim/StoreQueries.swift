import Diagnostics
import EventLog
import Projections
import QueryEngine
import TopologyModel

/// Runs queries against a store.
struct StoreQueries {
  /// The monotonic clock of the system.
  static let stopwatch: Stopwatch = {
    let start = ContinuousClock.now
    return Stopwatch {
      let (seconds, attoseconds) = (ContinuousClock.now - start).components
      return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    }
  }()

  let log: SQLiteEventLog

  /// Answers a query on one consistent moment of the store.
  ///
  /// Throws `QueryCancelled` where `isCancelled` says so while it runs.
  func run(
    _ source: SourceText,
    context: QueryContext,
    isCancelled: (() -> Bool)? = nil
  ) throws -> QueryRunner.Outcome {
    func run(_ snapshot: LogSnapshot) throws -> QueryRunner.Outcome {
      let runner = QueryRunner(stopwatch: Self.stopwatch, isCancelled: isCancelled) {
        try ProjectionSnapshot(snapshot, as: $0)
      }
      return try runner.run(source, context: context)
    }
    guard let isCancelled else { return try log.read(run) }
    do {
      return try log.read(isCancelled: isCancelled, run)
    } catch  where isCancelled() {
      // A statement that was stopped says that the store failed.
      throw QueryCancelled()
    }
  }
}
