/// A rewriting of plans that changes no result.
struct OptimizerRule: Sendable {
  /// The rule's name in `explain`.
  var name: String
  /// Returns the rewritten plan, or the same.
  var apply: @Sendable (LogicalPlan) -> LogicalPlan
}
