import Diagnostics

/// What can be wrong with conditions.
enum ExpressionFault: SyntaxFault {
  case unquotedText(corrected: String, at: SourceSpan)
  case labelKeyForm(corrected: String)
  case numberTooLarge(help: String)
  case comparisonChain(first: SourceSpan)
  case nullComparison(corrected: String)
  case unclosedBracket(opening: SourceSpan, closing: String)

  var code: SyntaxDiagnosticCode {
    switch self {
    case .unquotedText: .unquotedText
    case .labelKeyForm: .labelKeyForm
    case .numberTooLarge: .numberTooLarge
    case .comparisonChain: .comparisonChain
    case .nullComparison: .nullComparison
    case .unclosedBracket: .unclosedBracket
    }
  }
}
