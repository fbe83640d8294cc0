/// Takes values to statements in batches of one size, so that there are few statements.
enum Batches {
  /// How many values a statement takes.
  static let size = 32

  /// The condition that a column has one of the values.
  static let places = "IN (" + Array(repeating: "?", count: size).joined(separator: ", ") + ")"

  /// Calls `body` with so many values as a statement takes; the last one fills what is left.
  static func forEach<Value>(_ values: [Value], _ body: ([Value]) throws -> Void) rethrows {
    for start in stride(from: 0, to: values.count, by: size) {
      var batch = Array(values[start..<min(start + size, values.count)])
      while batch.count < size, let last = batch.last { batch.append(last) }
      try body(batch)
    }
  }
}
