import TopologyModel

/// The operators over finished rows, each a pure function.
enum RowOperators {
  /// The rows behind an operator; as they are behind one that does not act on finished rows.
  ///
  /// `columns` are those in front of it, and rows that are merged are cut to `interval`.
  static func apply(
    _ step: PhysicalPlan.Operator,
    to rows: [ResultRow],
    columns: [Column],
    clippedTo interval: HalfOpenInterval<Instant>?
  ) -> [ResultRow] {
    switch step {
    case .filter(let expression), .filterState(let expression): filter(rows, expression)
    case .derive(let derived, _): derive(rows, derived)
    case .selectColumns(let indexes): selectColumns(rows, indexes)
    case .distinct: distinct(rows)
    case .count(let indexes): count(rows, by: indexes, clippedTo: interval)
    case .group(let indexes, let aggregates, _):
      group(rows, by: indexes, aggregates, clippedTo: interval)
    case .order: order(rows, columns: columns)
    case .sort(let keys): sort(rows, keys)
    case .limit(let count, let offset): limit(rows, count: count, offset: offset)
    case .evaluate, .evaluateSpan, .sequenced, .overSpan, .finish, .extend, .clip: rows
    }
  }

  static func filter(_ rows: [ResultRow], _ expression: BoundExpression) -> [ResultRow] {
    rows.filter { expression.truth(in: $0) == true }
  }

  static func derive(_ rows: [ResultRow], _ columns: [BoundColumn]) -> [ResultRow] {
    rows.map { row in
      var derived = row
      derived.values += columns.map { $0.value(in: row) }
      return derived
    }
  }

  static func selectColumns(_ rows: [ResultRow], _ indexes: [Int]) -> [ResultRow] {
    rows.map { row in
      var row = row
      row.values = indexes.map { row.values[$0] }
      return row
    }
  }

  /// Equal rows become one, with the first event and the weakest certainty.
  static func distinct(_ rows: [ResultRow]) -> [ResultRow] {
    var places: [[Value]: Int] = [:]
    var merged: [ResultRow] = []
    for row in rows {
      guard let place = places[row.values] else {
        places[row.values] = merged.count
        merged.append(row)
        continue
      }
      merged[place].certainty = max(merged[place].certainty, row.certainty)
      merged[place].event = [merged[place].event, row.event].compactMap { $0 }.min()
    }
    return merged
  }

  /// A row for each combination of the columns; without columns one row, zero included.
  static func count(
    _ rows: [ResultRow],
    by indexes: [Int],
    clippedTo interval: HalfOpenInterval<Instant>?
  )
    -> [ResultRow]
  {
    var order: [[Value]] = []
    var counts: [[Value]: Int] = [:]
    var certainties: [[Value]: Certainty] = [:]
    for row in rows {
      let key = indexes.map { row.values[$0] }
      if counts[key] == nil { order.append(key) }
      counts[key, default: 0] += 1
      certainties[key] = max(certainties[key] ?? .clipped, row.certainty)
    }
    if indexes.isEmpty, order.isEmpty { order.append([]) }
    return order.map { key in
      ResultRow(
        values: key + [.integer(Int64(counts[key] ?? 0))],
        from: interval?.from,
        until: interval?.until,
        certainty: certainties[key] ?? .clipped,
        event: nil
      )
    }
  }

  /// A row for each combination of the columns, with aggregates over its rows.
  static func group(
    _ rows: [ResultRow],
    by indexes: [Int],
    _ aggregates: [BoundAggregate],
    clippedTo interval: HalfOpenInterval<Instant>?
  ) -> [ResultRow] {
    rows.groups { row in indexes.map { row.values[$0] } }.map { key, group in
      ResultRow(
        values: key + aggregates.map { $0.value(over: group.map { $0.values }) },
        from: interval?.from,
        until: interval?.until,
        certainty: group.map { $0.certainty }.max() ?? .clipped,
        event: nil
      )
    }
  }

  /// The language's order.
  static func order(_ rows: [ResultRow], columns: [Column]) -> [ResultRow] {
    let order = RowOrder(columns)
    return rows.sorted { order.precedes($0.values, $0.from, $1.values, $1.from) }
  }

  /// Orders by keys; rows that agree keep their order.
  static func sort(_ rows: [ResultRow], _ keys: [BoundSortKey]) -> [ResultRow] {
    let sorted = rows.enumerated().sorted { left, right in
      for key in keys {
        let first = key.column.value(in: left.element)
        let second = key.column.value(in: right.element)
        if first.precedes(second) { return !key.isDescending }
        if second.precedes(first) { return key.isDescending }
      }
      return left.offset < right.offset
    }
    return sorted.map { $0.element }
  }

  static func limit(_ rows: [ResultRow], count: Int, offset: Int) -> [ResultRow] {
    Array(rows.dropFirst(offset).prefix(count))
  }
}
