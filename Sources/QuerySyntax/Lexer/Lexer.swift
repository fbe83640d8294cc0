public import Diagnostics

/// Splits source text into tokens.
///
/// Each byte belongs to at most one token, each step advances, and nothing stops it: what is not
/// TQL becomes a token with a fault.
public struct Lexer: Sendable {
  private let source: SourceText
  private var offset: SourceOffset = 0

  /// Creates a lexer at the beginning of `source`.
  public init(_ source: SourceText) {
    self.source = source
  }

  /// Returns all tokens of `source`, comments and the final `end` included.
  public static func tokenize(_ source: SourceText) -> [Token] {
    var lexer = Lexer(source)
    var tokens: [Token] = []
    tokens.reserveCapacity(source.bytes.count / 6 + 4)
    while true {
      let token = lexer.nextToken()
      tokens.append(token)
      if token.kind == .end { return tokens }
    }
  }

  /// Returns the next token; at the end of the text, `end` each time.
  public mutating func nextToken() -> Token {
    skipSpace()
    let start = offset
    guard let byte = byte() else { return Token(kind: .end, span: SourceSpan(at: start)) }
    if ByteClass.isWord(byte) { return word(from: start) }
    switch byte {
    case UInt8(ascii: "\""): return quoted(from: start)
    case UInt8(ascii: "'"), UInt8(ascii: "`"): return foreignQuote(byte, from: start)
    case UInt8(ascii: "#"): return comment(from: start)
    case UInt8(ascii: "$"): return parameter(from: start)
    case UInt8(ascii: "["): return bracket(from: start)
    case UInt8(ascii: "{"): return braces(from: start)
    default: return symbol(byte, from: start)
    }
  }

  private func byte(_ ahead: Int = 0) -> UInt8? {
    offset + ahead < source.bytes.count ? source.bytes[offset + ahead] : nil
  }

  private mutating func skipSpace() {
    while let byte = byte(), ByteClass.isSpace(byte) {
      offset += 1
    }
  }

  private mutating func skipToLineEnd() {
    while let byte = byte(), byte != UInt8(ascii: "\n") {
      offset += 1
    }
  }

  private func token(
    _ kind: TokenKind,
    from start: SourceOffset,
    _ fault: LexicalFault? = nil
  ) -> Token {
    Token(kind: kind, span: SourceSpan(start, offset), fault: fault)
  }

  private mutating func word(from start: SourceOffset) -> Token {
    while let byte = byte(), ByteClass.isWord(byte) {
      offset += 1
    }
    return token(.word, from: start)
  }

  private mutating func comment(from start: SourceOffset) -> Token {
    skipToLineEnd()
    if offset > start, source.bytes[offset - 1] == UInt8(ascii: "\r") {
      return Token(kind: .comment, span: SourceSpan(start, offset - 1))
    }
    return token(.comment, from: start)
  }

  private mutating func quoted(from start: SourceOffset) -> Token {
    offset += 1
    var fault: LexicalFault?
    while let byte = byte(), byte != UInt8(ascii: "\n") {
      if byte == UInt8(ascii: "\"") {
        offset += 1
        return token(.quoted, from: start, fault)
      }
      if byte == UInt8(ascii: "\\") {
        fault = fault ?? escapeFault()
        offset += self.byte(1) == nil || self.byte(1) == UInt8(ascii: "\n") ? 1 : 2
      } else if byte >= 0x80, source.scalarLength(at: offset) == nil {
        fault = fault ?? .notUTF8(SourceSpan(offset, offset + 1))
        offset += 1
      } else {
        offset += source.scalarLength(at: offset) ?? 1
      }
    }
    return token(.quoted, from: start, .unclosedQuote)
  }

