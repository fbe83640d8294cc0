public import Diagnostics

/// `explain STATEMENT` or `explain analyze STATEMENT`.
public struct ExplainStatement: Hashable, Sendable {
  /// Whether the statement is run and measured.
  public var isAnalyze: Bool
  /// The statement explained: a question or a diff.
  public var statement: Statement
  /// The place of the statement.
  @SyntaxTrivia public var span: SourceSpan

  /// Creates a statement.
  public init(isAnalyze: Bool, statement: Statement, span: SourceSpan = SourceSpan(at: 0)) {
    self.isAnalyze = isAnalyze
    self.statement = statement
    self.span = span
  }
}
