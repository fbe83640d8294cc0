/// What is to be computed, as a tree over the bound question; printable.
public indirect enum LogicalPlan: Hashable, Sendable {
  /// The rows of the question.
  case question(BoundQuestion)
  /// One stage over the rows below.
  case stage(BoundStage, LogicalPlan)

  /// Builds the plan of a query, stage upon stage.
  public init(_ query: BoundQuery) {
    self = query.stages.reduce(.question(query.question)) { .stage($1, $0) }
  }

  /// The stages, from the question upwards.
  var stages: [BoundStage] {
    switch self {
    case .question: []
    case .stage(let stage, let input): input.stages + [stage]
    }
  }

  /// The question at the bottom.
  var question: BoundQuestion {
    switch self {
    case .question(let question): question
    case .stage(_, let input): input.question
    }
  }

  /// The plan with the optimizer's rules run over it, or as it is.
  func optimized(_ isOptimized: Bool) -> LogicalPlan {
    isOptimized ? OptimizerRules.all.reduce(self) { $1.apply($0) } : self
  }

  /// Builds a plan of the same question with other stages.
  func replacingStages(_ stages: [BoundStage]) -> LogicalPlan {
    stages.reduce(.question(question)) { .stage($1, $0) }
  }
}
