public import Diagnostics

/// A column, or a key of a label map: `node`, `labels.app`, `labels["app.kubernetes.io/name"]`.
public struct ColumnPath: Hashable, Sendable {
  /// The column's name.
  public var column: String
  /// The key in a label map.
  public var key: String?
  /// The place in the text.
  @SyntaxTrivia public var span: SourceSpan

  /// Creates a path.
  public init(column: String, key: String? = nil, span: SourceSpan = SourceSpan(at: 0)) {
    self.column = column
    self.key = key
    self.span = span
  }
}
