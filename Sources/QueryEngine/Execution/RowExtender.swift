import Projections
import TopologyModel

/// Finds how far rows reach beyond the stretch that their own facts prove: backwards to the instant
/// at which the same row did not hold just before, and forwards likewise.
///
/// It looks for the row again at the ends of its stretch, evaluating the whole question only where
/// the row depends on more than its own facts.
final class RowExtender {
  private let cluster: ClusterContext
  private let reads: any TopologyReads
  private let source: QuestionSource
  private let makeScene: (RevisionVector) -> Scene
  private var whole: [RevisionVector: [StateRow]] = [:]
  private var reached: [Instant: RevisionVector] = [:]

  init(
    reads: any TopologyReads,
    cluster: ClusterContext,
    source: QuestionSource,
    makeScene: @escaping (RevisionVector) -> Scene
  ) {
    self.reads = reads
    self.cluster = cluster
    self.source = source
    self.makeScene = makeScene
  }

  /// The row with its true ends.
  func extended(_ row: StateRow) throws -> StateRow {
    var row = row
    while row.interval.from.nanoseconds > .min {
      let before = try revisions(at: row.interval.from.advanced(byNanoseconds: -1))
      guard !before.isEmpty, let earlier = try find(row, at: before),
        earlier.interval.from < row.interval.from
      else { break }
      row.interval.from = earlier.interval.from
      row.event = earlier.event
      row.beginsInferred = earlier.beginsInferred
    }
    while let until = row.interval.until {
      guard let later = try find(row, at: try revisions(at: until)) else { break }
      if let end = later.interval.until, end <= until { break }
      row.interval.until = later.interval.until
      row.endsInferred = later.endsInferred
    }
    return row
  }

  private func revisions(at instant: Instant) throws -> RevisionVector {
    if let known = reached[instant] { return known }
    let found = try reads.reached(at: instant, cluster)
    reached[instant] = found
    return found
  }

  private func find(_ row: StateRow, at revisions: RevisionVector) throws -> StateRow? {
    let candidates =
      try source.rows(makeScene(revisions), like: row.anchor) ?? wholeRows(at: revisions)
    return candidates.filter { $0.values == row.values }
      .min { $0.interval.from < $1.interval.from }
  }

  private func wholeRows(at revisions: RevisionVector) throws -> [StateRow] {
    if let rows = whole[revisions] { return rows }
    let rows = try source.rows(makeScene(revisions))
    whole[revisions] = rows
    return rows
  }
}
