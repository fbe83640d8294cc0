/// Takes values to statements in batches of one size, so that there are few statements.
enum Batches {
  /// How many values a statement takes.
  static let size = 32

  /// The condition that a column has one of the values.
  static let places = "IN (" + Array(repeating: "?", count: size).joined(separator: ", ") + ")"

  /// A table `asked` of the values, in order, their number being `place` and they `value`.
  static let table =
    "(SELECT column1 AS place, column2 AS value FROM (VALUES "
    + (0..<size).map { "(\($0), ?)" }.joined(separator: ", ") + ")) AS asked"

  /// Calls `body` with so many values as a statement takes; the last one fills what is left.
  static func forEach<Value>(_ values: [Value], _ body: ([Value]) throws -> Void) rethrows {
    for start in stride(from: 0, to: values.count, by: size) {
      var batch = Array(values[start..<min(start + size, values.count)])
      while batch.count < size, let last = batch.last { batch.append(last) }
      try body(batch)
    }
  }
}
