import Projections
import TopologyModel

/// A bound question with its plan, and the reads that it is answered from.
struct PreparedQuery {
  let query: BoundQuery
  let plan: PhysicalPlan
  let reads: any TopologyReads
  /// The position that the query names as what is known; nil for the end of the log.
  let knownAt: LogPosition?
  /// Where timelines are kept; nil for nowhere.
  var timelines: TimelineShelf?

  /// Answers it; a `meter` counts what is done.
  func answer(_ context: QueryContext, meter: ExecutionMeter? = nil) throws -> Answer {
    try executor(context, meter: meter).answer()
  }

  func executor(_ context: QueryContext, meter: ExecutionMeter? = nil) -> QueryExecutor {
    QueryExecutor(
      query: query,
      plan: plan,
      reads: meter.map { MeteredReads(reads, meter: $0) } ?? reads,
      context: context,
      knownAt: knownAt,
      timelines: timelines,
      meter: meter
    )
  }
}
