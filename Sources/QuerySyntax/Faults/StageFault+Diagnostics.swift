import Diagnostics

extension StageFault {
  func sentence(at span: SourceSpan, in source: SourceText) -> FaultSentence {
    let found = UserText.ticked(span, in: source)
    switch self {
    case .unknownStage(let closest, let corrected):
      if let corrected {
        return FaultSentence(
          "unknown stage \(found)",
          label: "not a stage",
          write: corrected,
          at: span,
          kind: "stage"
        )
      }
      return FaultSentence(
        "unknown stage \(found)",
        label: "not a stage",
        closest: closest,
        at: span,
        kind: "stage",
        otherwise: "stages are \(UserText.list(SyntaxWords.stages))"
      )
    case .unknownAggregate(let closest):
      return FaultSentence(
        "unknown aggregate \(found)",
        label: "not an aggregate",
        closest: closest,
        at: span,
        kind: "aggregate",
        otherwise: "aggregates are \(UserText.list(SyntaxWords.aggregates))"
      )
    case .aggregateForm(let corrected):
      return FaultSentence(
        "an aggregate is `count`, or a function of one column",
        label: "not an aggregate",
        write: corrected,
        at: span,
        kind: "aggregate"
      )
    case .notACount:
      return FaultSentence(
        "expected a number of rows, found \(found)",
        label: "not a whole number",
        help: "write for example `| limit 10 offset 20`"
      )
    case .notSequenced(let stage):
      return FaultSentence(
        "`\(stage)` cannot stand in a diff",
        label: "does not act at each instant",
        help: "leave it out; a diff takes \(UserText.list(SyntaxWords.sequencedStages))"
      )
    case .notAColumn(let help):
      return FaultSentence("expected a column, found \(found)", label: "not a column", help: help)
    }
  }
}
