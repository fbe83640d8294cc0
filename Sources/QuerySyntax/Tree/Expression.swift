public import Diagnostics

/// A condition, or a value in one.
public struct Expression: Hashable, Sendable {
  /// The forms of an expression, from the loosest binding to the tightest.
  public indirect enum Form: Hashable, Sendable {
    /// `a or b or …`; at least two.
    case or([Expression])
    /// `a and b and …`; at least two.
    case and([Expression])
    /// `not a`.
    case not(Expression)
    /// `a < b`.
    case comparison(Expression, ComparisonOperator, Expression)
    /// `a in (b, c)`, `a not in (b, c)`.
    case inList(Expression, [Expression], isNegated: Bool)
    /// `a in 10.0.0.0/8`, `a not in $network`.
    case inNetwork(Expression, Expression, isNegated: Bool)
    /// `a like "glob*"`, `a not like $glob`; the pattern is a text or a parameter.
    case like(Expression, Expression, isNegated: Bool)
    /// `a is null`, `a is not null`.
    case isNull(Expression, isNegated: Bool)
    /// A column or a key of a label map.
    case column(ColumnPath)
    /// A literal.
    case literal(Literal)
    /// `$name`.
    case parameter(String)
  }

  /// Which expression it is.
  public var form: Form
  /// The place in the text, parentheses included.
  @SyntaxTrivia public var span: SourceSpan

  /// Creates an expression.
  public init(_ form: Form, span: SourceSpan = SourceSpan(at: 0)) {
    self.form = form
    self.span = span
  }
}
