public import Diagnostics

/// An instant, as it was written.
public struct InstantExpression: Hashable, Sendable {
  /// The ways to give an instant.
  public enum Form: Hashable, Sendable {
    /// RFC 3339 or a date with a zone, in nanoseconds since 1970-01-01T00:00:00Z.
    case absolute(nanoseconds: Int64)
    /// `now`.
    case now
    /// `-5m` or `5m ago`: that many nanoseconds, not negative, before `now`.
    case ago(nanoseconds: Int64)
    /// `rv 48213`: the state at a revision of one cluster.
    case revision(String)
    /// `$name`.
    case parameter(String)
  }

  /// Which instant it is.
  public var form: Form
  /// The text of an absolute or relative instant as it was written; nil for the canonical one.
  @SyntaxTrivia public var spelling: String?
  /// The place in the text.
  @SyntaxTrivia public var span: SourceSpan

  /// Creates an instant.
  public init(_ form: Form, spelling: String? = nil, span: SourceSpan = SourceSpan(at: 0)) {
    self.form = form
    self.spelling = spelling
    self.span = span
  }
}
