import Projections
import TopologyModel

/// Runs a physical plan over the reads and gathers the answer.
struct QueryExecutor {
  let query: BoundQuery
  let plan: PhysicalPlan
  let reads: any TopologyReads
  let context: QueryContext
  let knownAt: LogPosition?
  /// The timelines of Services that were asked about often; nil where none are kept.
  var timelines: TimelineShelf?
  var meter: ExecutionMeter?

  func answer() throws -> Answer {
    if case .span(let from, let until) = query.time {
      return try answer(over: HalfOpenInterval(from: from, until: until))
    }
    let ground = try ground()
    return try answer(ground, sliced: ground.isTold ? try sliced(ground.scene) : nil)
  }

  /// The answer where it is a short slice of what is kept in memory; nil for others, which `answer` gives.
  ///
  /// It has `rowsMax` rows at most, before any stage.
  func kept(rowsMax: Int) throws -> Answer? {
    if case .span(let from, let until) = query.time {
      let span = HalfOpenInterval(from: from, until: until)
      guard try hasKept(over: span, rowsMax: rowsMax) else { return nil }
      return try executor(over: span).kept().map { answer($0, over: span) }
    }
    guard case .at(let instant) = query.time, hasKept(at: instant, rowsMax: rowsMax) else {
      return nil
    }
    let ground = try ground()
    guard ground.isTold, let sliced = try sliced(ground.scene, takesOnlyKept: true) else {
      return nil
    }
    return try answer(ground, sliced: sliced)
  }

  private func answer(_ ground: Ground, sliced: Slice?) throws -> Answer {
    let frame = try frame(ground, sliced: sliced)
    let rows =
      frame.isAnswered
      ? try run(
        ground.scene,
        sliced: sliced,
        isListed: ground.isListed,
        isAboutState: isAboutState
      ) : []
    if sliced == nil { noteCost(rows: rows.count) }
    return answer(rows, time: try answerTime(), notes: frame.notes, coverage: frame.coverage)
  }

  /// What rows are found with, and what was observed.
  private struct Ground {
    var knowledge: Knowledge
    var revisions: RevisionVector
    var scene: Scene
    /// Whether all kinds were listed that the question needs.
    var isListed: Bool

    /// Whether slices of timelines may be the answer.
    var isTold: Bool { isListed && !scene.isCarried }
  }

  /// What an answer has beside its rows.
  private struct Frame {
    var notes: [Note]
    var coverage: [Answer.KindCoverage]
    var isAnswered: Bool
  }

  private func ground() throws -> Ground {
    let knowledge = try Knowledge(
      reads: reads,
      cluster: query.cluster,
      time: query.time,
      kinds: query.question.kindsRead,
      namespace: query.question.namespaceRead,
      memory: query.question.memory
    )
    let revisions = try self.revisions()
    return Ground(
      knowledge: knowledge,
      revisions: revisions,
      scene: Scene(
        reads: reads,
        cluster: query.cluster,
        revisions: revisions,
        times: TimeLookup(reads: reads, cluster: query.cluster),
        proofs: knowledge.proofs(),
        listedKinds: knowledge.listedKinds(revisions),
        settings: settings
      ),
      isListed: query.question.kindsRequired.allSatisfy {
        knowledge.isListed($0, revisions: revisions)
      }
    )
  }

  /// The notes of slices of timelines, or, where there are none, those that are found by evaluating, with
  /// those about what was observed.
  private func frame(_ ground: Ground, sliced: Slice?) throws -> Frame {
    var notes = try ground.knowledge.notes(revisions: ground.revisions)
    if let sliced {
      notes += sliced.notes
    } else if ground.isListed, !ground.revisions.isEmpty {
      notes += try QuestionNotes(
        question: query.question,
        scene: ground.scene,
        timeText: timeText()
      ).notes()
    }
    let logKnowledge = try logKnowledge()
    notes += try logNotes(logKnowledge)
    return Frame(
      notes: notes,
      coverage: ground.knowledge.coverage() + logKnowledge.flatMap(\.coverage),
      // Absent and not observed are never the same answer: without a listing nothing is counted either.
      isAnswered: ground.isListed || query.question.unobservedRow != nil
    )
  }

