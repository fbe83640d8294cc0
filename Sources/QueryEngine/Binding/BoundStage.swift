/// A stage of the pipeline, its columns resolved to indexes of its input.
public enum BoundStage: Hashable, Sendable {
  /// Keeps the rows for which the expression is true.
  case filter(BoundExpression)
  /// Keeps some columns, in the given order; equal rows become one.
  case select([Int], columns: [Column])
  /// Equal rows become one.
  case distinct
  /// The number of rows, for each combination of some columns.
  case count(by: [Int], columns: [Column])
  /// Orders by columns; the language's own order decides the rest.
  case sort([BoundSortKey])
  /// Keeps `count` rows after the first `offset`.
  case limit(count: Int, offset: Int)
}
