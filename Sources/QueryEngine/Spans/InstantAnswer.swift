import Projections
import TopologyModel

/// Answers a question at an instant whose rows depend on more than the runs they show, through spans.
struct InstantAnswer {
  let reads: any TopologyReads
  let cluster: ClusterContext
  let question: BoundQuestion
  let settings: RuleSettings
  let instant: Instant

  /// The rows that stand at the instant; with their true ends where `findsEnds`.
  ///
  /// Rows whose `since` is a column have it filled in, and so their beginnings found, always.
  func rows(findsEnds: Bool) throws -> [SequencedRow] {
    let whole = HalfOpenInterval(from: instant, until: instant.advanced(byNanoseconds: 1))
    let knowledge = try SpanKnowledge(
      reads: reads,
      cluster: cluster,
      span: whole,
      kinds: question.kindsRead,
      namespace: question.namespaceRead
    )
    guard let floor = knowledge.listedAt(question.kindsRequired), floor <= instant else {
      return []
    }
    let evaluation = SpanEvaluation(
      reads: reads,
      cluster: cluster,
      knowledge: knowledge,
      settings: settings,
      inRevisions: false
    )
    let last = try reads.lastObservedAt(cluster) ?? instant
    let ceiling = max(last, instant).advanced(byNanoseconds: question.memory + 1)
    if findsEnds, case .owners(let address, let kind) = question,
      knowledge.proofs(at: instant).isEmpty,
      let history = try OwnerHistory(
        evaluation,
        address,
        kind,
        over: HalfOpenInterval(from: floor, until: ceiling)
      )
    {
      return history.rows(at: instant)
    }
    let search = EndSearch(evaluation: evaluation, floor: floor, ceiling: ceiling)
    let hasSince = question.sinceColumn != nil
    return try evaluation.units(of: question, at: instant, floor: floor).flatMap { unit, rows in
      guard findsEnds || hasSince else { return rows }
      return try search.rows(of: unit, rows, at: instant).map { $0.withSince(question.sinceColumn) }
    }
  }
}

extension BoundQuestion {
  /// The place of the column that says since when a row has held; nil where there is none.
  var sinceColumn: Int? {
    if case .why = self { WhySource.sinceColumn } else { nil }
  }
}

extension SequencedRow {
  /// The row with its beginning in a column.
  func withSince(_ column: Int?) -> SequencedRow {
    guard let column else { return self }
    var row = self
    row.values[column] = .instant(from.instant)
    return row
  }
}
