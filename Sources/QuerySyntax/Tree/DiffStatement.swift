public import Diagnostics

/// `diff QUESTION [SCOPE] [| stages]` between two instants, or between two states of knowledge.
public struct DiffStatement: Hashable, Sendable {
  /// What the two answers differ in.
  public enum Form: Hashable, Sendable {
    /// `from A to B [as known at K]`.
    case instants(from: InstantExpression, to: InstantExpression, knownAt: KnownAtClause?)
    /// `at T from event K1 to event K2`.
    case knowledge(at: InstantExpression, from: EventReference, to: EventReference)
  }

  /// The question, always one about state.
  public var question: Question
  /// `in namespace …`, `in cluster …`.
  public var scope: ScopeClause?
  /// The stages, all sequenced.
  public var stages: [Stage]
  /// What the two answers differ in.
  public var form: Form
  /// The place of the statement.
  @SyntaxTrivia public var span: SourceSpan

  /// Creates a statement.
  public init(
    question: Question,
    scope: ScopeClause? = nil,
    stages: [Stage] = [],
    form: Form,
    span: SourceSpan = SourceSpan(at: 0)
  ) {
    self.question = question
    self.scope = scope
    self.stages = stages
    self.form = form
    self.span = span
  }
}
