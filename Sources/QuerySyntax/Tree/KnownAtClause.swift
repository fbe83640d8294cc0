public import Diagnostics

/// `as known at T` or `as known at event N`.
public struct KnownAtClause: Hashable, Sendable {
  /// The forms of the clause.
  public enum Form: Hashable, Sendable {
    /// What the log held at an instant.
    case instant(InstantExpression)
    /// What the log held up to a position.
    case event(EventReference)
  }

  /// Which state of knowledge it is.
  public var form: Form
  /// The place in the text.
  @SyntaxTrivia public var span: SourceSpan

  /// Creates the clause.
  public init(_ form: Form, span: SourceSpan = SourceSpan(at: 0)) {
    self.form = form
    self.span = span
  }
}