  /// The answer with its rows one by one; nil where they cannot be made so.
  ///
  /// Those of `events` come in the order of the log, which is the language's for them.
  func stream() throws -> AnswerStream? {
    guard case .log(let since, let through) = query.time,
      case .events(let kind, let name) = query.question
    else { return nil }
    var first = 0
    var last = Int.max
    for step in plan.operators {
      switch step {
      case .evaluate, .extend, .clip, .order: break
      case .limit(let count, let offset):
        let begin = first.addingReportingOverflow(offset).partialValue
        first = min(max(begin, first), last)
        last = min(last, count < Int.max - first ? first + count : .max)
      case .filter, .filterState, .derive, .selectColumns, .distinct, .count, .group, .sort,
        .evaluateSpan, .sequenced, .overSpan, .finish:
        return nil
      }
    }
    let source = try events(kind, name, since: since, through: through)
    let rowCount = max(0, min(try source.rowCount(), last) - first)
    let frame = try frame(ground(), sliced: nil)
    return AnswerStream(
      head: answer(
        [],
        of: rowCount,
        time: try answerTime(),
        notes: frame.notes,
        coverage: frame.coverage
      ),
      rowCount: min(rowCount, context.rowsMax),
      first: first
    ) { try source.forEachRow($0) }
  }

  private func answer(over span: HalfOpenInterval<Instant>) throws -> Answer {
    answer(try executor(over: span).run(), over: span)
  }

  private func executor(over span: HalfOpenInterval<Instant>) -> SpanExecutor {
    SpanExecutor(
      query: query,
      plan: plan,
      reads: reads,
      span: span,
      settings: settings,
      usesTimelines: context.isOptimized,
      timelines: usableTimelines,
      meter: meter
    )
  }

  private func answer(
    _ outcome: SpanExecutor.Outcome,
    over span: HalfOpenInterval<Instant>
  ) -> Answer {
    answer(
      outcome.rows,
      time: .span(from: span.from, until: span.until ?? span.from),
      notes: outcome.notes,
      coverage: outcome.coverage
    )
  }

  /// The answer with rows, which may be fewer than the `count` that the question has.
  private func answer(
    _ rows: [ResultRow],
    of count: Int? = nil,
    time: Answer.Time,
    notes: [Note],
    coverage: [Answer.KindCoverage]
  ) -> Answer {
    Answer(
      query: query.text,
      time: time,
      cluster: query.cluster.name,
      hasOtherClusters: query.hasOtherClusters,
      knownAt: knownAt,
      basis: reads.basis,
      coverage: coverage,
      notes: notes + Answer.limitNote(count ?? rows.count, context),
      columns: query.columns,
      rows: Array(rows.prefix(context.rowsMax)),
      hasIntervals: plan.hasIntervals
    )
  }

  private var isAboutState: Bool { !query.question.kindsRead.isEmpty }

  private func revisions() throws -> RevisionVector {
    switch query.time {
    case .at(let instant): try reads.reached(at: instant, query.cluster)
    case .atRevision(let revision): RevisionVector(all: revision)
    case .span, .log: RevisionVector([:])
    }
  }

  func timeText() -> String {
    switch query.time {
    case .at(let instant), .log(_, through: let instant): "at \(instant)"
    case .span(let from, let until): "from \(from) to \(until)"
    case .atRevision(let revision): "at revision \(revision)"
    }
  }

  func answerTime() throws -> Answer.Time {
    switch query.time {
    case .at(let instant): return .at(instant)
    case .span(let from, let until): return .span(from: from, until: until)
    case .log(let since?, let instant):
      return .span(from: since, until: instant.advanced(byNanoseconds: 1))
    case .log(nil, let instant):
      return .log(
        through: instant == Instant(nanoseconds: .max)
          ? try reads.latestObservation(query.cluster) ?? context.now : instant
      )
    case .atRevision(let revision):
      return .atRevision(
        revision,
        try reads.validTime(of: revision, kind: .service, query.cluster)
      )
    }
  }

  private func run(
    _ scene: Scene,
    sliced: Slice?,
    isListed: Bool,
    isAboutState: Bool
  ) throws -> [ResultRow] {
    if let sliced { return run(sliced) }
    var state: [StateRow] = []
    var rows: [ResultRow] = []
    var columns = QuestionColumns.columns(of: query.question)
    for (index, step) in plan.operators.enumerated() {
      let start = meter?.start()
      defer { meter?.noteOperator(index, rows: max(state.count, rows.count), since: start) }
      switch step {
      case .evaluate(let question):
        if isAboutState {
          state = isListed ? try evaluate(question, scene) : try unlistedRows(question)
          try reads.noteHeld(state)
        } else {
          rows = try logRows(question)
        }
      case .filterState(let expression):
        state = state.filter { expression.truth(in: ResultRow($0)) == true }
      case .extend:
        if isAboutState { rows = try extended(state, scene) }
        state = []
      case .clip:
        if isAboutState { rows = state.map { clipped($0) } }
        state = []
      case .derive(let derived, _):
        state = state.map { row in
          var widened = row
          widened.values += derived.map { $0.value(in: ResultRow(row)) }
          return widened
        }
      case .filter, .selectColumns, .distinct, .count, .group, .order, .sort, .limit,
        .evaluateSpan, .sequenced, .overSpan, .finish:
        break
      }
      rows = RowOperators.apply(step, to: rows, columns: columns, clippedTo: clipInterval)
      columns = step.columns(behind: columns)
    }
    return rows
  }

