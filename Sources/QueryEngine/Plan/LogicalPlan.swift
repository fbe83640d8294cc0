/// What is to be computed: a question and the stages over its rows; printable.
public struct LogicalPlan: Hashable, Sendable {
  /// The question at the bottom.
  public var question: BoundQuestion
  /// The stages, from the question upwards.
  public var stages: [BoundStage]

  /// Builds a plan of a question and stages over its rows.
  public init(_ question: BoundQuestion, stages: [BoundStage]) {
    self.question = question
    self.stages = stages
  }

  /// Builds the plan of a query, stage upon stage.
  public init(_ query: BoundQuery) {
    self.init(query.question, stages: query.stages)
  }

  /// The plan with the optimizer's rules run over it, or as it is.
  func optimized(_ isOptimized: Bool) -> LogicalPlan {
    isOptimized ? OptimizerRules.all.reduce(self) { $1.apply($0) } : self
  }
}
