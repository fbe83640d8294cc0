import Diagnostics

/// What can be wrong with statements, clauses and their order.
enum ClauseFault: SyntaxFault {
  case unknownQuestion(closest: String?)
  case foreignLanguage(String, corrected: String?)
  case keywordCase(String)
  case unexpected(expected: String, closest: String?, help: String?)
  case missing(what: String, example: String, isAtEnd: Bool)
  case missingKeyword(String, after: String, closest: Bool, isAtEnd: Bool)
  case order(clause: String, before: String, corrected: String?)
  case repeated(clause: String, first: SourceSpan)
  case missingPipe(stage: String)
  case notAllowed(clause: String, question: String, help: String)
  case empty
  case tooDeep(max: Int)
  case statementNotAllowed(String, help: String)
  case diffForm(String, label: String, corrected: String)
  case tooLong(max: Int)

  var code: SyntaxDiagnosticCode {
    switch self {
    case .unknownQuestion: .unknownQuestion
    case .foreignLanguage: .foreignLanguage
    case .keywordCase: .keywordCase
    case .unexpected: .unexpectedText
    case .missing, .missingKeyword: .missingText
    case .order: .clauseOrder
    case .repeated: .repeatedClause
    case .missingPipe: .missingPipe
    case .notAllowed: .clauseNotAllowed
    case .empty: .emptyQuery
    case .tooDeep: .nestingTooDeep
    case .statementNotAllowed: .statementNotAllowed
    case .diffForm: .diffForm
    case .tooLong: .queryTooLong
    }
  }
}
