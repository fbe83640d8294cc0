/// A column to order by.
public struct BoundSortKey: Hashable, Sendable {
  /// What is ordered by.
  public var column: BoundColumn
  /// Whether the greatest comes first.
  public var isDescending: Bool

  /// Creates a key.
  public init(column: BoundColumn, isDescending: Bool) {
    self.column = column
    self.isDescending = isDescending
  }
}
