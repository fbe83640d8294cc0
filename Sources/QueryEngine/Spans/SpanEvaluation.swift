import KubernetesRules
import Projections
import TopologyModel

/// Evaluates a question over stretches of one epoch's time: at a stretch's beginning, and again
/// wherever something that was read changes.
final class SpanEvaluation {
  let base: any TopologyReads
  let cluster: ClusterContext
  let knowledge: SpanKnowledge
  private let settings: RuleSettings
  let times: TimeLookup
  /// Whether states without duration are wanted, too.
  private let inRevisions: Bool
  /// Whether rows may be made of the runs that they rest on, rather than evaluated at each change.
  let usesTimelines: Bool
  /// Timelines of whole epochs that may tell rows, too.
  let timelines: TimelineShelf?

  /// What an evaluation gives.
  struct Outcome {
    var rows: [SequencedRow] = []
    var notes: [SequencedNote] = []
    /// Whether no equal rows overlap or adjoin.
    var isCoalesced = false
  }

  init(
    reads: any TopologyReads,
    cluster: ClusterContext,
    knowledge: SpanKnowledge,
    settings: RuleSettings,
    inRevisions: Bool,
    usesTimelines: Bool = false,
    timelines: TimelineShelf? = nil
  ) {
    base = reads
    self.cluster = cluster
    self.knowledge = knowledge
    self.settings = settings
    times = TimeLookup(reads: reads, cluster: cluster)
    self.inRevisions = inRevisions && cluster.sharesRevisions
    self.usesTimelines = usesTimelines && !inRevisions
    self.timelines = timelines
  }

  /// The rows and notes of a question over a stretch that begins at `floor` or later and has an end.
  ///
  /// Nothing is answered before `floor`, where the kinds that the question needs were listed.
  func evaluate(
    _ question: BoundQuestion,
    over span: HalfOpenInterval<Instant>,
    floor: Instant
  ) throws -> Outcome {
    guard let end = span.until, span.from < end else { return Outcome() }
    let runs = try spanRuns(over: Self.window(question, span, floor: floor))
    var outcome = Outcome()
    let units = try SpanUnit.units(of: question, runs)
    for unit in units {
      let part =
        try pieced(unit, runs, over: span, floor: floor)
        ?? evaluate(unit, runs, over: span, floor: floor, hasNotes: true)
      try base.noteHeld(part.rows)
      outcome.rows += part.rows
      outcome.notes += part.notes
      outcome.isCoalesced = part.isCoalesced && units.count == 1
    }
    return outcome
  }

  /// The rows and notes of a part of a question over a stretch that has an end.
  func evaluate(
    _ unit: SpanUnit,
    over span: HalfOpenInterval<Instant>,
    floor: Instant
  ) throws -> Outcome {
    let runs = try spanRuns(over: Self.window(unit.question, span, floor: floor))
    return try evaluate(unit, runs, over: span, floor: floor, hasNotes: true)
  }

  /// The parts of a question with those of their rows that stand at an instant.
  func units(
    of question: BoundQuestion,
    at instant: Instant,
    floor: Instant
  ) throws -> [(unit: SpanUnit, rows: [SequencedRow])] {
    let span = HalfOpenInterval(from: instant, until: instant.advanced(byNanoseconds: 1))
    let runs = try spanRuns(over: Self.window(question, span, floor: floor))
    return try SpanUnit.units(of: question, runs).map { unit in
      guard unit.hasRows else { return (unit, []) }
      return (unit, try evaluate(unit, runs, over: span, floor: floor, hasNotes: false).rows)
    }
  }

  /// The rows of a part of a question over a stretch.
  func rows(
    of unit: SpanUnit,
    over span: HalfOpenInterval<Instant>,
    floor: Instant
  ) throws -> [SequencedRow] {
    let runs = try spanRuns(over: Self.window(unit.question, span, floor: floor))
    return try evaluate(unit, runs, over: span, floor: floor, hasNotes: false).rows
  }