  /// The rows that the plan makes of slices of timelines, which have their true ends.
  private func run(_ sliced: Slice) -> [ResultRow] {
    var rows = sliced.rows
    var isOrdered = sliced.isOrdered
    var columns: [Column]?
    for step in plan.operators {
      switch step {
      case .evaluate, .extend: continue
      case .order where isOrdered: continue
      default: break
      }
      isOrdered = isOrdered && step.keepsOrder
      let before = columns ?? QuestionColumns.columns(of: query.question)
      rows = RowOperators.apply(step, to: rows, columns: before, clippedTo: clipInterval)
      columns = step.columns(behind: before)
    }
    return rows
  }

  private var settings: RuleSettings {
    RuleSettings(dnsZone: context.dnsZone, exclusions: context.exclusions)
  }

  /// The rows of a question at the asked time.
  ///
  /// Where rows depend on more than what they show, those of an instant are found through spans; at a
  /// revision that no instant shows there is nothing to wait for, and rows stand as they are.
  private func evaluate(_ question: BoundQuestion, _ scene: Scene) throws -> [StateRow] {
    guard question.endsAreSearched else {
      return Self.distinct(try QuestionSource(question: question).rows(scene))
    }
    var instant: Instant?
    switch query.time {
    case .at(let asked): instant = asked
    case .atRevision(let revision):
      instant = try reads.validTime(of: revision, kind: .service, query.cluster)
      if let found = instant, try reads.reached(at: found, query.cluster) != scene.revisions {
        instant = nil
      }
    case .span, .log: break
    }
    guard let instant else {
      return Self.distinct(try QuestionSource(question: question).rows(scene))
    }
    return Self.distinct(
      try instantAnswer(question, at: instant).rows(findsEnds: plan.operators.contains(.extend)).map
      { StateRow($0) }
    )
  }

  /// What answers a question at an instant through spans.
  func instantAnswer(_ question: BoundQuestion, at instant: Instant) -> InstantAnswer {
    InstantAnswer(
      reads: reads,
      cluster: query.cluster,
      question: question,
      settings: settings,
      instant: instant,
      usesHistories: context.isOptimized
    )
  }

  /// The rows of a time at which nothing was observed yet, until it was.
  private func unlistedRows(_ question: BoundQuestion) throws -> [StateRow] {
    guard let row = question.unobservedRow else { return [] }
    var until: Instant?
    if case .at(let instant) = query.time {
      until = try instantAnswer(question, at: instant).listedAt()
    }
    return [.unowned(row, isCarried: false, until: until)]
  }

  /// Rows of one instant are a set (tql.md section 1): of equal ones the first stays.
  static func distinct(_ rows: [StateRow]) -> [StateRow] {
    guard rows.count > 1 else { return rows }
    var seen: Set<[Value]> = []
    return rows.filter { seen.insert($0.values).inserted }
  }

  private var clipInterval: HalfOpenInterval<Instant>? {
    clipStart.map { HalfOpenInterval(from: $0, until: nil) }
  }

  private var clipStart: Instant? {
    switch query.time {
    case .at(let instant): instant
    case .atRevision, .span, .log: nil
    }
  }

  private func clipped(_ row: StateRow) -> ResultRow {
    ResultRow(
      values: row.values,
      from: clipStart,
      until: nil,
      certainty: row.isCarried ? .carried : .clipped,
      event: row.event == .zero ? nil : row.event
    )
  }

  /// Finds the ends of rows of a question that were found at a scene.
  func extender(of question: BoundQuestion, _ scene: Scene) -> RowExtender {
    RowExtender(
      reads: reads,
      cluster: query.cluster,
      source: QuestionSource(question: question)
    ) { revisions in
      Scene(
        reads: reads,
        cluster: query.cluster,
        revisions: revisions,
        times: scene.times,
        proofs: [:],
        listedKinds: scene.listedKinds,
        settings: settings
      )
    }
  }

  private func extended(
    _ state: [StateRow],
    _ scene: Scene
  ) throws -> [ResultRow] {
    // Searched rows were found with their ends already; those at a revision stand as they are.
    let rows =
      query.question.endsAreSearched
      ? state.map { ResultRow($0) }
      : try extender(of: query.question, scene).extended(state, at: scene.revisions)
        .map { ResultRow($0) }
    // With its epoch a row ends, whatever became of what it shows.
    guard let end = try reads.end(of: query.cluster) else { return rows }
    return rows.map { row in
      guard row.until.map({ $0 > end }) ?? true else { return row }
      var row = row
      row.until = end
      row.certainty = max(row.certainty, .inferred)
      return row
    }
  }
}
