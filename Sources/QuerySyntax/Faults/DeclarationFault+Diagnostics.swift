import Diagnostics

extension DeclarationFault {
  func sentence(at span: SourceSpan, in source: SourceText) -> FaultSentence {
    let found = UserText.ticked(span, in: source)
    switch self {
    case .letForm(let help):
      return FaultSentence(
        "a `let` line is `let NAME = VALUE`",
        label: "not a `let` line",
        help: help
      )
    case .parameterForm:
      return FaultSentence(
        "a parameter is declared by `# param NAME: TYPE = VALUE`",
        label: "not a declaration",
        help: "write for example `# param service: service = my-service`"
      )
    case .repeatedName(let name, let first):
      return FaultSentence(
        "`$\(name)` is declared twice",
        label: "the second time",
        help: "use another name",
        secondary: [DiagnosticLabel(span: first, text: "the first time")]
      )
    case .unknownType(let closest):
      return FaultSentence(
        "unknown type \(found)",
        label: "not a type",
        closest: closest,
        at: span,
        kind: "type",
        otherwise: "types are \(UserText.list(ParameterType.allCases.map(\.rawValue)))"
      )
    case .valueType(let type, let example):
      return FaultSentence(
        "expected a value of type `\(type)`, found \(found)",
        label: "not of type `\(type)`",
        help: "write for example `\(example)`"
      )
    }
  }
}
