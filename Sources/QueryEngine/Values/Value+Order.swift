import TopologyModel

extension Value {
  /// Where values of different types stand in an order: nulls first.
  private var rank: Int {
    switch self {
    case .null: 0
    case .boolean: 1
    case .integer, .decimal: 2
    case .duration: 3
    case .instant: 4
    case .port: 5
    case .address: 6
    case .text: 7
    case .list: 8
    case .labels: 9
    case .document: 10
    }
  }

  /// The defined order of cells: by type, then by value; it decides the order of rows.
  package func precedes(_ other: Value) -> Bool {
    switch (self, other) {
    case (.boolean(let left), .boolean(let right)): !left && right
    case (.integer(let left), .integer(let right)): left < right
    case (.integer(let left), .decimal(let right)): Double(left) < right
    case (.decimal(let left), .integer(let right)): left < Double(right)
    case (.decimal(let left), .decimal(let right)): left < right
    case (.duration(let left), .duration(let right)): left < right
    case (.instant(let left), .instant(let right)): left < right
    case (.port(let left), .port(let right)): left < right
    case (.address(let left), .address(let right)): left < right
    case (.text(let left), .text(let right)): left < right
    case (.list(let left), .list(let right)): Self.precedes(left, right)
    case (.labels(let left), .labels(let right)):
      Self.precedes(
        left.labels.flatMap { [.text($0.key), .text($0.value)] },
        right.labels.flatMap { [.text($0.key), .text($0.value)] }
      )
    case (.document(let left), .document(let right)): left.jsonText < right.jsonText
    default: rank < other.rank
    }
  }

  /// Orders lists of cells cell by cell.
  package static func precedes(_ left: [Value], _ right: [Value]) -> Bool {
    for (first, second) in zip(left, right) {
      if first.precedes(second) { return true }
      if second.precedes(first) { return false }
    }
    return left.count < right.count
  }
}
