import Projections
import TopologyModel

/// Evaluates a question over a stretch of one epoch's time: at its beginning, and again wherever
/// something that it read changes.
final class SpanEvaluation {
  private let base: any TopologyReads
  private let cluster: ClusterContext
  private let knowledge: SpanKnowledge
  private let span: HalfOpenInterval<Instant>
  private let times: TimeLookup
  /// Whether states without duration are wanted, too.
  private let inRevisions: Bool
  private(set) var rows: [SequencedRow] = []
  private(set) var notes: [SequencedNote] = []

  /// `span` has an end.
  init(
    reads: any TopologyReads,
    cluster: ClusterContext,
    knowledge: SpanKnowledge,
    span: HalfOpenInterval<Instant>,
    times: TimeLookup,
    inRevisions: Bool
  ) {
    base = reads
    self.cluster = cluster
    self.knowledge = knowledge
    self.span = span
    self.times = times
    self.inRevisions = inRevisions && cluster.sharesRevisions
  }

  func evaluate(_ question: BoundQuestion) throws {
    guard let end = span.until else { return }
    let first = try base.reached(at: span.from, cluster)
    let last = try base.reached(before: end, cluster)
    var stretches: [ResourceKind: ClosedRange<Revision>] = [:]
    for kind in ResourceKind.allCases {
      guard let upper = last[kind] else { continue }
      stretches[kind] = min(first[kind] ?? .lowest, upper)...upper
    }
    let runs = SpanRuns(reads: base, cluster: cluster, stretches: stretches)
    for unit in try SpanUnit.units(of: question, runs) {
      try evaluate(unit, runs, end: end)
    }
  }

  private struct OpenRow {
    var from: Moment
    var first: StateRow
    var latest: StateRow
    var isCarried: Bool
  }

  private func evaluate(_ unit: SpanUnit, _ runs: SpanRuns, end: Instant) throws {
    let reads = SpanReads(runs)
    let source = QuestionSource(question: unit.question)
    var open: [[Value]: OpenRow] = [:]
    var moment = Moment(instant: span.from)
    var revisions = try base.reached(at: span.from, cluster)
    while true {
      reads.begin()
      let scene = Scene(
        reads: reads,
        cluster: cluster,
        revisions: revisions,
        times: times,
        proofs: knowledge.proofs(at: moment.instant)
      )
      let state = unit.hasRows && !revisions.isEmpty ? try source.rows(scene) : []
      fold(state, into: &open, at: moment)
      let found = try notes(unit, scene)
      let next = try next(after: moment, revisions, reads, end: end)
      let until = next?.moment.instant ?? end
      notes += found.map { SequencedNote(note: $0, from: moment.instant, until: until) }
      guard let next else { break }
      moment = next.moment
      revisions = next.revisions
    }
    for (values, row) in open { close(values, row, at: Moment(instant: end), meetsEnd: true) }
  }

  private func notes(_ unit: SpanUnit, _ scene: Scene) throws -> [Note] {
    guard !scene.revisions.isEmpty else { return [] }
    let source = ServiceNotes(
      question: unit.question,
      scene: scene,
      timeText: SpanExecutor.timeMark
    )
    switch unit.notes {
    case .none: return []
    case .all: return try source.notes()
    case .existence: return try source.existenceNotes()
    case .details: return try source.detailNotes()
    }
  }

  private func fold(
    _ state: [StateRow],
    into open: inout [[Value]: OpenRow],
    at moment: Moment
  ) {
    var present: Set<[Value]> = []
    for row in state where present.insert(row.values).inserted {
      if var known = open[row.values] {
        known.latest = row
        known.isCarried = known.isCarried || row.isCarried
        open[row.values] = known
      } else {
        open[row.values] = OpenRow(
          from: moment,
          first: row,
          latest: row,
          isCarried: row.isCarried
        )
      }
    }
    for values in open.keys where !present.contains(values) {
      guard let row = open.removeValue(forKey: values) else { continue }
      close(values, row, at: moment, meetsEnd: false)
    }
  }

  private func close(_ values: [Value], _ row: OpenRow, at moment: Moment, meetsEnd: Bool) {
    rows.append(
      SequencedRow(
        values: values,
        from: row.from,
        until: moment,
        event: row.first.event,
        beginsInferred: row.first.beginsInferred,
        endsInferred: !meetsEnd && row.latest.endsInferred,
        isCarried: row.isCarried,
        meetsStart: row.from.instant == span.from && row.from.revision == nil,
        meetsEnd: meetsEnd
      )
    )
  }

  /// The next moment at which the rows may differ; nil where none lies before the end.
  private func next(
    after moment: Moment,
    _ revisions: RevisionVector,
    _ reads: SpanReads,
    end: Instant
  ) throws -> (moment: Moment, revisions: RevisionVector)? {
    var found: Moment?
    for kind in ResourceKind.allCases {
      // What was not proven yet begins with its first proof.
      let change = revisions[kind] == nil ? .lowest : reads.nextChanges[kind]
      guard let revision = change,
        let instant = try times.validTime(of: revision, kind: kind), instant < end,
        revisions[kind] != nil || instant > moment.instant
      else { continue }
      let candidate = Moment(
        instant: max(instant, moment.instant),
        revision: cluster.sharesRevisions ? revision : nil
      )
      if found.map({ candidate < $0 }) ?? true { found = candidate }
    }
    if let boundary = knowledge.nextBoundary(after: moment.instant), boundary < end,
      found.map({ boundary < $0.instant }) ?? true
    {
      let kept = inRevisions ? revisions : try base.reached(at: boundary, cluster)
      return (Moment(instant: boundary), kept)
    }
    guard let found else { return nil }
    if inRevisions, !revisions.isEmpty, let revision = found.revision {
      return (found, RevisionVector(all: revision))
    }
    return (found, try base.reached(at: found.instant, cluster))
  }
}
