import TopologyModel

/// The stages over spans: what rows did in the observed time of a span (tql.md section 6).
///
/// Unobserved time is neither outage nor availability; every result says how much there was.
struct SpanStages {
  /// The most instants that `every` samples (docs/reference/limits.md).
  static let samplesMax = 100_000

  /// The asked span; it has an end.
  let span: HalfOpenInterval<Instant>
  /// The stretches of it in which everything that the question reads was observed, in order.
  let observed: [HalfOpenInterval<Instant>]

  /// The stretches of observed time in which there was no row, longer than so many nanoseconds.
  ///
  /// One that touches unobserved time is cut there; `cut` says at which end.
  func outages(_ rows: [SequencedRow], longerThan limit: Int64) -> [ResultRow] {
    outages(between: Self.union(rows), longerThan: limit)
  }

  /// The stretches of observed time in which nothing of what is `covered`, in order and apart, lies.
  func outages(
    between covered: [HalfOpenInterval<Instant>],
    longerThan limit: Int64
  ) -> [ResultRow] {
    observed.flatMap { stretch in
      stretch.without(covered).compactMap { outage -> ResultRow? in
        let length = Self.length(outage)
        guard length > limit, let until = outage.until else { return nil }
        return ResultRow(
          values: [
            .duration(length), .nonEmpty(cut(outage, stretch)), .duration(unobserved),
          ],
          from: outage.from,
          until: until,
          certainty: outage.from == span.from || until == span.until ? .clipped : .observed,
          event: nil
        )
      }
    }
  }

  private func cut(
    _ outage: HalfOpenInterval<Instant>,
    _ stretch: HalfOpenInterval<Instant>
  ) -> String {
    let isCutBefore = outage.from == stretch.from && stretch.from != span.from
    let isCutBehind = outage.until == stretch.until && stretch.until != span.until
    return switch (isCutBefore, isCutBehind) {
    case (true, true): "both"
    case (true, false): "start"
    case (false, true): "end"
    case (false, false): ""
    }
  }

  /// The observed time that rows cover, for each combination of some columns.
  func duration(_ rows: [SequencedRow], by indexes: [Int]) -> [ResultRow] {
    covered(rows, by: indexes).map { key, length in
      summary(key + [.duration(length), .duration(unobserved)])
    }
  }

  /// The fraction of the observed time that rows cover; null where nothing was observed.
  func share(_ rows: [SequencedRow], by indexes: [Int]) -> [ResultRow] {
    let whole = observed.map { Self.length($0) }.reduce(0, +)
    return covered(rows, by: indexes).map { key, length in
      let share = whole == 0 ? Value.null : .decimal(Double(length) / Double(whole))
      return summary(key + [share, .duration(unobserved)])
    }
  }

  /// Every beginning and end of a row, states without duration included; those that are only the
  /// bounds of the span are none.
  func changes(_ rows: [SequencedRow]) -> [ResultRow] {
    typealias Change = (moment: Moment, isBeginning: Bool, row: SequencedRow)
    let changes = rows.flatMap { row -> [Change] in
      (row.meetsStart ? [] : [(row.from, true, row)])
        + (row.meetsEnd ? [] : [(row.until, false, row)])
    }
    // Of one moment, what ends comes before what begins in its place.
    let ordered = changes.enumerated().sorted { left, right in
      let (first, second) = (left.element, right.element)
      if first.moment != second.moment { return first.moment < second.moment }
      if first.isBeginning != second.isBeginning { return second.isBeginning }
      for (value, other) in zip(first.row.values, second.row.values) {
        if value.precedes(other) { return true }
        if other.precedes(value) { return false }
      }
      return left.offset < right.offset
    }
    return ordered.map { change in
      let (moment, isBeginning, row) = change.element
      let isInferred = isBeginning ? row.beginsInferred : row.endsInferred
      return ResultRow(
        values: [.text(isBeginning ? "begin" : "end")] + row.values
          + [moment.revision.map { .text($0.text) } ?? .null],
        from: moment.instant,
        until: nil,
        certainty: row.isCarried ? .carried : isInferred ? .inferred : .observed,
        event: isBeginning ? row.event : nil
      )
    }
  }

  /// The rows that stand at the span's beginning, and every so many nanoseconds after it.
  func every(_ nanoseconds: Int64, _ rows: [SequencedRow]) -> [ResultRow] {
    var samples: [ResultRow] = []
    var instant = span.from
    while span.contains(instant) {
      let isUnobserved = !observed.contains { $0.contains(instant) }
      for row in rows where row.from.instant <= instant && instant < row.until.instant {
        samples.append(
          ResultRow(
            values: [.instant(instant)] + row.values + [.boolean(isUnobserved)],
            from: row.from.instant,
            until: row.until.instant,
            certainty: Self.certainty(row),
            event: row.event
          )
        )
      }
      let next = instant.advanced(byNanoseconds: nanoseconds)
      guard next > instant else { break }
      instant = next
    }
    return samples
  }

  /// The rows that held at every observed instant of the span.
  func throughout(_ rows: [SequencedRow]) -> [ResultRow] {
    guard !observed.isEmpty else { return [] }
    return rows.groups { $0.values }.compactMap { values, group in
      let covered = Self.union(group)
      let isWhole = observed.allSatisfy { $0.without(covered).isEmpty }
      guard isWhole else { return nil }
      var row = summary(values + [.duration(unobserved)])
      row.event = group.compactMap { $0.event }.min()
      if group.contains(where: { $0.isCarried }) { row.certainty = .carried }
      return row
    }
  }

  /// A row's certainty where its ends are cut to the span.
  static func certainty(_ row: SequencedRow) -> Certainty {
    if row.isCarried { return .carried }
    if row.meetsStart || row.meetsEnd { return .clipped }
    return row.beginsInferred || row.endsInferred ? .inferred : .observed
  }

  // MARK: - Time

  /// The time of the span that was not observed, in nanoseconds.
  private var unobserved: Int64 {
    Self.length(span) - observed.map { Self.length($0) }.reduce(0, +)
  }

  private func summary(_ values: [Value]) -> ResultRow {
    ResultRow(values: values, from: span.from, until: span.until, certainty: .clipped, event: nil)
  }

  /// The observed time that the rows of each key cover; without columns one key, zero included.
  private func covered(
    _ rows: [SequencedRow],
    by indexes: [Int]
  ) -> [(key: [Value], length: Int64)] {
    let groups =
      indexes.isEmpty
      ? [(key: [], elements: rows)] : rows.groups { row in indexes.map { row.values[$0] } }
    return groups.map { key, group in
      let stretches = Self.union(group)
      let length = observed.flatMap { stretch in
        stretches.compactMap { stretch.intersection($0) }
      }.map { Self.length($0) }.reduce(0, +)
      return (key, length)
    }
  }

  private static func union(_ rows: [SequencedRow]) -> [HalfOpenInterval<Instant>] {
    HalfOpenInterval.union(
      rows.filter(\.hasDuration).map {
        HalfOpenInterval(from: $0.from.instant, until: $0.until.instant)
      }
    )
  }

  private static func length(_ interval: HalfOpenInterval<Instant>) -> Int64 {
    guard let until = interval.until else { return 0 }
    let (length, isOverflow) = until.nanoseconds
      .subtractingReportingOverflow(interval.from.nanoseconds)
    return isOverflow ? .max : length
  }
}
