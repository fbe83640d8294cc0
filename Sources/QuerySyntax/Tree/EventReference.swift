public import Diagnostics

/// A position of the log: `event 42` or `event $n`.
public struct EventReference: Hashable, Sendable {
  /// The ways to give a position.
  public enum Form: Hashable, Sendable {
    /// A number, not negative.
    case number(Int64)
    /// `$name`.
    case parameter(String)
  }

  /// How the position is given.
  public var form: Form
  /// The place in the text.
  @SyntaxTrivia public var span: SourceSpan

  /// Creates a reference.
  public init(_ form: Form, span: SourceSpan = SourceSpan(at: 0)) {
    self.form = form
    self.span = span
  }
}