  /// The runs of a selection that hold somewhere in a stretch.
  func runs(
    of selection: RunSelection,
    over span: HalfOpenInterval<Instant>
  ) throws -> [FactRun<ObjectFacts>] {
    try spanRuns(over: span).runs(of: selection)
  }

  /// A stretch with what went before it and still matters.
  private static func window(
    _ question: BoundQuestion,
    _ span: HalfOpenInterval<Instant>,
    floor: Instant
  ) -> HalfOpenInterval<Instant> {
    let from = span.from.advanced(byNanoseconds: -question.memory)
    return HalfOpenInterval(from: max(from, min(floor, span.from)), until: span.until)
  }

  private func spanRuns(over window: HalfOpenInterval<Instant>) throws -> SpanRuns {
    let first = try base.reached(at: window.from, cluster)
    let last = try window.until.map { try base.reached(before: $0, cluster) } ?? first
    var stretches: [ResourceKind: ClosedRange<Revision>] = [:]
    for kind in ResourceKind.allCases {
      guard let upper = last[kind] else { continue }
      stretches[kind] = min(first[kind] ?? .lowest, upper)...upper
    }
    return SpanRuns(reads: base, cluster: cluster, stretches: stretches)
  }

  private func evaluate(
    _ unit: SpanUnit,
    _ runs: SpanRuns,
    over span: HalfOpenInterval<Instant>,
    floor: Instant,
    hasNotes: Bool
  ) throws -> Outcome {
    guard let end = span.until else { return Outcome() }
    let window = Self.window(unit.question, span, floor: floor)
    var outcome = try walk(unit, runs, over: window, end: end, hasNotes: hasNotes)
    switch unit.question {
    case .podsServing(_, _, _, let draining?):
      outcome.rows = TimeShift.draining(
        outcome.rows,
        nanoseconds: draining,
        end: end
      )
    case .findings:
      outcome.rows = TimeShift.lag(outcome.rows, nanoseconds: unit.question.memory)
    default: break
    }
    guard window.from < span.from else { return outcome }
    outcome.rows = outcome.rows.compactMap { Self.cut($0, to: span.from) }
    outcome.notes = outcome.notes.compactMap { note in
      guard note.until > span.from else { return nil }
      var note = note
      note.from = max(note.from, span.from)
      return note
    }
    return outcome
  }

  private static func cut(_ row: SequencedRow, to start: Instant) -> SequencedRow? {
    guard row.until.instant > start else { return nil }
    guard row.from.instant <= start else { return row }
    var row = row
    row.from = Moment(instant: start)
    row.meetsStart = true
    return row
  }

  private struct OpenRow {
    var from: Moment
    var first: StateRow
    var latest: StateRow
    /// Whether a state that lasted was carried forward.
    var isCarried: Bool
    /// Whether a state without duration was, which counts where the row has none either.
    var isCarriedAtOnce: Bool
  }

  private func walk(
    _ unit: SpanUnit,
    _ runs: SpanRuns,
    over window: HalfOpenInterval<Instant>,
    end: Instant,
    hasNotes: Bool
  ) throws -> Outcome {
    let reads = SpanReads(runs)
    let source = QuestionSource(question: unit.question)
    var outcome = Outcome()
    var open: [[Value]: OpenRow] = [:]
    var moment = Moment(instant: window.from)
    var revisions = try base.reached(at: window.from, cluster)
    while true {
      reads.begin()
      let scene = try scene(reads, revisions, at: moment.instant, unit.question, lasts: true)
      var state = unit.hasRows && !revisions.isEmpty ? try source.rows(scene) : []
      let found = hasNotes ? try notes(unit, scene) : []
      let next = try next(after: moment, revisions, reads, end: end)
      let lasts = next.map { $0.moment.instant > moment.instant } ?? true
      if !lasts, scene.isCarried, !state.isEmpty {
        state = try source.rows(
          try self.scene(reads, revisions, at: moment.instant, unit.question, lasts: false)
        )
      }
      fold(state, lasts: lasts, into: &open, at: moment, window, &outcome.rows)
      outcome.notes += found.map {
        SequencedNote(note: $0, from: moment.instant, until: next?.moment.instant ?? end)
      }
      guard let next else { break }
      guard moment < next.moment else {
        // Time stands still: what was proven by then does not reach what was proven then.
        throw ProjectionDamage.disagreeingTimes(instant: moment.instant)
      }
      moment = next.moment
      revisions = next.revisions
    }
    for (values, row) in open {
      outcome.rows.append(
        Self.closed(values, row, at: Moment(instant: end), window, meetsEnd: true)
      )
    }
    return outcome
  }

