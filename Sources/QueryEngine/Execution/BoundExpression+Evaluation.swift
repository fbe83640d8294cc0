import TopologyModel

extension BoundExpression {
  /// The truth of the condition for a row; nil where it is unknown.
  func truth(in row: ResultRow) -> Bool? {
    switch self {
    case .column, .literal:
      guard case .boolean(let flag) = value(in: row) else { return nil }
      return flag
    case .compare(let left, let comparison, let right):
      return Self.compare(left.value(in: row), comparison, right.value(in: row))
    case .oneOf(let left, let choices):
      let value = left.value(in: row)
      guard value != .null else { return nil }
      return choices.contains { Self.isEqual(value, $0.value(in: row)) }
    case .inRange(let left, let range):
      return Self.isAny(of: left.value(in: row)) { value in
        switch value {
        case .address(let address): range.contains(address)
        case .text(let text): IPAddress(text).map { range.contains($0) }
        default: nil
        }
      }
    case .like(let left, let pattern):
      return Self.isAny(of: left.value(in: row)) { value in
        value == .null ? nil : Glob.matches(ValueText.plain(value), pattern: pattern)
      }
    case .isNull(let inner): return inner.value(in: row) == .null
    case .not(let inner): return inner.truth(in: row).map { !$0 }
    case .and(let parts):
      let truths = parts.map { $0.truth(in: row) }
      if truths.contains(false) { return false }
      return truths.contains(nil) ? nil : true
    case .or(let parts):
      let truths = parts.map { $0.truth(in: row) }
      if truths.contains(true) { return true }
      return truths.contains(nil) ? nil : false
    }
  }

  private func value(in row: ResultRow) -> Value {
    switch self {
    case .column(let column): column.value(in: row)
    case .literal(let value): value
    case .compare, .oneOf, .inRange, .like, .isNull, .not, .and, .or:
      truth(in: row).map { .boolean($0) } ?? .null
    }
  }

  /// A test of a list holds where it holds for one of its values.
  private static func isAny(of value: Value, _ test: (Value) -> Bool?) -> Bool? {
    guard case .list(let values) = value else { return test(value) }
    return values.contains { test($0) == true }
  }

  private static func compare(_ left: Value, _ comparison: Comparison, _ right: Value) -> Bool? {
    guard left != .null, right != .null else { return nil }
    switch comparison {
    case .equal: return isEqual(left, right)
    case .notEqual: return !isEqual(left, right)
    case .less: return precedes(left, right)
    case .lessOrEqual: return !precedes(right, left)
    case .greater: return precedes(right, left)
    case .greaterOrEqual: return !precedes(left, right)
    }
  }

  /// Equality as people mean it: a port equals its number and its name, a list equals a value that
  /// it contains.
  private static func isEqual(_ left: Value, _ right: Value) -> Bool {
    switch (left, right) {
    case (.port(let port), .integer(let number)): Int64(port.number) == number
    case (.port(let port), .text(let text)):
      port.name == text || port.text == text
        || "\(port.number)/\(port.transport.rawValue)" == text
    case (.integer, .port), (.text, .port): isEqual(right, left)
    case (.list(let values), .list(let others)): values == others
    case (.list(let values), _): values.contains { isEqual($0, right) }
    case (_, .list): isEqual(right, left)
    case (.address(let address), .text(let text)), (.text(let text), .address(let address)):
      IPAddress(text) == address
    case (.integer(let integer), .decimal(let decimal)),
      (.decimal(let decimal), .integer(let integer)):
      Double(integer) == decimal
    default: left == right
    }
  }

  private static func precedes(_ left: Value, _ right: Value) -> Bool {
    switch (left, right) {
    case (.port(let port), .integer(let number)): Int64(port.number) < number
    case (.integer(let number), .port(let port)): number < Int64(port.number)
    default: left.precedes(right)
    }
  }
}
