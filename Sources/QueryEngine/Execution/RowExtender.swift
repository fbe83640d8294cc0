import Projections
import TopologyModel

/// Finds how far rows reach beyond the stretch that their own facts prove: backwards to the instant
/// at which the same row did not hold just before, and forwards likewise.
///
/// It asks the question again at the ends of the stretches, at most `stepsMax` times in all; an end
/// that was not reached by then is left where it is.
final class RowExtender {
  /// The most evaluations of one answer (docs/reference/limits.md).
  static let stepsMax = 2000

  private let cluster: ClusterContext
  private let reads: any TopologyReads
  private let evaluate: (RevisionVector) throws -> [StateRow]
  private var known: [RevisionVector: [[Value]: StateRow]] = [:]
  private var steps = 0

  init(
    reads: any TopologyReads, cluster: ClusterContext,
    evaluate: @escaping (RevisionVector) throws -> [StateRow]
  ) {
    self.reads = reads
    self.cluster = cluster
    self.evaluate = evaluate
  }

  /// The row with its true ends.
  func extended(_ row: StateRow) throws -> StateRow {
    var row = row
    while row.interval.from.nanoseconds > .min, steps < Self.stepsMax {
      let before = try reads.reached(before: row.interval.from, cluster)
      guard !before.isEmpty, let earlier = try rows(at: before)[row.values],
        earlier.interval.from < row.interval.from
      else { break }
      row.interval.from = earlier.interval.from
      row.event = earlier.event
      row.beginsInferred = earlier.beginsInferred
    }
    while let until = row.interval.until, steps < Self.stepsMax {
      let after = try reads.reached(at: until, cluster)
      guard let later = try rows(at: after)[row.values] else { break }
      if let end = later.interval.until, end <= until { break }
      row.interval.until = later.interval.until
      row.endsInferred = later.endsInferred
    }
    return row
  }

  private func rows(at revisions: RevisionVector) throws -> [[Value]: StateRow] {
    if let rows = known[revisions] { return rows }
    steps += 1
    let rows = try evaluate(revisions)
    let byValues = Dictionary(rows.map { ($0.values, $0) }) { first, second in
      first.interval.from <= second.interval.from ? first : second
    }
    known[revisions] = byValues
    return byValues
  }
}
