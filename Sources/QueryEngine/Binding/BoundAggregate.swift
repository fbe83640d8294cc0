import TopologyModel

/// What `group` computes of the rows of a group.
public enum BoundAggregate: Hashable, Sendable {
  /// How many rows there are.
  case count
  /// The least value of a column, nulls aside.
  case least(Int)
  /// The greatest value of a column, nulls aside.
  case greatest(Int)
  /// The sum of a column of numbers or durations, nulls aside; null where there are none.
  case sum(Int)
  /// The mean of a column of numbers or durations, nulls aside; null where there are none.
  case mean(Int)

  /// Computes the value over the cells of rows.
  func value(over rows: [[Value]]) -> Value {
    switch self {
    case .count: return .integer(Int64(rows.count))
    case .least(let index):
      return Self.values(rows, index).min { $0.precedes($1) } ?? .null
    case .greatest(let index):
      return Self.values(rows, index).max { $0.precedes($1) } ?? .null
    case .sum(let index): return Self.sum(Self.values(rows, index))
    case .mean(let index):
      let values = Self.values(rows, index)
      guard !values.isEmpty else { return .null }
      switch Self.sum(values) {
      case .integer(let sum): return .decimal(Double(sum) / Double(values.count))
      case .decimal(let sum): return .decimal(sum / Double(values.count))
      case .duration(let sum): return .duration(sum / Int64(values.count))
      default: return .null
      }
    }
  }

  /// The values of a column in order, so that sums of decimals do not depend on that of the rows.
  private static func values(_ rows: [[Value]], _ index: Int) -> [Value] {
    rows.map { $0[index] }.filter { $0 != .null }.sorted { $0.precedes($1) }
  }

  /// Whole numbers stay whole until they would overflow; what does becomes a decimal.
  private static func sum(_ values: [Value]) -> Value {
    guard let first = values.first else { return .null }
    return values.dropFirst().reduce(first) { sum, value in
      switch (sum, value) {
      case (.integer(let left), .integer(let right)):
        let (total, isOverflow) = left.addingReportingOverflow(right)
        return isOverflow ? .decimal(Double(left) + Double(right)) : .integer(total)
      case (.duration(let left), .duration(let right)):
        let (total, isOverflow) = left.addingReportingOverflow(right)
        return .duration(isOverflow ? (left < 0 ? .min : .max) : total)
      case (.integer(let left), .decimal(let right)): return .decimal(Double(left) + right)
      case (.decimal(let left), .integer(let right)): return .decimal(left + Double(right))
      case (.decimal(let left), .decimal(let right)): return .decimal(left + right)
      default: return .null
      }
    }
  }
}
