public import Diagnostics

/// A column to sort by, and the direction.
public struct SortKey: Hashable, Sendable {
  /// The column.
  public var column: ColumnPath
  /// Whether greater values come first.
  public var isDescending: Bool
  /// The place in the text.
  @SyntaxTrivia public var span: SourceSpan

  /// Creates a key.
  public init(column: ColumnPath, isDescending: Bool, span: SourceSpan = SourceSpan(at: 0)) {
    self.column = column
    self.isDescending = isDescending
    self.span = span
  }
}
