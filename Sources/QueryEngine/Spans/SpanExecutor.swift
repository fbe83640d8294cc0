import Projections
import TopologyModel

/// Runs the plan of a query over a span.
struct SpanExecutor {
  /// Stands in the messages of notes for the stretch of time that is only known at the end.
  static let timeMark = "\u{0}"

  let query: BoundQuery
  let plan: PhysicalPlan
  let reads: any TopologyReads
  /// The asked span; it has an end.
  let span: HalfOpenInterval<Instant>
  let settings: RuleSettings
  /// Whether rows may be made of the runs that they rest on, rather than evaluated at each change.
  var usesTimelines: Bool
  /// Timelines of whole epochs that may tell rows, too.
  var timelines: TimelineShelf?
  var meter: ExecutionMeter?
  /// Whether only slices of kept timelines are taken, so that nothing is evaluated.
  var takesOnlyKept = false

  /// A stretch of the span that one epoch answers.
  struct Segment {
    var cluster: ClusterContext
    var span: HalfOpenInterval<Instant>
    var knowledge: SpanKnowledge
    /// The part of the span in which the question is answered, since what it needs was listed; nil
    /// where there is none.
    var listed: HalfOpenInterval<Instant>?
  }

  /// What a span's execution gives.
  struct Outcome {
    var rows: [ResultRow]
    var notes: [Note]
    var coverage: [Answer.KindCoverage]
  }

  /// What the span gives where it is a slice of a kept timeline; nil for others, which `run` evaluates.
  func kept() throws -> Outcome? {
    var executor = self
    executor.takesOnlyKept = true
    do {
      return try executor.run()
    } catch is NotKept {
      return nil
    }
  }

  /// Only slices are taken, and this is none.
  private struct NotKept: Error {}

  func run() throws -> Outcome {
    let segments = try segments()
    var sequenced: [SequencedRow] = []
    var notes: [SequencedNote] = []
    var rows: [ResultRow] = []
    // What timelines tell beside the rows, where those are slices of them; whether rows are in the
    // language's order.
    var sliced: Slice?
    var isOrdered = false
    // Whether equal rows that adjoin are one already.
    var isJoined = false
    var columns = QuestionColumns.columns(of: query.question)
    let stages = SpanStages(span: span, observed: segments.flatMap { $0.knowledge.observed })
    for (index, step) in plan.operators.enumerated() {
      let start = meter?.start()
      defer { meter?.noteOperator(index, rows: max(sequenced.count, rows.count), since: start) }
      switch step {
      case .evaluateSpan(let question, let inRevisions):
        if let slice = try slice(question, segments) {
          (rows, notes) = (slice.rows, slice.notes)
          (sliced, isOrdered) = (slice, true)
          try reads.noteHeld(rows)
          continue
        }
        guard !takesOnlyKept else { throw NotKept() }
        (sequenced, notes) = try evaluate(question, segments, inRevisions: inRevisions)
        isJoined = !inRevisions
      case .finish where sliced != nil, .order where isOrdered: continue
      case .sequenced(.filter(let expression)) where sliced != nil:
        rows = RowOperators.filter(rows, expression)
      case .overSpan(.outages(let limit, _)) where sliced != nil:
        let covered = rows.map { HalfOpenInterval(from: $0.from ?? span.from, until: $0.until) }
        rows = stages.outages(
          between: HalfOpenInterval.union(covered + (sliced?.covered ?? [])),
          longerThan: limit
        )
        isOrdered = false
      case .sequenced(let stage):
        isJoined = isJoined && stage.keepsRows
        sequenced = apply(stage, to: sequenced, segments.compactMap { $0.listed })
      case .overSpan(let stage):
        rows = apply(stage, to: sequenced, stages)
        try reads.noteHeld(rows)
        sequenced = []
      case .finish(let isMerged):
        let joined =
          isJoined
          ? sequenced
          : SequencedOperators.coalesced(sequenced.filter(\.hasDuration), ignoringRevisions: true)
        rows = try finish(joined, segments, isMerged: isMerged)
        sequenced = []
      case .filter, .derive, .selectColumns, .distinct, .count, .group, .order, .sort, .limit,
        .evaluate, .filterState, .extend, .clip:
        break
      }
      rows = RowOperators.apply(step, to: rows, columns: columns, clippedTo: span)
      columns = step.columns(behind: columns)
      if !step.isOfSpans { isOrdered = isOrdered && step.keepsOrder }
    }
    return Outcome(
      rows: rows,
      notes: notes.map { bounded($0) },
      coverage: segments.flatMap { $0.knowledge.coverage }
    )
  }

