import Projections
import TopologyModel

extension SpanEvaluation {
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
    guard usesTimelines, let end = span.until,
      case .podsServing(let name, let port, nil, nil) = unit.question,
      case .exact(let namespace, let text) = name.form
    else { return nil }
    let key = TimelineShelf.Key(
      epochID: cluster.epochID,
      service: ObjectSlot(kind: .service, namespace: namespace, name: text)
    )
    let observed = HalfOpenInterval.intersection(knowledge.observed, [span])
    guard !observed.isEmpty else { return nil }
    let asks = TimelineShelf.spanAsks
    let kept = try timelines?.timeline(key, asks: asks, base, cluster)
    guard let timeline = try kept ?? timeline(key, runs) else { return nil }
    let portion = timeline.portion(on: port)
    let served = HalfOpenInterval.intersection(observed, portion.served)
    guard !served.isEmpty else { return nil }
    if kept != nil { timelines?.noteSlice() }
    var outcome = Outcome()
    let holes = span.without(served)
    // What is evaluated can only be joined with the rows of the timeline that it meets.
    let edges = HalfOpenInterval.union(
      holes.map {
        HalfOpenInterval(
          from: $0.from.advanced(byNanoseconds: -1),
          until: $0.until?.advanced(byNanoseconds: 2)
        )
      }
    )
    var pieces: [SequencedRow] = []
    if unit.hasRows {
      timeline.forEachRow(over: span, on: port) { row in
        let isWhole = kept != nil && !row.isContested
        let piece = Self.row(row, over: span, end: end, isWhole: isWhole)
        let stretch = HalfOpenInterval(from: piece.from.instant, until: piece.until.instant)
        if HalfOpenInterval.those(of: edges, meeting: stretch).isEmpty {
          outcome.rows.append(piece)
        } else {
          pieces.append(piece)
        }
      }
    }
    outcome.notes += timeline.notes(over: served, until: end, on: port, unit.notes)
    for hole in holes {
      let part = try evaluate(
        hole,
        of: unit,
        portion,
        floor: floor,
        start: span.from,
        end: end,
        isKept: kept != nil
      )
      pieces += part.rows.compactMap { Self.cut($0, to: hole, of: span) }
      outcome.notes += part.notes.compactMap { Self.cut($0, to: hole) }
    }
    outcome.rows += SequencedOperators.coalesced(pieces, ignoringRevisions: true)
    outcome.isCoalesced = true
    return outcome
  }

  /// The rows of a span that a kept timeline tells, in the language's order, and what they do not show; nil
  /// where it tells of none, and where what it does not tell has rows.
  ///
  /// Where only the time that rows cover is asked for, those are told, too, and come in no order.
  func slice(
    _ question: BoundQuestion,
    over span: HalfOpenInterval<Instant>,
    floor: Instant,
    needsRows: Bool
  ) throws -> SpanExecutor.Slice? {
    guard let timelines, let end = span.until,
      case .podsServing(let name, let port, nil, nil) = question,
      case .exact(let namespace, let text) = name.form
    else { return nil }
    let key = TimelineShelf.Key(
      epochID: cluster.epochID,
      service: ObjectSlot(kind: .service, namespace: namespace, name: text)
    )
    // Those that are to be made are counted, and made, by the evaluation.
    guard let timeline = timelines.known(key, base.basis) else { return nil }
    var slice = SpanExecutor.Slice()
    if needsRows {
      guard let rows = timeline.rows(over: span, on: port) else { return nil }
      slice.rows = rows
    } else {
      slice.covered = timeline.intervals(over: span, on: port)
    }
    let portion = timeline.portion(on: port)
    let observed = HalfOpenInterval.intersection(knowledge.observed, [span])
    let served = HalfOpenInterval.intersection(observed, portion.served)
    slice.notes = timeline.notes(over: served, until: end, on: port, .all)
    let unit = SpanUnit(question: question, hasRows: true, notes: .all)
    for hole in span.without(served) {
      let part = try evaluate(
        hole,
        of: unit,
        portion,
        floor: floor,
        start: span.from,
        end: end,
        isKept: true
      )
      // What begins behind it, the timeline has.
      let own = part.rows.filter { row in
        hole.until.map { row.from.instant < $0 } ?? true && row.until.instant > hole.from
      }
      guard own.isEmpty || !needsRows else { return nil }
      slice.covered += own.map {
        HalfOpenInterval(from: $0.from.instant, until: $0.until.instant)
      }
      slice.notes += part.notes.compactMap { Self.cut($0, to: hole) }
    }
    timelines.noteSlice()
    return slice
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
    timelines?.note(asks: builder.runCount / TimelineShelf.runsPerAsk, key)
    guard case .built(let timeline) = outcome else { return nil }
    return timeline
  }

  /// A part of a question over a stretch that its timeline does not tell, which may be a part of what is
  /// given; rows that go on in front of it or behind it are joined with those there.
  func evaluate(
    _ hole: HalfOpenInterval<Instant>,
    of unit: SpanUnit,
    _ portion: TimelinePortion,
    floor: Instant,
    start: Instant,
    end: Instant,
    isKept: Bool
  ) throws -> Outcome {
    let isInner = hole.from > start && hole.until.map { $0 < end } ?? false
    if isKept, let found = try kept(hole, of: unit, portion, floor: floor, isInner: isInner) {
      return found
    }
    let reach = hole.until.map { $0 == end ? $0 : $0.advanced(byNanoseconds: 1) }
    return try evaluate(unit, over: HalfOpenInterval(from: hole.from, until: reach), floor: floor)
  }

  /// What the whole stretch around a hole was evaluated to; nil where that is not kept.
  ///
  /// Of a stretch that nobody watched, which rows are carried depends on all of it, so that one is kept
  /// only for those that ask about it as a whole: an inner hole of theirs is that.
  private func kept(
    _ hole: HalfOpenInterval<Instant>,
    of unit: SpanUnit,
    _ portion: TimelinePortion,
    floor: Instant,
    isInner: Bool
  ) throws -> Outcome? {
    guard let timelines else { return nil }
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
      version: cluster.givenVersion
    )
    let factor = Self.length(whole) / Self.length(hole)
    return try portion.outcome(key, timelines, factor: factor) {
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