  private func escapeFault() -> LexicalFault? {
    switch byte(1) {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "n"), UInt8(ascii: "t"), nil:
      return nil
    case .some:
      let length = source.scalarLength(at: offset + 1) ?? 1
      return .unknownEscape(SourceSpan(offset, offset + 1 + length))
    }
  }

  /// Text in `'` or `` ` `` is read as text in double quotes.
  private mutating func foreignQuote(_ quote: UInt8, from start: SourceOffset) -> Token {
    offset += 1
    while let byte = byte(), byte != UInt8(ascii: "\n") {
      offset += 1
      if byte == quote {
        return token(.quoted, from: start, .foreignQuote)
      }
    }
    return token(.quoted, from: start, .unclosedQuote)
  }

  private mutating func parameter(from start: SourceOffset) -> Token {
    offset += 1
    while let byte = byte(), ByteClass.isIdentifier(byte) {
      offset += 1
    }
    let isNamed = offset > start + 1 && !ByteClass.isDigit(source.bytes[start + 1])
    return token(.parameter, from: start, isNamed ? nil : .unnamedParameter)
  }

  /// Reads `[fd00::1]:80` as one token and any other bracket as itself.
  private mutating func bracket(from start: SourceOffset) -> Token {
    offset += 1
    var end = offset
    var colons = 0
    while end < source.bytes.count, ByteClass.isAddress(source.bytes[end]) {
      colons += source.bytes[end] == UInt8(ascii: ":") ? 1 : 0
      end += 1
    }
    let isClosed = end < source.bytes.count && source.bytes[end] == UInt8(ascii: "]")
    guard isClosed, colons >= 2 else { return token(.leftBracket, from: start) }
    offset = end + 1
    if byte() == UInt8(ascii: ":") {
      offset += 1
      while let byte = byte(), ByteClass.isWord(byte) {
        offset += 1
      }
    }
    return token(.bracketedAddress, from: start)
  }

  /// Reads `{…}`, of which TQL has none, as one token, so that it is reported once.
  private mutating func braces(from start: SourceOffset) -> Token {
    while let byte = byte(), byte != UInt8(ascii: "\n") {
      offset += 1
      if byte == UInt8(ascii: "}") { break }
    }
    return token(.unknown, from: start, .braces)
  }

  private mutating func symbol(_ byte: UInt8, from start: SourceOffset) -> Token {
    offset += 1
    switch byte {
    case UInt8(ascii: ","): return token(.comma, from: start)
    case UInt8(ascii: "("): return token(.leftParenthesis, from: start)
    case UInt8(ascii: ")"): return token(.rightParenthesis, from: start)
    case UInt8(ascii: "]"): return token(.rightBracket, from: start)
    case UInt8(ascii: "|"):
      return accept("|")
        ? token(.doublePipe, from: start, .foreignOperator(.or))
        : token(.pipe, from: start)
    case UInt8(ascii: "&"):
      return accept("&")
        ? token(.doubleAmpersand, from: start, .foreignOperator(.and))
        : token(.unknown, from: start, .unexpectedCharacter)
    case UInt8(ascii: "="), UInt8(ascii: "!"), UInt8(ascii: "<"), UInt8(ascii: ">"):
      return comparison(byte, from: start)
    default: return unknown(byte, from: start)
    }
  }

  private mutating func comparison(_ byte: UInt8, from start: SourceOffset) -> Token {
    switch byte {
    case UInt8(ascii: "="):
      if accept("=") { return token(.equal, from: start, .foreignOperator(.equal)) }
      if accept("~") { return token(.equalTilde, from: start, .foreignOperator(.like)) }
      return token(.equal, from: start)
    case UInt8(ascii: "!"):
      if accept("=") {
        return accept("=")
          ? token(.notEqual, from: start, .foreignOperator(.notEqual))
          : token(.notEqual, from: start)
      }
      if accept("~") { return token(.notTilde, from: start, .foreignOperator(.notLike)) }
      return token(.exclamation, from: start, .foreignOperator(.not))
    case UInt8(ascii: "<"):
      if accept(">") { return token(.notEqual, from: start, .foreignOperator(.notEqual)) }
      return accept("=") ? token(.lessOrEqual, from: start) : token(.less, from: start)
    default:
      return accept("=") ? token(.greaterOrEqual, from: start) : token(.greater, from: start)
    }
  }

  private mutating func accept(_ expected: Unicode.Scalar) -> Bool {
    guard byte() == UInt8(ascii: expected) else { return false }
    offset += 1
    return true
  }

  /// A run of characters that are not ASCII, or one ASCII character without meaning.
  private mutating func unknown(_ byte: UInt8, from start: SourceOffset) -> Token {
    offset = start
    guard byte >= 0x80 else {
      offset += 1
      return token(.unknown, from: start, .unexpectedCharacter)
    }
    guard source.scalarLength(at: offset) != nil else {
      offset += 1
      while let byte = self.byte(), byte >= 0x80, source.scalarLength(at: offset) == nil {
        offset += 1
      }
      return token(.unknown, from: start, .notUTF8(SourceSpan(start, offset)))
    }
    while let byte = self.byte(), byte >= 0x80, let length = source.scalarLength(at: offset) {
      offset += length
    }
    return token(.unknown, from: start, .unexpectedCharacter)
  }
}
