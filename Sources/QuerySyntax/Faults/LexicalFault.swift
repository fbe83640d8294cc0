public import Diagnostics

/// What can be wrong with a token.
public enum LexicalFault: Hashable, Sendable, SyntaxFault {
  /// A character that no token begins with.
  case unexpectedCharacter
  /// Braces, as in PromQL.
  case braces
  /// Text in quotes that the line ends in.
  case unclosedQuote
  /// Text in other quotes than `"`.
  case foreignQuote
  /// A backslash that escapes nothing, at a place inside the token.
  case unknownEscape(SourceSpan)
  /// Bytes that are not UTF-8.
  case notUTF8(SourceSpan)
  /// An operator of another language, and what it is read as.
  case foreignOperator(ForeignOperator)
  /// `$` without a name behind it.
  case unnamedParameter

  var code: SyntaxDiagnosticCode {
    switch self {
    case .unexpectedCharacter, .braces: .unexpectedCharacter
    case .unclosedQuote: .unclosedQuote
    case .foreignQuote: .foreignQuote
    case .unknownEscape: .unknownEscape
    case .notUTF8: .notUTF8
    case .foreignOperator: .foreignOperator
    case .unnamedParameter: .unnamedParameter
    }
  }

  /// The place to report, for a token at `span`.
  func place(in span: SourceSpan) -> SourceSpan {
    switch self {
    case .unknownEscape(let place), .notUTF8(let place): place
    case .unexpectedCharacter, .braces, .unclosedQuote, .foreignQuote, .foreignOperator,
      .unnamedParameter:
      span
    }
  }
}
