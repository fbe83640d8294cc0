import Projections
import TopologyModel

/// Answers a question at an instant whose rows depend on more than the runs they show, through spans.
struct InstantAnswer {
  let reads: any TopologyReads
  let cluster: ClusterContext
  let question: BoundQuestion
  let settings: RuleSettings
  let instant: Instant
  /// Whether owners of addresses may be told from their runs alone.
  let usesHistories: Bool

  /// What rows are found, and searched, with.
  private struct Surroundings {
    var knowledge: SpanKnowledge
    var evaluation: SpanEvaluation
    /// When all kinds that the question needs had been listed.
    var floor: Instant
    /// Behind the last instant of which anything is known.
    var ceiling: Instant
  }

  /// The rows that stand at the instant; with their true ends where `findsEnds`.
  ///
  /// Rows whose `since` is a column have it filled in, and so their beginnings found, always.
  func rows(findsEnds: Bool) throws -> [SequencedRow] {
    guard let around = try surroundings() else { return [] }
    if findsEnds, usesHistories, let history = try owners(around, asks: 1) {
      return history.rows(at: instant)
    }
    let floor = around.floor
    let search = EndSearch(evaluation: around.evaluation, floor: floor, ceiling: around.ceiling)
    let hasSince = question.sinceColumn != nil
    let units = try around.evaluation.units(of: question, at: instant, floor: floor)
    return try units.flatMap { unit, rows in
      guard findsEnds || hasSince else { return rows }
      return try search.rows(of: unit, rows, at: instant).map { $0.withSince(question.sinceColumn) }
    }
  }

  /// The owners of the question's address through the epoch; nil for other questions, and where they
  /// are not told from their runs alone, as those of an address that many held and that was asked about only
  /// so often.
  ///
  /// They are the same for every instant by the last observation.
  func owners(asks: Int) throws -> OwnerHistory? {
    guard usesHistories, let around = try surroundings() else { return nil }
    return try owners(around, asks: asks)
  }

  private func owners(_ around: Surroundings, asks: Int) throws -> OwnerHistory? {
    guard case .owners(let address, let kind) = question,
      around.knowledge.proofs(at: instant).isEmpty
    else { return nil }
    let whole = HalfOpenInterval(from: around.floor, until: around.ceiling)
    return try OwnerHistory(around.evaluation, address, kind, over: whole, asks: asks)
  }

  /// When all kinds that the question needs had been listed; nil where they never were.
  func listedAt() throws -> Instant? {
    try knowledge().listedAt(question.kindsRequired)
  }

  private func knowledge() throws -> SpanKnowledge {
    try SpanKnowledge(
      reads: reads,
      cluster: cluster,
      span: HalfOpenInterval(from: instant, until: instant.advanced(byNanoseconds: 1)),
      kinds: question.kindsRead,
      namespace: question.namespaceRead
    )
  }

  private func surroundings() throws -> Surroundings? {
    let knowledge = try knowledge()
    guard let floor = knowledge.listedAt(question.kindsRequired), floor <= instant else {
      return nil
    }
    let evaluation = SpanEvaluation(
      reads: reads,
      cluster: cluster,
      knowledge: knowledge,
      settings: settings,
      inRevisions: false
    )
    let last = try reads.lastObservedAt(cluster) ?? instant
    return Surroundings(
      knowledge: knowledge,
      evaluation: evaluation,
      floor: floor,
      ceiling: max(last, instant).advanced(byNanoseconds: question.memory + 1)
    )
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
