import TopologyModel

/// Compares two sets of rows: what is new, what is gone, and what is there with other cells.
///
/// Rows are told apart by the question's key as far as the stages keep it: by the columns that rows
/// were counted or grouped by, and by whole rows behind a `select` that drops part of the key.
struct RowComparison {
  private let columns: [Column]
  private let keys: [Int]

  /// Compares rows with columns, those of one key being told apart by the places of some.
  init(_ columns: [Column], keys: [Int]) {
    self.columns = columns
    self.keys = keys
  }

  /// Compares the rows of a query.
  init(_ query: BoundQuery) {
    columns = query.columns
    let questionKeys: [Int]? = QuestionColumns.columns(of: query.question).enumerated()
      .filter(\.element.isKey).map(\.offset)
    let kept = query.stages.reduce(questionKeys) { Self.keys($0, behind: $1) }
    keys = kept ?? Array(query.columns.indices)
  }

  /// The places of key columns behind a stage; nil where part of the key is gone.
  private static func keys(_ keys: [Int]?, behind stage: BoundStage) -> [Int]? {
    guard let keys else { return nil }
    switch stage {
    case .select(let indexes, _):
      let places = keys.compactMap { indexes.firstIndex(of: $0) }
      return places.count == keys.count ? places : nil
    case .count(let indexes, _), .group(let indexes, _, _): return Array(indexes.indices)
    case .filter, .derive, .distinct, .sort, .limit, .outages, .duration, .share, .changes, .every,
      .throughout:
      return keys
    }
  }

  /// The rows that differ, by key: `+` and `~` rows as they are after, `-` rows as they were before.
  ///
  /// Several rows may share a key, as findings of one rule do: those that are equal stay, the others
  /// are paired in their order.
  func rows(before: [ResultRow], after: [ResultRow]) -> [ResultRow] {
    if let merged = merged(before, after) { return merged }
    let (before, after) = Self.unshared(before, after)
    let old = Dictionary(grouping: before, by: key)
    let new = Dictionary(grouping: after, by: key)
    let keys = Set(old.keys).union(new.keys).sorted { Value.precedes($0, $1) }
    return keys.flatMap { compared(old[$0, default: []][...], new[$0, default: []][...]) }
  }

  /// The same of sides in the order of their keys, as rows come that no stage has sorted; nil for others.
  private func merged(_ before: [ResultRow], _ after: [ResultRow]) -> [ResultRow]? {
    var found: [ResultRow] = []
    var (old, new) = (before[...], after[...])
    while !old.isEmpty || !new.isEmpty {
      guard let first = next(old, new),
        let olds = first == .behind ? [] : popKey(&old),
        let news = first == .before ? [] : popKey(&new)
      else { return nil }
      found += compared(olds, news)
    }
    return found
  }

  /// How the keys of two rows lie to each other.
  private enum KeyOrder {
    case before
    case equal
    case behind
  }

  /// Which of two sides, of which one has a row at least, has the next key; nil where keys have no order.
  private func next(_ old: ArraySlice<ResultRow>, _ new: ArraySlice<ResultRow>) -> KeyOrder? {
    guard let first = old.first else { return .behind }
    guard let second = new.first else { return .before }
    return Self.shareCells(first, second) ? .equal : order(first, second)
  }

  private func order(_ left: ResultRow, _ right: ResultRow) -> KeyOrder? {
    for index in keys where left.values[index] != right.values[index] {
      if left.values[index].precedes(right.values[index]) { return .before }
      return right.values[index].precedes(left.values[index]) ? .behind : nil
    }
    return .equal
  }

  /// Takes the rows with the first key; nil where the row behind them is not behind them by its key.
  private func popKey(_ rows: inout ArraySlice<ResultRow>) -> ArraySlice<ResultRow>? {
    guard let first = rows.first else { return [] }
    var end = rows.startIndex + 1
    while end < rows.endIndex {
      guard let order = order(first, rows[end]), order != .behind else { return nil }
      if order == .before { break }
      end += 1
    }
    defer { rows = rows[end...] }
    return rows[..<end]
  }

  /// What differs between the rows of one key.
  private func compared(
    _ old: ArraySlice<ResultRow>,
    _ new: ArraySlice<ResultRow>
  ) -> [ResultRow] {
    if let first = old.first, let second = new.first, old.count == 1, new.count == 1 {
      if Self.shareCells(first, second) || first.values == second.values { return [] }
      return [changed(second, "~", differences(first.values, second.values))]
    }
    let kept =
      old.isEmpty || new.isEmpty ? [] : Set(old.map(\.values)).intersection(new.map(\.values))
    var rest = old.filter { !kept.contains($0.values) }[...]
    var found: [ResultRow] = []
    for row in new where !kept.contains(row.values) {
      let known = rest.popFirst()
      found.append(
        known.map { changed(row, "~", differences($0.values, row.values)) } ?? changed(row, "+", [])
      )
    }
    found += rest.map { changed($0, "-", []) }
    return found.count > 1 ? found.sorted { Value.precedes($0.values, $1.values) } : found
  }

  /// Whether the cells of two rows are the very same: slices of one timeline share them, and nearly all rows
  /// stay as they are.
  private static func shareCells(_ first: ResultRow, _ second: ResultRow) -> Bool {
    cells(first).map { $0 == cells(second) } ?? false
  }

  /// The rows of each side without those that share their cells with a row of the other.
  ///
  /// Rows of a side are all different, so that such a row is no other's pair.
  private static func unshared(
    _ before: [ResultRow],
    _ after: [ResultRow]
  ) -> (before: [ResultRow], after: [ResultRow]) {
    let (old, new) = (Set(before.compactMap(cells)), Set(after.compactMap(cells)))
    return (
      before.filter { row in cells(row).map { !new.contains($0) } ?? true },
      after.filter { row in cells(row).map { !old.contains($0) } ?? true }
    )
  }

  /// Where the cells of a row lie, to be compared and never read: nobody changes or frees them as long as the
  /// rows are there.
  private static func cells(_ row: ResultRow) -> UnsafePointer<Value>? {
    row.values.withUnsafeBufferPointer { $0.isEmpty ? nil : $0.baseAddress }
  }

  private func key(_ row: ResultRow) -> [Value] { keys.map { row.values[$0] } }

  private func differences(_ old: [Value], _ new: [Value]) -> [Value] {
    columns.indices.filter { old[$0] != new[$0] }.map { index in
      let texts = [old[index], new[index]].map { $0 == .null ? "-" : ValueText.plain($0) }
      return .text("\(columns[index].name): \(texts[0]) → \(texts[1])")
    }
  }

  private func changed(_ row: ResultRow, _ change: String, _ differences: [Value]) -> ResultRow {
    var row = row
    var values: [Value] = []
    values.reserveCapacity(row.values.count + 2)
    values.append(.text(change))
    values += row.values
    values.append(.list(differences))
    row.values = values
    return row
  }
}
