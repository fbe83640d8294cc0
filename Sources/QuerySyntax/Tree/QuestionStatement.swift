public import Diagnostics

/// A question, its scope and times, and the pipeline behind it.
public struct QuestionStatement: Hashable, Sendable {
  /// The question.
  public var question: Question
  /// `in namespace …`, `in cluster …`.
  public var scope: ScopeClause?
  /// `at …`, `from … to …`, `since …`; nil where none was written.
  public var time: TimeClause?
  /// `as known at …`.
  public var knownAt: KnownAtClause?
  /// The stages, in order.
  public var stages: [Stage]
  /// The place of the statement.
  @SyntaxTrivia public var span: SourceSpan

  /// Creates a statement.
  public init(
    question: Question,
    scope: ScopeClause? = nil,
    time: TimeClause? = nil,
    knownAt: KnownAtClause? = nil,
    stages: [Stage] = [],
    span: SourceSpan = SourceSpan(at: 0)
  ) {
    self.question = question
    self.scope = scope
    self.time = time
    self.knownAt = knownAt
    self.stages = stages
    self.span = span
  }
}
