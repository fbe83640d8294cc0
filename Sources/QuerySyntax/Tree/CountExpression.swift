public import Diagnostics

/// A whole number of rows: `10` or `$n`.
public struct CountExpression: Hashable, Sendable {
  /// The ways to give a number.
  public enum Form: Hashable, Sendable {
    /// A number, not negative.
    case number(Int64)
    /// `$name`.
    case parameter(String)
  }

  /// How the number is given.
  public var form: Form
  /// The place in the text.
  @SyntaxTrivia public var span: SourceSpan

  /// Creates a number.
  public init(_ form: Form, span: SourceSpan = SourceSpan(at: 0)) {
    self.form = form
    self.span = span
  }
}
