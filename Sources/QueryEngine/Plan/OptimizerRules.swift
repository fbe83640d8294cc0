/// The optimizer's rules, in the order in which they run.
enum OptimizerRules {
  static let all: [OptimizerRule] = [
    OptimizerRule(name: "merge-filters", apply: mergeFilters)
  ]

  /// `where a | where b` is `where a and b`: one pass over the rows.
  private static func mergeFilters(_ plan: LogicalPlan) -> LogicalPlan {
    var merged: [BoundStage] = []
    for stage in plan.stages {
      if case .filter(let second) = stage, case .filter(let first)? = merged.last,
        first.readsTemporal == second.readsTemporal
      {
        merged[merged.count - 1] = .filter(.and(first.conjuncts + second.conjuncts))
      } else {
        merged.append(stage)
      }
    }
    return LogicalPlan(plan.question, stages: merged)
  }
}

extension BoundExpression {
  /// The parts all of which must be true.
  fileprivate var conjuncts: [BoundExpression] {
    if case .and(let parts) = self { parts } else { [self] }
  }

  /// Whether it reads an interval, a certainty or an event, which rows have only at the end.
  var readsTemporal: Bool {
    switch self {
    case .column(let column): column.isTemporal
    case .literal: false
    case .compare(let left, _, let right): left.readsTemporal || right.readsTemporal
    case .oneOf(let left, let choices):
      left.readsTemporal || choices.contains { $0.readsTemporal }
    case .inRange(let inner, _), .like(let inner, _), .isNull(let inner), .not(let inner):
      inner.readsTemporal
    case .and(let parts), .or(let parts): parts.contains { $0.readsTemporal }
    }
  }
}