  /// What there was at a moment.
  ///
  /// A state that lasts beyond its instant is carried forward where what was delivered by then does not
  /// prove it; of one that does not last, an observation that ends at the instant still told.
  private func scene(
    _ reads: any TopologyReads,
    _ revisions: RevisionVector,
    at instant: Instant,
    _ question: BoundQuestion,
    lasts: Bool
  ) throws -> Scene {
    let proofs = knowledge.proofs(at: instant, countingEnds: !lasts)
    return Scene(
      reads: reads,
      cluster: cluster,
      revisions: revisions,
      times: times,
      proofs: proofs,
      delivered: lasts && inRevisions && !proofs.isEmpty
        ? try base.reached(at: instant, cluster) : revisions,
      listedKinds: knowledge.listedKinds(by: instant),
      settings: settings,
      // How long rows hold, the evaluations tell.
      hasTimes: question.boundsRows
    )
  }

  private func notes(_ unit: SpanUnit, _ scene: Scene) throws -> [Note] {
    guard !scene.revisions.isEmpty else { return [] }
    let source = QuestionNotes(
      question: unit.question,
      scene: scene,
      timeText: SpanExecutor.timeMark
    )
    switch unit.notes {
    case .all: return try source.notes()
    case .existence: return try source.existenceNotes()
    case .details: return try source.detailNotes()
    case .none: return []
    }
  }

  private func fold(
    _ state: [StateRow],
    lasts: Bool,
    into open: inout [[Value]: OpenRow],
    at moment: Moment,
    _ window: HalfOpenInterval<Instant>,
    _ closed: inout [SequencedRow]
  ) {
    var present: Set<[Value]> = []
    for row in state where present.insert(row.values).inserted {
      if var known = open[row.values] {
        known.latest = row
        known.isCarried = known.isCarried || lasts && row.isCarried
        known.isCarriedAtOnce = known.isCarriedAtOnce || row.isCarried
        open[row.values] = known
      } else {
        open[row.values] = OpenRow(
          from: moment,
          first: row,
          latest: row,
          isCarried: lasts && row.isCarried,
          isCarriedAtOnce: row.isCarried
        )
      }
    }
    for values in open.keys where !present.contains(values) {
      guard let row = open.removeValue(forKey: values) else { continue }
      closed.append(Self.closed(values, row, at: moment, window, meetsEnd: false))
    }
  }

  private static func closed(
    _ values: [Value],
    _ row: OpenRow,
    at moment: Moment,
    _ window: HalfOpenInterval<Instant>,
    meetsEnd: Bool
  ) -> SequencedRow {
    SequencedRow(
      values: values,
      from: row.from,
      until: moment,
      event: row.first.event == .zero ? nil : row.first.event,
      beginsInferred: row.first.beginsInferred,
      endsInferred: !meetsEnd && row.latest.endsInferred,
      isCarried: row.from.instant < moment.instant ? row.isCarried : row.isCarriedAtOnce,
      meetsStart: row.from.instant == window.from && row.from.revision == nil,
      meetsEnd: meetsEnd,
      continuity: row.first.continuity
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
        revision: inRevisions ? revision : nil
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
