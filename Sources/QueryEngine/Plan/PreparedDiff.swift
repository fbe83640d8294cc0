import Projections
import TopologyModel

/// The two sides of a `diff`, and how they are compared.
struct PreparedDiff {
  let before: PreparedQuery
  let after: PreparedQuery

  /// The columns of the rows: how the row differs, the question's, and what changed in it.
  static func columns(of columns: [Column]) -> [Column] {
    [Column("change", .text)] + columns + [Column("changed", .texts)]
  }

  /// Asks at both sides and compares; a `meter` counts what is done.
  func answer(
    _ context: QueryContext,
    meters: (before: ExecutionMeter, after: ExecutionMeter)? = nil
  ) throws -> Answer {
    // The limit is on the rows of the diff; each side is read whole.
    var sides = context
    sides.rowsMax = .max
    let first = try before.answer(sides, meter: meters?.before)
    let second = try after.answer(sides, meter: meters?.after)
    let comparison = RowComparison(after.query)
    let rows = comparison.rows(before: first.rows, after: second.rows)
    var notes = first.notes
    notes += second.notes.filter { !notes.contains($0) }
    notes += Answer.limitNote(rows.count, context)
    return Answer(
      query: second.query,
      time: Self.time(first.time, second.time),
      cluster: second.cluster,
      hasOtherClusters: second.hasOtherClusters,
      knownAt: second.knownAt,
      basis: first.basis.position > second.basis.position ? first.basis : second.basis,
      coverage: first.coverage + second.coverage.filter { !first.coverage.contains($0) },
      notes: notes,
      columns: Self.columns(of: after.query.columns),
      rows: Array(rows.prefix(context.rowsMax)),
      hasIntervals: first.hasIntervals && second.hasIntervals
    )
  }

  /// From one time to the other; the time itself where both sides ask for the same.
  static func time(_ first: Answer.Time, _ second: Answer.Time) -> Answer.Time {
    guard let from = instant(first), let until = instant(second), from != until else {
      return second
    }
    return .span(from: from, until: until)
  }

  private static func instant(_ time: Answer.Time) -> Instant? {
    switch time {
    case .at(let instant): instant
    case .atRevision(_, let instant): instant
    case .span, .log: nil
    }
  }
}
