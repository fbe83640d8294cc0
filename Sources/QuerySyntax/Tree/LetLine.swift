public import Diagnostics

/// A line `let NAME = VALUE`; `$NAME` uses the value.
public struct LetLine: Hashable, Sendable {
  /// The name, without `$`.
  public var name: String
  /// The value; a bare word is `Literal.word` and gets its meaning where it is used.
  public var value: Literal
  /// The place of the name.
  @SyntaxTrivia public var nameSpan: SourceSpan
  /// The place of the whole line.
  @SyntaxTrivia public var span: SourceSpan

  /// Creates a `let` line.
  public init(
    name: String,
    value: Literal,
    nameSpan: SourceSpan = SourceSpan(at: 0),
    span: SourceSpan = SourceSpan(at: 0)
  ) {
    self.name = name
    self.value = value
    self.nameSpan = nameSpan
    self.span = span
  }
}
