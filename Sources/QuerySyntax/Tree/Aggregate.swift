public import Diagnostics

/// What `group` computes of the rows of a group: `count`, `max(c)`.
public struct Aggregate: Hashable, Sendable {
  /// The aggregates of the language.
  public enum Form: Hashable, Sendable {
    /// `count`: the number of rows.
    case count
    /// `min(c)`, `max(c)`, `sum(c)`, `avg(c)`.
    case of(AggregateFunction, ColumnPath)
  }

  /// Which aggregate it is.
  public var form: Form
  /// The place in the text.
  @SyntaxTrivia public var span: SourceSpan

  /// Creates an aggregate.
  public init(_ form: Form, span: SourceSpan = SourceSpan(at: 0)) {
    self.form = form
    self.span = span
  }
}