  /// The epochs that answer within the span, each from its beginning to the next one's.
  private func segments() throws -> [Segment] {
    guard let end = span.until else { return [] }
    let epochs = try reads.epochs(of: query.cluster.name)
    return try epochs.enumerated().compactMap { index, epoch in
      let from = index == 0 ? span.from : max(span.from, epoch.begunAt)
      let until = index + 1 < epochs.count ? min(end, epochs[index + 1].begunAt) : end
      guard from < until else { return nil }
      let part = HalfOpenInterval<Instant>(from: from, until: until)
      let knowledge = try SpanKnowledge(
        reads: reads,
        cluster: epoch.context,
        span: part,
        kinds: query.question.kindsRead,
        namespace: query.question.namespaceRead,
        memory: query.question.memory
      )
      var cluster = epoch.context
      cluster.givenVersion = query.cluster.givenVersion
      let listedAt = knowledge.listedAt(query.question.kindsRequired)
      let listed = listedAt.flatMap { listedAt -> HalfOpenInterval<Instant>? in
        guard listedAt < until else { return nil }
        return HalfOpenInterval(from: max(from, listedAt), until: until)
      }
      return Segment(cluster: cluster, span: part, knowledge: knowledge, listed: listed)
    }
  }

  private func evaluate(
    _ question: BoundQuestion,
    _ segments: [Segment],
    inRevisions: Bool
  ) throws -> ([SequencedRow], [SequencedNote]) {
    var rows: [SequencedRow] = []
    var before: [SequencedRow] = []
    var isCoalesced = segments.count == 1
    var notes: [SequencedNote] = []
    for segment in segments {
      notes += try segment.knowledge.notes()
      guard let end = segment.span.until else { continue }
      let start = segment.listed?.from ?? end
      if let row = question.unobservedRow, start > segment.span.from {
        let listedAt = segment.knowledge.listedAt(question.kindsRequired)
        before.append(unobserved(row, segment.span.from, start, listedAt: listedAt))
      }
      guard let part = segment.listed,
        let floor = segment.knowledge.listedAt(question.kindsRequired)
      else { continue }
      let evaluation = evaluation(
        segment,
        inRevisions: inRevisions,
        try timelines(segment.cluster)
      )
      let outcome = try evaluation.evaluate(question, over: part, floor: floor)
      rows += outcome.rows.map { row in
        var row = row
        row.meetsStart = row.meetsStart && (part.from == span.from || part.from == floor)
        row.meetsEnd = row.meetsEnd && part.until == span.until
        return row
      }
      notes += outcome.notes
      isCoalesced = isCoalesced && outcome.isCoalesced
    }
    if question.sinceColumn != nil { rows = try withSince(rows, segments) }
    rows += before
    let coalesced =
      isCoalesced ? rows : SequencedOperators.coalesced(rows, ignoringRevisions: !inRevisions)
    let unshared = segments.filter { !$0.cluster.sharesRevisions }
    if let segment = unshared.first, !question.kindsRead.isEmpty {
      notes += unshared.compactMap { part in
        part.span.until.map {
          SequencedNote(
            note: Knowledge.unsharedNote(segment.cluster),
            from: part.span.from,
            until: $0
          )
        }
      }
    }
    return (
      inRevisions ? coalesced : coalesced.filter(\.hasDuration), SequencedNote.coalesced(notes)
    )
  }

