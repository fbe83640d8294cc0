import Projections
import TopologyModel

extension SpanEvaluation {
  /// What is evaluated of a span beside the rows of a timeline.
  private struct Rest {
    /// Rows that may go on in front of them or behind.
    var rows: [SequencedRow] = []
    var notes: [SequencedNote] = []
    /// Around stretches with rows: what the timeline has there may be the same rows.
    var edges: [HalfOpenInterval<Instant>] = []
  }

  /// The Service whose timeline may tell a question, and the port that it is asked on; nil where none may.
  private func subject(
    of question: BoundQuestion
  ) -> (key: TimelineShelf.Key, port: BoundPort?)? {
    guard case .podsServing(let name, let port, nil, nil) = question,
      let key = TimelineShelf.Key(epochID: cluster.epochID, name: name)
    else { return nil }
    return (key, port)
  }

  /// A part of a question over a stretch, from its Service's timeline; nil where that tells nothing.
  ///
  /// What it does not tell is evaluated.
  /// `runs` are those of the stretch.
  func pieced(
    _ unit: SpanUnit,
    _ runs: SpanRuns,
    over span: HalfOpenInterval<Instant>,
    floor: Instant
  ) throws -> Outcome? {
    guard usesTimelines, let end = span.until, let (key, port) = subject(of: unit.question),
      !HalfOpenInterval.intersection(knowledge.observed, [span]).isEmpty
    else { return nil }
    let asks = TimelineShelf.spanAsks
    let kept = try timelines?.timeline(key, asks: asks, base, cluster)
    guard let timeline = try kept ?? timeline(key, runs) else { return nil }
    let isKept = kept != nil
    let portion = timeline.portion(on: port)
    let told = told(by: portion, over: span)
    guard !told.isEmpty else { return nil }
    if isKept { timelines?.noteSlice() }
    let rest = try rest(of: unit, portion, told, over: span, floor: floor, isKept: isKept)
    var outcome = Outcome()
    outcome.notes = timeline.notes(over: told, until: end, on: port, unit.notes) + rest.notes
    var pieces = rest.rows
    if unit.hasRows {
      timeline.forEachRow(over: span, on: port) { row in
        let piece = Self.row(row, over: span, end: end, isWhole: isKept && !row.isContested)
        let stretch = HalfOpenInterval(from: piece.from.instant, until: piece.until.instant)
        if HalfOpenInterval.those(of: rest.edges, meeting: stretch).isEmpty {
          outcome.rows.append(piece)
        } else {
          pieces.append(piece)
        }
      }
    }
    outcome.rows += SequencedOperators.coalesced(pieces, ignoringRevisions: true)
    outcome.isCoalesced = true
    return outcome
  }

  /// The rows of a span from a kept timeline, with their true ends and in the language's order; nil where
  /// none is kept.
  ///
  /// What it does not tell is evaluated; the rows that meet that are joined with it and stand apart, cut to
  /// the span and in no order. Where only the time that rows cover is asked for, that is told, in no order.
  /// Where only kept ones are taken, there is nothing to evaluate or to join, or nil.
  func slice(
    _ question: BoundQuestion,
    over span: HalfOpenInterval<Instant>,
    floor: Instant,
    needsRows: Bool,
    takesOnlyKept: Bool = false
  ) throws -> (slice: SpanExecutor.Slice, joined: [SequencedRow])? {
    // Timelines that are to be made are counted, and made, by the evaluation.
    guard let timelines, let end = span.until, let (key, port) = subject(of: question),
      let timeline = timelines.known(key, base.basis)
    else { return nil }
    let portion = timeline.portion(on: port)
    let told = told(by: portion, over: span)
    if takesOnlyKept, !span.without(told).isEmpty { return nil }
    let rest = try rest(
      of: SpanUnit(question: question, hasRows: true, notes: .all),
      portion,
      told,
      over: span,
      floor: floor,
      isKept: true
    )
    var slice = SpanExecutor.Slice()
    var joined: [SequencedRow] = []
    slice.notes = timeline.notes(over: told, until: end, on: port, .all) + rest.notes
    if needsRows {
      let found = timeline.rows(over: span, on: port, apartFrom: rest.edges)
      if takesOnlyKept, !found.meeting.isEmpty { return nil }
      slice.rows = found.apart
      let meeting = found.meeting.map {
        Self.row($0, over: span, end: end, isWhole: !$0.isContested)
      }
      joined = SequencedOperators.coalesced(rest.rows + meeting, ignoringRevisions: true)
    } else {
      slice.covered = timeline.intervals(over: span, on: port)
      slice.covered += rest.rows.map {
        HalfOpenInterval(from: $0.from.instant, until: $0.until.instant)
      }
    }
    timelines.noteSlice()
    return (slice, joined)
  }

  /// The stretches of a span that a timeline tells.
  private func told(
    by portion: TimelinePortion,
    over span: HalfOpenInterval<Instant>
  ) -> [HalfOpenInterval<Instant>] {
    HalfOpenInterval.intersection(
      HalfOpenInterval.intersection(knowledge.observed, [span]),
      portion.served
    )
  }

  /// The stretches of a span but for those that a timeline tells, evaluated.
  private func rest(
    of unit: SpanUnit,
    _ portion: TimelinePortion,
    _ told: [HalfOpenInterval<Instant>],
    over span: HalfOpenInterval<Instant>,
    floor: Instant,
    isKept: Bool
  ) throws -> Rest {
    var rest = Rest()
    for hole in span.without(told) {
      let part = try evaluate(hole, of: unit, portion, over: span, floor: floor, isKept: isKept)
      rest.notes += part.notes.compactMap { Self.cut($0, to: hole) }
      // What only begins behind it, the timeline has.
      let hasRows = part.rows.contains { row in
        hole.until.map { row.from.instant < $0 } ?? true && row.until.instant > hole.from
      }
      guard hasRows else { continue }
      rest.rows += part.rows.compactMap { Self.cut($0, to: hole, of: span) }
      rest.edges.append(
        HalfOpenInterval(
          from: hole.from.advanced(byNanoseconds: -1),
          until: hole.until?.advanced(byNanoseconds: 2)
        )
      )
    }
    rest.edges = HalfOpenInterval.union(rest.edges)
    return rest
  }

