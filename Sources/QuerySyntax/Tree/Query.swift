public import Diagnostics

/// A whole query: header, `let` lines and one statement.
///
/// Equality ignores spans, comments and spellings.
public struct Query: Hashable, Sendable {
  /// The documentation and the parameters that comments at the top declare.
  public var header: QueryHeader
  /// The `let` lines, in order.
  public var letLines: [LetLine]
  /// What is asked.
  public var statement: Statement
  /// The comments outside the header, in order.
  @SyntaxTrivia public var comments: [Comment]
  /// The place of `let` lines and statement.
  @SyntaxTrivia public var span: SourceSpan

  /// Creates a query.
  public init(
    header: QueryHeader = QueryHeader(),
    letLines: [LetLine] = [],
    statement: Statement,
    comments: [Comment] = [],
    span: SourceSpan = SourceSpan(at: 0)
  ) {
    self.header = header
    self.letLines = letLines
    self.statement = statement
    self.comments = comments
    self.span = span
  }
}
