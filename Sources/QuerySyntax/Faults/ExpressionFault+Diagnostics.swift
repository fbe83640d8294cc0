import Diagnostics

extension ExpressionFault {
  func sentence(at span: SourceSpan, in source: SourceText) -> FaultSentence {
    switch self {
    case .unquotedText(let corrected, let place):
      return FaultSentence(
        "text stands in double quotes",
        label: "no quotes",
        write: corrected,
        at: place,
        kind: "text"
      )
    case .labelKeyForm(let corrected):
      return FaultSentence(
        "a label key with `/` needs brackets",
        label: "no brackets",
        write: corrected,
        at: span,
        kind: "label"
      )
    case .numberTooLarge(let help):
      return FaultSentence(
        "\(UserText.ticked(span, in: source)) is out of range",
        label: "too large",
        help: help
      )
    case .comparisonChain(let first):
      return FaultSentence(
        "comparisons cannot be chained",
        label: "the second one",
        help: "join two comparisons with `and`, as in `count > 1 and count < 5`",
        secondary: [DiagnosticLabel(span: first, text: "the first one")]
      )
    case .nullComparison(let corrected):
      return FaultSentence(
        "nothing is equal to `null`",
        label: "never true",
        write: corrected,
        at: span,
        kind: "operator"
      )
    case .unclosedBracket(let opening, let closing):
      return FaultSentence(
        "`\(closing)` is missing",
        label: "expected here",
        help: "write `\(closing)` here",
        secondary: opening == span ? [] : [DiagnosticLabel(span: opening, text: "opened here")]
      )
    }
  }
}
