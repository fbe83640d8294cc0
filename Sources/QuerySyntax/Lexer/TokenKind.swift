/// The kinds of token.
///
/// Keywords are words: what a word means depends on where it stands.
public enum TokenKind: String, CaseIterable, Hashable, Sendable {
  /// A run of letters, digits and `-._/*:+`: keywords, names, numbers, times, addresses.
  case word
  /// Text in double quotes.
  case quoted
  /// `$name`.
  case parameter
  /// `[fd00::1]`, also with a port behind it.
  case bracketedAddress = "bracketed address"
  /// `,`.
  case comma
  /// `(`.
  case leftParenthesis = "left parenthesis"
  /// `)`.
  case rightParenthesis = "right parenthesis"
  /// `[`.
  case leftBracket = "left bracket"
  /// `]`.
  case rightBracket = "right bracket"
  /// `|`.
  case pipe
  /// `=`.
  case equal
  /// `!=`.
  case notEqual = "not equal"
  /// `<`.
  case less
  /// `<=`.
  case lessOrEqual = "less or equal"
  /// `>`.
  case greater
  /// `>=`.
  case greaterOrEqual = "greater or equal"
  /// `&&`, which is no TQL and read as `and`.
  case doubleAmpersand = "double ampersand"
  /// `||`, which is no TQL and read as `or`.
  case doublePipe = "double pipe"
  /// `!`, which is no TQL and read as `not`.
  case exclamation
  /// `=~`, which is no TQL and read as `like`.
  case equalTilde = "equal tilde"
  /// `!~`, which is no TQL and read as `not like`.
  case notTilde = "not tilde"
  /// A comment, from `#` to the end of the line.
  case comment
  /// Characters that no token begins with.
  case unknown
  /// The end of the text.
  case end
}