  /// The timelines that may tell the rows of an epoch; none where others follow it, with which its rows
  /// end.
  func timelines(_ cluster: ClusterContext) throws -> TimelineShelf? {
    guard let timelines, !plan.showsEventsAtStart, try reads.end(of: cluster) == nil else {
      return nil
    }
    return timelines
  }

  private func apply(
    _ stage: BoundStage,
    to rows: [SequencedRow],
    _ listed: [HalfOpenInterval<Instant>]
  ) -> [SequencedRow] {
    switch stage {
    case .filter(let expression): SequencedOperators.filter(rows, expression)
    case .derive(let derived, _): SequencedOperators.derive(rows, derived)
    case .select(let indexes, _): SequencedOperators.select(rows, indexes)
    case .distinct: SequencedOperators.coalesced(rows)
    case .count(let indexes, _): SequencedOperators.count(rows, by: indexes, over: listed)
    case .group(let indexes, let aggregates, _):
      SequencedOperators.group(rows, by: indexes, aggregates)
    case .outages, .duration, .share, .changes, .every, .throughout, .sort, .limit: rows
    }
  }

  private func apply(
    _ stage: BoundStage,
    to rows: [SequencedRow],
    _ stages: SpanStages
  ) -> [ResultRow] {
    switch stage {
    case .outages(let limit, _): stages.outages(rows, longerThan: limit)
    case .duration(let indexes, _): stages.duration(rows, by: indexes)
    case .share(let indexes, _): stages.share(rows, by: indexes)
    case .changes: stages.changes(rows)
    case .every(let nanoseconds, _): stages.every(nanoseconds, rows)
    case .throughout: stages.throughout(rows)
    case .filter, .derive, .select, .distinct, .count, .group, .sort, .limit: []
    }
  }

  /// The finished rows: merged ones are cut to the span, others have their true ends.
  func finish(
    _ joined: [SequencedRow],
    _ segments: [Segment],
    isMerged: Bool
  ) throws -> [ResultRow] {
    var starts: [[Value]: RowExtent] = [:]
    var ends: [[Value]: RowExtent] = [:]
    if !isMerged, let end = span.until, let last = segments.last {
      starts = try rowsAtStarts(joined.filter { $0.whole == nil }, segments).mapValues {
        RowExtent($0)
      }
      if joined.contains(where: { $0.meetsEnd && $0.whole == nil }) {
        ends = try trueRows(at: end.advanced(byNanoseconds: -1), last).mapValues { RowExtent($0) }
      }
    }
    return joined.map { row in
      var result = ResultRow(
        values: row.values,
        from: row.from.instant,
        until: row.until.instant,
        certainty: SpanStages.certainty(row),
        event: row.event
      )
      guard !isMerged else { return result }
      var row = row
      if row.meetsStart, let found = row.whole ?? starts[row.values] {
        result.from = found.interval.from.nanoseconds > .min ? found.interval.from : nil
        result.event = found.event == .zero ? nil : found.event
        row.beginsInferred = found.beginsInferred
        row.meetsStart = false
      }
      if row.meetsEnd, let found = row.whole ?? ends[row.values] {
        result.until = found.interval.until
        row.endsInferred = found.endsInferred
        row.meetsEnd = false
      }
      result.certainty = SpanStages.certainty(row)
      return result
    }
  }

  /// The row of a stretch in which nothing was observed yet, which ends with the first listings.
  private func unobserved(
    _ values: [Value],
    _ from: Instant,
    _ until: Instant,
    listedAt: Instant?
  ) -> SequencedRow {
    var row = SequencedRow(
      values: values,
      from: Moment(instant: from),
      until: Moment(instant: until),
      event: nil,
      beginsInferred: false,
      endsInferred: false,
      isCarried: false,
      meetsStart: from == span.from,
      meetsEnd: until == span.until,
      continuity: nil
    )
    row.whole = RowExtent(.unowned(values, isCarried: false, until: listedAt))
    return row
  }

