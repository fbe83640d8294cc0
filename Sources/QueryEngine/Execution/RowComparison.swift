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
  func rows(before: [ResultRow], after: [ResultRow]) -> [ResultRow] {
    var old = Dictionary(before.map { (key($0), $0) }) { first, _ in first }
    var found: [(key: [Value], row: ResultRow)] = []
    for row in after {
      let key = key(row)
      guard let known = old.removeValue(forKey: key) else {
        found.append((key, changed(row, "+", [])))
        continue
      }
      let differences = differences(known.values, row.values)
      if !differences.isEmpty { found.append((key, changed(row, "~", differences))) }
    }
    found += old.map { ($0.key, changed($0.value, "-", [])) }
    return found.sorted { Value.precedes($0.key, $1.key) }.map(\.row)
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
