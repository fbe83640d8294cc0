public import Diagnostics

/// What a query asks: a question, the difference of two answers, or how an answer is found.
public indirect enum Statement: Hashable, Sendable {
  /// A question with its clauses and stages.
  case question(QuestionStatement)
  /// `diff …`.
  case diff(DiffStatement)
  /// `explain …`; the inner statement is never another `explain`.
  case explain(ExplainStatement)

  /// The place of the statement.
  public var span: SourceSpan {
    switch self {
    case .question(let statement): statement.span
    case .diff(let statement): statement.span
    case .explain(let statement): statement.span
    }
  }
}
