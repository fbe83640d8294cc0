import TopologyModel

/// Compares two sets of rows: what is new, what is gone, and what is there with other cells.
///
/// Rows are told apart by the question's key as far as the stages keep it: by the columns that rows
/// were counted or grouped by, and by whole rows behind a `select` that drops part of the key.
struct RowComparison {
  private let columns: [Column]
  private let keys: [Int]

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
    let (before, after) = Self.unshared(before, after)
    let kept = Set(before.map(\.values)).intersection(after.map(\.values))
    var old = Dictionary(grouping: before.filter { !kept.contains($0.values) }, by: key)
      .mapValues { $0[...] }
    var found: [(key: [Value], row: ResultRow)] = []
    for row in after where !kept.contains(row.values) {
      let key = key(row)
      guard let known = old[key]?.popFirst() else {
        found.append((key, changed(row, "+", [])))
        continue
      }
      found.append((key, changed(row, "~", differences(known.values, row.values))))
    }
    found += old.flatMap { key, rows in rows.map { (key, changed($0, "-", [])) } }
    return found.sorted { left, right in
      left.key == right.key
        ? Value.precedes(left.row.values, right.row.values) : Value.precedes(left.key, right.key)
    }.map(\.row)
  }

  /// The rows of each side without those whose cells are the very ones of a row of the other: slices of one
  /// timeline share them, and nearly all rows stay as they are.
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
    row.values = [.text(change)] + row.values + [.list(differences)]
    return row
  }
}
