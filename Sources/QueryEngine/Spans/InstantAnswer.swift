import Projections
import TopologyModel

/// Answers a question at an instant whose rows depend on more than the runs they show, through spans.
struct InstantAnswer {
  let reads: any TopologyReads
  let cluster: ClusterContext
  let question: BoundQuestion
  let settings: RuleSettings
  let instant: Instant

  /// An address with so few runs of its holders is looked at over the whole of its history at once, rather
  /// than over longer and longer stretches.
  private static let runsAtOnce = 32

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
    let search = EndSearch(
      evaluation: evaluation,
      floor: floor,
      ceiling: max(last, instant).advanced(byNanoseconds: question.memory + 1)
    )
    if findsEnds, let rows = try rowsAtOnce(evaluation, knowledge, search) { return rows }
    let hasSince = question.sinceColumn != nil
    return try evaluation.units(of: question, at: instant, floor: floor).flatMap { unit, rows in
      guard findsEnds || hasSince else { return rows }
      return try search.rows(of: unit, rows, at: instant).map { $0.withSince(question.sinceColumn) }
    }
  }

  /// The rows of an address that few objects held, with their true ends; nil for others, and where
  /// something is carried forward.
  private func rowsAtOnce(
    _ evaluation: SpanEvaluation,
    _ knowledge: SpanKnowledge,
    _ search: EndSearch
  ) throws -> [SequencedRow]? {
    guard case .owners(let address, _) = question, knowledge.proofs(at: instant).isEmpty else {
      return nil
    }
    let rows = try evaluation.rows(
      of: SpanUnit(question: question, hasRows: true, notes: .none),
      over: HalfOpenInterval(from: search.floor, until: search.ceiling),
      floor: search.floor,
      of: .holders(of: address.ip),
      runsMax: Self.runsAtOnce
    )
    return rows?.filter { $0.from.instant <= instant && instant < $0.until.instant }.map { row in
      var row = row
      row.isCarried = false
      return row
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
