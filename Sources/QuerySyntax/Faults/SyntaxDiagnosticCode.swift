public import Diagnostics

/// The codes of everything that can be wrong with the text of a query, in one table.
///
/// A code is never reused. Each has an entry in docs/reference/errors.md.
public enum SyntaxDiagnosticCode: String, CaseIterable, Hashable, Sendable {
  // Characters and tokens.
  /// A character that no token begins with.
  case unexpectedCharacter = "TQL0101"
  /// Text in quotes without an end.
  case unclosedQuote = "TQL0102"
  /// A query that begins with no question.
  case unknownQuestion = "TQL0103"
  /// A query in another language: SQL, PromQL, kubectl.
  case foreignLanguage = "TQL0104"
  /// A keyword in capitals.
  case keywordCase = "TQL0105"
  /// An operator of another language, such as `==`.
  case foreignOperator = "TQL0106"
  /// Quotes of another language, such as `'`.
  case foreignQuote = "TQL0107"
  /// A backslash before a character that needs none.
  case unknownEscape = "TQL0108"
  /// Bytes that are not UTF-8.
  case notUTF8 = "TQL0109"

  // Clauses and their order.
  /// Text that cannot stand where it does.
  case unexpectedText = "TQL0110"
  /// Something that had to stand there and does not.
  case missingText = "TQL0111"
  /// Clauses in the wrong order.
  case clauseOrder = "TQL0112"
  /// A clause written twice.
  case repeatedClause = "TQL0113"
  /// A stage without the bar before it.
  case missingPipe = "TQL0114"
  /// A clause that the question does not have.
  case clauseNotAllowed = "TQL0115"
  /// A text without a query.
  case emptyQuery = "TQL0116"
  /// Parentheses or `not` nested too deeply.
  case nestingTooDeep = "TQL0117"
  /// A question or statement that cannot stand behind `diff` or `explain`.
  case statementNotAllowed = "TQL0118"
  /// `diff` without the two things to compare.
  case diffForm = "TQL0119"

  // Names, ports, addresses.
  /// Text that cannot be a name.
  case notAName = "TQL0120"
  /// A kind where a name was expected.
  case kindAsName = "TQL0121"
  /// No kind, or an unknown one, where one was expected.
  case unknownKind = "TQL0122"
  /// A glob where one object must be named.
  case globNotAllowed = "TQL0123"
  /// A namespace before the name of something that has none.
  case namespaceNotAllowed = "TQL0124"
  /// A port written into a name.
  case portInName = "TQL0125"
  /// Text that cannot be a port.
  case notAPort = "TQL0126"
  /// An unknown protocol.
  case unknownProtocol = "TQL0127"
  /// A port without the words `on port` before it.
  case portWords = "TQL0128"
  /// Text that is no IP address.
  case notAnAddress = "TQL0129"

  // Time.
  /// Text that is no instant.
  case notAnInstant = "TQL0130"
  /// A time without a zone.
  case zoneMissing = "TQL0131"
  /// A time that no calendar or clock has, or that is out of range.
  case timeOutOfRange = "TQL0132"
  /// Text that is no length of time.
  case notADuration = "TQL0133"
  /// A length of time where an instant was expected.
  case durationAsInstant = "TQL0134"
  /// A date and a time with a space between them.
  case splitInstant = "TQL0135"
  /// A span in words that TQL does not have, or without its end.
  case spanForm = "TQL0136"
  /// `event` without the number of an event.
  case notAnEvent = "TQL0137"
  /// `from event` outside a diff.
  case eventSpan = "TQL0138"

  // Stages.
  /// A stage that does not exist.
  case unknownStage = "TQL0140"
  /// An aggregate that does not exist.
  case unknownAggregate = "TQL0141"
  /// Text that is no whole number of rows.
  case notACount = "TQL0142"
  /// A stage in a diff that does not act at each instant.
  case stageNotSequenced = "TQL0143"
  /// Text that cannot be a column.
  case notAColumn = "TQL0144"

  // Expressions.
  /// Text without quotes.
  case unquotedText = "TQL0150"
  /// A label key that needs brackets.
  case labelKeyForm = "TQL0151"
  /// A number that is too large.
  case numberTooLarge = "TQL0152"
  /// Two comparisons in a row.
  case comparisonChain = "TQL0153"
  /// `null` compared with an operator.
  case nullComparison = "TQL0154"
  /// A parenthesis or bracket without an end.
  case unclosedBracket = "TQL0155"

  // Declarations and limits.
  /// A `let` or `# param` line that is not one.
  case declarationForm = "TQL0160"
  /// A name declared twice.
  case repeatedName = "TQL0161"
  /// An unknown type of parameter.
  case unknownParameterType = "TQL0162"
  /// `$` without a name.
  case unnamedParameter = "TQL0163"
  /// A value that is not of the type of its parameter.
  case valueType = "TQL0164"
  /// A query longer than the limit.
  case queryTooLong = "TQL0180"
  /// More errors than are shown.
  case furtherErrors = "TQL0199"

  /// The code as diagnostics carry it.
  public var code: DiagnosticCode { DiagnosticCode(rawValue) }
}
