public import TopologyModel

/// A condition on a row, with three-valued logic: a comparison with null is unknown, and only rows
/// for which the condition is true are kept.
public indirect enum BoundExpression: Hashable, Sendable {
  /// How two values are compared.
  public enum Comparison: Hashable, Sendable {
    case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual

    /// How queries write it.
    var symbol: String {
      switch self {
      case .equal: "="
      case .notEqual: "!="
      case .less: "<"
      case .lessOrEqual: "<="
      case .greater: ">"
      case .greaterOrEqual: ">="
      }
    }
  }

  case column(BoundColumn)
  case literal(Value)
  case compare(BoundExpression, Comparison, BoundExpression)
  case oneOf(BoundExpression, [BoundExpression])
  case inRange(BoundExpression, IPRange)
  case like(BoundExpression, String)
  case isNull(BoundExpression)
  case not(BoundExpression)
  case and([BoundExpression])
  case or([BoundExpression])
}
