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
    let kept = try timelines?.timeline(key, asks: TimelineShelf.spanAsks, base, cluster)
    guard let timeline = try kept ?? timeline(of: key.service, runs) else { return nil }
    let portion = timeline.portion(on: port)
    let served = HalfOpenInterval.intersection(
      HalfOpenInterval.intersection(knowledge.observed, [span]),
      portion.served
    )
    guard !served.isEmpty else { return nil }
    if kept != nil { timelines?.noteSlice() }
    var outcome = Outcome()
    if unit.hasRows {
      outcome.rows = timeline.rows(over: span, on: port).map { row in
        let isWhole = kept != nil && !row.isContested
        return Self.row(row.state, over: span, end: end, isWhole: isWhole)
      }
    }
    let holes = span.without(served)
    outcome.isCoalesced = holes.isEmpty
    for hole in holes {
      let part = try evaluate(hole, of: unit, over: span, floor: floor)
      outcome.rows += part.rows
      outcome.notes += part.notes
    }
    return outcome
  }

  /// A row of a timeline within a span.
  private static func row(
    _ row: StateRow,
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
      whole: isWhole ? row : nil
    )
  }

  /// The timeline of a Service over the stretch that some runs are of; nil where it has none.
  private func timeline(of service: ObjectSlot, _ runs: SpanRuns) throws -> ServiceTimeline? {
    guard
      var builder = TimelineBuilder(
        runs: runs,
        times: times,
        reads: base,
        cluster: cluster,
        service: service
      ), case .built(let timeline) = try builder.build(runsMax: .max)
    else { return nil }
    return timeline
  }

  /// A part of a question over a stretch of a span that its timeline does not tell; rows that go on in
  /// front of it or behind it are joined with those there.
  private func evaluate(
    _ hole: HalfOpenInterval<Instant>,
    of unit: SpanUnit,
    over span: HalfOpenInterval<Instant>,
    floor: Instant
  ) throws -> Outcome {
    // What ends with the hole shows in the instant behind it.
    let reach = hole.until.map { until in
      until == span.until ? until : until.advanced(byNanoseconds: 1)
    }
    let stretch = HalfOpenInterval(from: hole.from, until: reach)
    var outcome = try evaluate(unit, over: stretch, floor: floor)
    outcome.rows = outcome.rows.map { row in
      var row = row
      row.meetsStart = row.meetsStart && row.from.instant == span.from
      row.meetsEnd = row.meetsEnd && row.until.instant == span.until
      return row
    }
    outcome.notes = outcome.notes.compactMap { note in
      guard let end = hole.until, note.from < end else { return nil }
      var note = note
      note.until = min(note.until, end)
      return note
    }
    return outcome
  }
}
