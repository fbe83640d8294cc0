import TopologyModel

/// The language's order of rows: by the key columns, then the beginning, then the other cells.
struct RowOrder {
  private let keys: [Int]
  private let rest: [Int]

  /// The order of rows with columns.
  init(_ columns: [Column]) {
    keys = columns.indices.filter { columns[$0].isKey }
    rest = columns.indices.filter { !columns[$0].isKey }
  }

  /// Whether one row comes first, by its cells and its beginning.
  func precedes(
    _ left: [Value],
    _ leftFrom: Instant?,
    _ right: [Value],
    _ rightFrom: Instant?
  ) -> Bool {
    if let decided = Self.decide(left, right, by: keys) { return decided }
    if leftFrom != rightFrom { return Self.precedes(leftFrom, rightFrom) }
    return Self.decide(left, right, by: rest) ?? false
  }

  /// Rows in order with others, which come in any.
  func merged(_ ordered: [ResultRow], _ others: [ResultRow]) -> [ResultRow] {
    guard !others.isEmpty else { return ordered }
    let others = others.sorted { precedes($0.values, $0.from, $1.values, $1.from) }
    var merged: [ResultRow] = []
    merged.reserveCapacity(ordered.count + others.count)
    var next = 0
    for other in others {
      let place = ordered.partitioningIndex {
        precedes(other.values, other.from, $0.values, $0.from)
      }
      merged += ordered[next..<place]
      merged.append(other)
      next = place
    }
    return merged + ordered[next...]
  }

  /// Whether the left row comes first by some columns; nil where they agree.
  private static func decide(_ left: [Value], _ right: [Value], by indexes: [Int]) -> Bool? {
    // Rows of one answer agree in most of their first columns.
    for index in indexes where left[index] != right[index] {
      if left[index].precedes(right[index]) { return true }
      if right[index].precedes(left[index]) { return false }
    }
    return nil
  }

  private static func precedes(_ left: Instant?, _ right: Instant?) -> Bool {
    guard let right else { return false }
    guard let left else { return true }
    return left < right
  }
}
