public import Diagnostics

/// A comment that is kept when a query is formatted.
public struct Comment: Hashable, Sendable {
  /// The text after `#`, without surrounding spaces.
  public var text: String
  /// Whether it stands behind code on the same line.
  public var isTrailing: Bool
  /// The place, from `#` to the end of the line.
  public var span: SourceSpan

  /// Creates a comment.
  public init(text: String, isTrailing: Bool, span: SourceSpan) {
    self.text = text
    self.isTrailing = isTrailing
    self.span = span
  }
}
