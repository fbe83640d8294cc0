import TopologyModel

/// The stages that act at each instant, over rows with intervals (tql.md section 6).
///
/// Each gives, at every instant, what the operator over rows gives for the rows of that instant.
enum SequencedOperators {
  /// Keeps the rows for which the expression is true.
  static func filter(_ rows: [SequencedRow], _ expression: BoundExpression) -> [SequencedRow] {
    rows.filter { expression.truth(in: plain($0)) == true }
  }

  /// Adds columns that are read from the others.
  static func derive(_ rows: [SequencedRow], _ columns: [BoundColumn]) -> [SequencedRow] {
    rows.map { row in
      var derived = row
      derived.values += columns.map { $0.value(in: plain(row)) }
      return derived
    }
  }

  /// Keeps some columns; rows that become equal become one.
  static func select(_ rows: [SequencedRow], _ indexes: [Int]) -> [SequencedRow] {
    let projected = rows.map { row in
      var row = row
      row.values = indexes.map { row.values[$0] }
      return row
    }
    return coalesced(projected)
  }

  /// Joins equal rows that overlap or adjoin; the first event and the weakest certainty stay.
  ///
  /// `ignoringRevisions` joins across states without duration, too.
  static func coalesced(
    _ rows: [SequencedRow],
    ignoringRevisions: Bool = false
  ) -> [SequencedRow] {
    rows.groups { $0.values }.flatMap { _, group -> [SequencedRow] in
      var joined: [SequencedRow] = []
      for row in group.sorted(by: { ($0.from, $0.until) < ($1.from, $1.until) }) {
        guard let last = joined.last, adjoin(last, row, ignoringRevisions) else {
          joined.append(row)
          continue
        }
        joined[joined.count - 1] = join(last, row)
      }
      return joined
    }
  }

  private static func adjoin(_ left: SequencedRow, _ right: SequencedRow, _ byTime: Bool) -> Bool {
    byTime ? right.from.instant <= left.until.instant : right.from <= left.until
  }

  private static func join(_ left: SequencedRow, _ right: SequencedRow) -> SequencedRow {
    var row = left
    row.isCarried = left.isCarried || right.isCarried
    if right.from == left.from {
      row.event = [left.event, right.event].compactMap { $0 }.min()
      row.beginsInferred = left.beginsInferred || right.beginsInferred
    }
    row.meetsStart = left.meetsStart || right.meetsStart
    row.whole = left.whole ?? right.whole
    if right.until > left.until {
      row.until = right.until
      row.endsInferred = right.endsInferred
      row.meetsEnd = right.meetsEnd
    } else if right.until == left.until {
      row.endsInferred = left.endsInferred || right.endsInferred
      row.meetsEnd = left.meetsEnd || right.meetsEnd
    }
    return row
  }

  /// Counts rows at each instant, for each combination of some columns; without columns a row over
  /// the whole of some stretches, zero included.
  static func count(
    _ rows: [SequencedRow],
    by indexes: [Int],
    over stretches: [HalfOpenInterval<Instant>]
  ) -> [SequencedRow] {
    fold(rows, by: indexes, over: indexes.isEmpty ? stretches : []) {
      [.integer(Int64($0.count))]
    }
  }

  /// Aggregates rows at each instant, for each combination of some columns.
  static func group(
    _ rows: [SequencedRow],
    by indexes: [Int],
    _ aggregates: [BoundAggregate]
  ) -> [SequencedRow] {
    fold(rows, by: indexes, over: []) { active in
      aggregates.map { $0.value(over: active.map { $0.values }) }
    }
  }

  /// What a function gives of the rows that stand at each instant, for each combination of columns.
  private static func fold(
    _ rows: [SequencedRow],
    by indexes: [Int],
    over stretches: [HalfOpenInterval<Instant>],
    _ value: ([SequencedRow]) -> [Value]
  ) -> [SequencedRow] {
    // Stretches are given without columns only: all rows are one group then, empty or not.
    let groups =
      stretches.isEmpty
      ? rows.groups { row in indexes.map { row.values[$0] } } : [(key: [], elements: rows)]
    let folded = groups.flatMap { key, group in
      steps(group, over: stretches).map { step in
        SequencedRow(
          values: key + value(step.active),
          from: step.from,
          until: step.until,
          event: nil,
          beginsInferred: step.active.contains { $0.beginsInferred && $0.from == step.from },
          endsInferred: step.active.contains { $0.endsInferred && $0.until == step.until },
          isCarried: step.active.contains { $0.isCarried },
          meetsStart: step.active.contains { $0.meetsStart && $0.from == step.from }
            || stretches.contains { $0.from == step.from.instant },
          meetsEnd: step.active.contains { $0.meetsEnd && $0.until == step.until }
            || stretches.contains { $0.until == step.until.instant },
          continuity: nil
        )
      }
    }
    return coalesced(folded)
  }

  private struct Step {
    var from: Moment
    var until: Moment
    var active: [SequencedRow]
  }

  /// The steps between the bounds of rows, each with the rows that stand over it; those with none only
  /// within `stretches`.
  private static func steps(
    _ rows: [SequencedRow],
    over stretches: [HalfOpenInterval<Instant>]
  ) -> [Step] {
    var bounds = Set(rows.flatMap { [$0.from, $0.until] })
    for stretch in stretches {
      bounds.formUnion(
        ([stretch.from, stretch.until].compactMap { $0 }).map { Moment(instant: $0) }
      )
    }
    let moments = bounds.sorted()
    let starting = rows.sorted { $0.from < $1.from }
    var next = 0
    var active: [SequencedRow] = []
    var steps: [Step] = []
    for (from, until) in zip(moments, moments.dropFirst()) {
      active.removeAll { $0.until <= from }
      while next < starting.count, starting[next].from <= from {
        if starting[next].until > from { active.append(starting[next]) }
        next += 1
      }
      if active.isEmpty, !stretches.contains(where: { $0.contains(from.instant) }) { continue }
      steps.append(Step(from: from, until: until, active: active))
    }
    return steps
  }

  /// A row as expressions read it, which at this stage reach for cells only.
  private static func plain(_ row: SequencedRow) -> ResultRow {
    ResultRow(values: row.values, from: nil, until: nil, certainty: .observed, event: row.event)
  }
}