  /// The rows with their true beginnings in the column that says so.
  private func withSince(
    _ rows: [SequencedRow],
    _ segments: [Segment]
  ) throws -> [SequencedRow] {
    let starts = try rowsAtStarts(rows, segments)
    return rows.map { row in
      var dated = row
      if row.meetsStart, let found = starts.first(where: { Self.isSame($0.key, row.values) }) {
        dated.from = Moment(instant: found.value.interval.from)
      }
      dated = dated.withSince(query.question.sinceColumn)
      dated.from = row.from
      return dated
    }
  }

  /// The rows at the beginnings of the span and of what is known, where any row begins there, with their
  /// true ends.
  private func rowsAtStarts(
    _ rows: [SequencedRow],
    _ segments: [Segment]
  ) throws -> [[Value]: StateRow] {
    var found: [[Value]: StateRow] = [:]
    for start in Set(rows.filter(\.meetsStart).map { $0.from.instant }).sorted() {
      guard let segment = segments.last(where: { $0.span.from <= start }) else { continue }
      found.merge(try trueRows(at: start, segment)) { first, _ in first }
    }
    return found
  }

  /// Whether rows are equal but for the column that is not filled in yet.
  private static func isSame(_ dated: [Value], _ undated: [Value]) -> Bool {
    zip(dated, undated).allSatisfy { $0 == $1 || $1 == .null }
  }

  /// The rows at an instant, each with its true ends.
  private func trueRows(at instant: Instant, _ segment: Segment) throws -> [[Value]: StateRow] {
    if query.question.endsAreSearched { return try searchedRows(at: instant, segment) }
    let times = TimeLookup(reads: reads, cluster: segment.cluster)
    func scene(_ revisions: RevisionVector) -> Scene {
      Scene(
        reads: reads,
        cluster: segment.cluster,
        revisions: revisions,
        times: times,
        proofs: [:],
        listedKinds: segment.knowledge.listedKinds(by: instant),
        settings: settings
      )
    }
    let source = QuestionSource(question: query.question)
    let extender = RowExtender(
      reads: reads,
      cluster: segment.cluster,
      source: source,
      makeScene: scene
    )
    let revisions = try reads.reached(at: instant, segment.cluster)
    guard !revisions.isEmpty else { return [:] }
    var seen: Set<[Value]> = []
    let rows = try source.rows(scene(revisions)).filter { seen.insert($0.values).inserted }
    let extended = try extender.extended(rows, at: revisions)
    return Dictionary(extended.map { ($0.values, $0) }) { first, _ in first }
  }

  private func searchedRows(
    at instant: Instant,
    _ segment: Segment
  ) throws -> [[Value]: StateRow] {
    let answer = InstantAnswer(
      reads: reads,
      cluster: segment.cluster,
      question: query.question,
      settings: settings,
      instant: instant,
      usesHistories: usesTimelines
    )
    let rows = try answer.rows(findsEnds: true).map { ($0.values, StateRow($0)) }
    return Dictionary(rows) { first, _ in first }
  }

  /// A note with the stretch in which it is so, clipped to the span.
  private func bounded(_ entry: SequencedNote) -> Note {
    var note = entry.note
    let isWhole = entry.from == span.from && entry.until == span.until
    let time = "from \(entry.from) to \(entry.until)"
    let isTimed = note.message.utf8.contains(0)
    if isTimed { note.message = note.message.replacing(Self.timeMark, with: time) }
    if note.from == nil, note.until == nil, !isWhole {
      if !isTimed { note.message += ", \(time)" }
      note.from = entry.from
      note.until = entry.until
    }
    return note
  }
}
