public import Diagnostics

/// The time that a question is about.
public struct TimeClause: Hashable, Sendable {
  /// The forms of a time clause.
  public enum Form: Hashable, Sendable {
    /// `at T`.
    case at(InstantExpression)
    /// `at event N`: the highest valid time known at N, as known at N.
    case atEvent(EventReference)
    /// `from A to B`, the half-open span `[A, B)`.
    case span(from: InstantExpression, to: InstantExpression)
    /// `since A`: from A to now.
    case since(InstantExpression)
  }

  /// Which time it is.
  public var form: Form
  /// The place in the text.
  @SyntaxTrivia public var span: SourceSpan

  /// Creates a time clause.
  public init(_ form: Form, span: SourceSpan = SourceSpan(at: 0)) {
    self.form = form
    self.span = span
  }
}
