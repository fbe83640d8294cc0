import Diagnostics

extension ClauseFault {
  func sentence(at span: SourceSpan, in source: SourceText) -> FaultSentence {
    let found = UserText.ticked(span, in: source)
    switch self {
    case .unknownQuestion(let closest):
      return unknownQuestion(found, closest, at: span)
    case .foreignLanguage(let language, let corrected):
      return foreignLanguage(language, corrected, found: found, in: source)
    case .keywordCase(let keyword):
      return keywordCase(keyword, at: span)
    case .unexpected(let expected, let closest, let help):
      return unexpected(found, expected, closest, help, at: span)
    case .missing(let what, let example, let isAtEnd):
      return FaultSentence(
        isAtEnd ? "\(what) is missing" : "expected \(what), found \(found)",
        label: isAtEnd ? "expected here" : "not \(what)",
        help: "write for example `\(example)`"
      )
    case .missingKeyword(let keyword, let after, let isNear, let isAtEnd):
      return missingKeyword(
        keyword,
        after: after,
        isNear: isNear,
        found: isAtEnd ? nil : found,
        at: span
      )
    case .order(let clause, let before, let corrected):
      return FaultSentence(
        "`\(clause)` stands before `\(before)`",
        label: "too late",
        help: corrected.map { "write \(UserText.ticked($0, lengthMax: 200))" }
          ?? "the order is: question, scope, time, `as known at`, pipeline"
      )
    case .repeated(let clause, let first):
      return repeated(clause, first: first)
    case .missingPipe(let stage):
      return missingPipe(stage, at: span)
    case .notAllowed(let clause, let question, let help):
      let message = "`\(question)` has no `\(clause)`"
      return FaultSentence(message, label: "cannot stand here", help: help)
    case .empty:
      return empty
    case .tooDeep(let max):
      return tooDeep(max: max)
    case .statementNotAllowed(let place, let help):
      return FaultSentence("\(found) cannot stand \(place)", label: "not allowed here", help: help)
    case .diffForm(let message, let label, let corrected):
      let help = "write \(UserText.ticked(corrected, lengthMax: 200))"
      return FaultSentence(message, label: label, help: help)
    case .tooLong(let max):
      return tooLong(max: max)
    }
  }

  private var empty: FaultSentence {
    FaultSentence(
      "the query is empty",
      label: "nothing asked",
      help: "write for example `pods serving shop/cart`, or `pods` for all Pods"
    )
  }

  private func tooDeep(max: Int) -> FaultSentence {
    FaultSentence(
      "nesting is limited to \(max) levels",
      label: "one level too many",
      help: "write long conditions as several `| where` stages"
    )
  }

  private func tooLong(max: Int) -> FaultSentence {
    FaultSentence(
      "a query is limited to \(max) bytes",
      label: "begins the rest",
      help: "bind long values as parameters"
    )
  }

  private func unknownQuestion(
    _ found: String,
    _ closest: String?,
    at span: SourceSpan
  ) -> FaultSentence {
    FaultSentence(
      "unknown question \(found)",
      label: "not a question",
      closest: closest,
      at: span,
      kind: "question",
      otherwise: "questions begin with \(UserText.list(SyntaxWords.questionStarts))"
    )
  }

  private func keywordCase(_ keyword: String, at span: SourceSpan) -> FaultSentence {
    FaultSentence(
      "keywords are written in small letters",
      label: "read as `\(keyword)`",
      write: keyword,
      at: span,
      kind: "keyword"
    )
  }

  private func unexpected(
    _ found: String,
    _ expected: String,
    _ closest: String?,
    _ help: String?,
    at span: SourceSpan
  ) -> FaultSentence {
    FaultSentence(
      "unexpected \(found)",
      label: "expected \(expected)",
      closest: closest,
      at: span,
      kind: "keyword",
      otherwise: help
    )
  }

  private func repeated(_ clause: String, first: SourceSpan) -> FaultSentence {
    FaultSentence(
      "`\(clause)` stands twice",
      label: "the second one",
      help: "leave one of them out",
      secondary: [DiagnosticLabel(span: first, text: "the first one")]
    )
  }

  private func missingPipe(_ stage: String, at span: SourceSpan) -> FaultSentence {
    FaultSentence(
      "a stage begins with `|`",
      label: "no `|` before it",
      write: "| \(stage)",
      at: span,
      kind: "stage"
    )
  }

  private func missingKeyword(
    _ keyword: String,
    after: String,
    isNear: Bool,
    found: String?,
    at span: SourceSpan
  ) -> FaultSentence {
    guard let found else {
      return FaultSentence(
        "`\(keyword)` is missing after `\(after)`",
        label: "expected here",
        help: keyword == "with" ? "write `with count`" : "write `\(after) \(keyword) …`"
      )
    }
    let message = "expected `\(keyword)` after `\(after)`, found \(found)"
    let label = "not `\(keyword)`"
    guard !isNear else {
      return FaultSentence(
        message,
        label: label,
        closest: keyword,
        at: span,
        kind: "keyword",
        otherwise: nil
      )
    }
    switch keyword {
    case "known": return FaultSentence(message, label: label, help: "write `as known at`")
    case "with": return FaultSentence(message, label: label, help: "write `with count`")
    case "by", "than", "ip", "at", "of":
      let rest = found.dropFirst()
      return FaultSentence(message, label: label, help: "write `\(after) \(keyword) \(rest)")
    default:
      return FaultSentence(message, label: label, help: "write `\(after) \(keyword) …`")
    }
  }

  private func foreignLanguage(
    _ language: String,
    _ corrected: String?,
    found: String,
    in source: SourceText
  ) -> FaultSentence {
    let message = "a query begins with its question, not with \(found)"
    let label = "looks like \(language)"
    guard let corrected else {
      return FaultSentence(
        message,
        label: label,
        help: "write for example `pods serving shop/cart` or `pods | where phase = \"Running\"`"
      )
    }
    return FaultSentence(message, label: label, write: corrected, at: source.span, kind: "query")
  }
}
