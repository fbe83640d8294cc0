/// How a query is computed: operators in the order in which rows pass through them; printable.
public struct PhysicalPlan: Hashable, Sendable {
  /// One operator.
  public enum Operator: Hashable, Sendable {
    /// Evaluates the question at the asked time.
    case evaluate(BoundQuestion)
    /// Keeps rows before their intervals are known.
    case filterState(BoundExpression)
    /// Finds how far rows reach.
    case extend
    /// Cuts rows to the asked time, for stages that merge them.
    case clip
    /// Keeps rows with their intervals.
    case filter(BoundExpression)
    case selectColumns([Int])
    case distinct
    case count(by: [Int])
    /// The language's own order.
    case order
    case sort([BoundSortKey])
    case limit(count: Int, offset: Int)
  }

  /// The operators, the first one first.
  public var operators: [Operator]

  /// Plans the operators of a logical plan.
  ///
  /// Filters on cells run before intervals are looked up; where a merging stage follows, intervals
  /// are not looked up at all.
  public init(_ plan: LogicalPlan) {
    var operators: [Operator] = [.evaluate(plan.question)]
    var hasIntervals = false
    var isOrdered = false
    for stage in plan.stages {
      switch stage {
      case .filter(let expression):
        if !hasIntervals, !expression.readsTemporal {
          operators.append(.filterState(expression))
        } else {
          if !hasIntervals { operators.append(.extend) }
          hasIntervals = true
          operators.append(.filter(expression))
        }
      case .select(let indexes, _):
        if !hasIntervals { operators.append(.clip) }
        hasIntervals = true
        operators += [.selectColumns(indexes), .distinct]
        isOrdered = false
      case .distinct:
        if !hasIntervals { operators.append(.clip) }
        hasIntervals = true
        operators.append(.distinct)
      case .count(let indexes, _):
        if !hasIntervals { operators.append(.clip) }
        hasIntervals = true
        operators.append(.count(by: indexes))
        isOrdered = false
      case .sort(let keys):
        if !hasIntervals { operators.append(.extend) }
        hasIntervals = true
        if !isOrdered { operators.append(.order) }
        isOrdered = true
        operators.append(.sort(keys))
      case .limit(let count, let offset):
        if !hasIntervals { operators.append(.extend) }
        hasIntervals = true
        if !isOrdered { operators.append(.order) }
        isOrdered = true
        operators.append(.limit(count: count, offset: offset))
      }
    }
    if !hasIntervals { operators.append(.extend) }
    if !isOrdered { operators.append(.order) }
    self.operators = operators
  }
}