  /// A row of a timeline within a span.
  private static func row(
    _ row: ServiceTimeline.Row,
    over span: HalfOpenInterval<Instant>,
    end: Instant,
    isWhole: Bool
  ) -> SequencedRow {
    let until = row.interval.until ?? end
    return SequencedRow(
      values: row.values,
      from: Moment(instant: max(row.interval.from, span.from)),
      until: Moment(instant: min(until, end)),
      event: row.event == .zero ? nil : row.event,
      beginsInferred: row.beginsInferred,
      endsInferred: until < end && row.endsInferred,
      isCarried: false,
      meetsStart: row.interval.from <= span.from,
      meetsEnd: until >= end,
      continuity: nil,
      whole: isWhole ? RowExtent(row) : nil
    )
  }

  /// The timeline of a Service over the stretch that some runs are of; nil where it has none.
  private func timeline(
    _ key: TimelineShelf.Key,
    _ runs: SpanRuns
  ) throws -> ServiceTimeline? {
    let made = TimelineBuilder(
      runs: runs,
      times: times,
      reads: base,
      cluster: cluster,
      service: key.service
    )
    guard var builder = made else { return nil }
    let outcome = try builder.build(runsMax: .max, isKept: false)
    timelines?.note(asks: builder.runCount / TimelineShelf.runsPerAsk, key, base.basis)
    guard case .built(let timeline) = outcome else { return nil }
    return timeline
  }

  /// A part of a question over a stretch of a span that its timeline does not tell; rows may reach beyond
  /// the stretch.
  private func evaluate(
    _ hole: HalfOpenInterval<Instant>,
    of unit: SpanUnit,
    _ portion: TimelinePortion,
    over span: HalfOpenInterval<Instant>,
    floor: Instant,
    isKept: Bool
  ) throws -> Outcome {
    if isKept, let found = try whole(around: hole, of: unit, portion, over: span, floor: floor) {
      return found
    }
    let reach = hole.until.map { $0 == span.until ? $0 : $0.advanced(byNanoseconds: 1) }
    return try evaluate(unit, over: HalfOpenInterval(from: hole.from, until: reach), floor: floor)
  }

  /// The whole stretch around a hole in what a timeline tells, evaluated now or before; nil where it is not
  /// to be kept.
  ///
  /// Of a stretch that nobody watched, which rows are carried depends on all of it, so that one is kept
  /// only for those that ask about it as a whole: where it lies within their span.
  private func whole(
    around hole: HalfOpenInterval<Instant>,
    of unit: SpanUnit,
    _ portion: TimelinePortion,
    over span: HalfOpenInterval<Instant>,
    floor: Instant
  ) throws -> Outcome? {
    guard let timelines, let end = span.until else { return nil }
    let isInner = hole.from > span.from && hole.until.map { $0 < end } ?? false
    var whole = isInner ? hole : nil
    if var bounds = knowledge.observation(around: hole.from) {
      bounds.from = max(bounds.from, floor)
      // What ends with the stretch shows in the instant behind it.
      bounds.until = bounds.until?.advanced(byNanoseconds: -1)
      whole = portion.whole(around: hole, within: bounds) ?? whole
    }
    guard let whole, let last = whole.until else { return nil }
    let key = TimelinePortion.Untold(
      stretch: whole,
      question: unit.question,
      notes: unit.notes,
      namespaceRead: knowledge.namespace,
      version: cluster.givenVersion
    )
    let factor = Self.length(whole) / Self.length(hole)
    return try portion.outcome(key, timelines, base.basis, factor: factor) {
      let reach = HalfOpenInterval(from: whole.from, until: last.advanced(byNanoseconds: 1))
      return try evaluate(unit, over: reach, floor: floor)
    }
  }

  private static func length(_ stretch: HalfOpenInterval<Instant>) -> Double {
    stretch.until.map { Double($0.nanoseconds) - Double(stretch.from.nanoseconds) } ?? .infinity
  }

  /// The part of a row within a stretch of a span and the instant behind it.
  private static func cut(
    _ row: SequencedRow,
    to stretch: HalfOpenInterval<Instant>,
    of span: HalfOpenInterval<Instant>
  ) -> SequencedRow? {
    guard let last = stretch.until, let end = span.until, row.until.instant > stretch.from,
      row.from.instant < last || (row.from.instant == last && last < end)
    else { return nil }
    var row = row
    row.meetsStart = row.from.instant <= span.from
    row.from = Moment(instant: max(row.from.instant, stretch.from))
    row.meetsEnd = row.until.instant >= end
    if row.until.instant > last {
      row.until = Moment(instant: min(end, last.advanced(byNanoseconds: 1)))
      row.endsInferred = false
    }
    if row.meetsEnd { row.endsInferred = false }
    return row
  }

  /// The part of a note within a stretch.
  static func cut(
    _ note: SequencedNote,
    to stretch: HalfOpenInterval<Instant>
  ) -> SequencedNote? {
    guard let last = stretch.until, note.from < last, note.until > stretch.from else { return nil }
    var note = note
    note.from = max(note.from, stretch.from)
    note.until = min(note.until, last)
    return note
  }
}
