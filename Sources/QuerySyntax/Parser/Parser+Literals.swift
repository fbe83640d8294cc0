import Diagnostics

/// Values.
extension Parser {
  /// Reads `literal` from a word; nil, and nothing taken, if the word is a column.
  mutating func parseLiteral(isValue: Bool) throws(SyntaxError) -> Literal? {
    let token = current
    let bytes = bytes(token)
    if let first = bytes.first, ByteClass.isLetter(first) || first == UInt8(ascii: "_") {
      return try parseLetterWord(token, isValue: isValue)
    }
    if let literal = try parseTypedLiteral(token) { return literal }
    guard isValue || bytes.first.map(ByteClass.isDigit) == true else { return nil }
    return .text(try parseBareText())
  }

  /// Reads a word that is a number, a length of time, an instant, an address or a network.
  mutating func parseTypedLiteral(_ token: Token) throws(SyntaxError) -> Literal? {
    if let literal = try parseMeasure(token) { return literal }
    if let form = addressForm(token) {
      advance()
      return .address(AddressExpression(form, span: token.span))
    }
    guard AddressText.isNetwork(bytes(token)) else { return nil }
    advance()
    return .network(text(token))
  }

  /// A word that begins with a letter: a constant, an address, a text with `-` or `/`, a column.
  private mutating func parseLetterWord(
    _ token: Token,
    isValue: Bool
  ) throws(SyntaxError) -> Literal? {
    let bytes = bytes(token)
    if isKeywordInAnyCase("true") || isKeywordInAnyCase("false") {
      let isTrue = isKeywordInAnyCase("true")
      _ = accept(isTrue ? "true" : "false")
      return .boolean(isTrue)
    }
    if isKeyword("now") {
      advance()
      return .instant(InstantExpression(.now, span: token.span))
    }
    if bytes.contains(UInt8(ascii: ":")), let literal = try parseTypedLiteral(token) {
      return literal
    }
    guard isValue else { return nil }
    let point = bytes.firstIndex(of: UInt8(ascii: ".")) ?? bytes.endIndex
    let column = bytes[..<point]
    if column.allSatisfy(ByteClass.isIdentifier) {
      let hasCapital = column.contains { (0x41...0x5A).contains($0) }
      guard hasCapital else { return nil }
      throw unquoted(token)
    }
    return .text(try parseBareText())
  }

  /// Reads a number, a length of time or an instant.
  private mutating func parseMeasure(_ token: Token) throws(SyntaxError) -> Literal? {
    let bytes = bytes(token)
    switch NumberText.read(bytes) {
    case .integer(let value):
      advance()
      return .integer(value)
    case .decimal(let value):
      advance()
      return .decimal(value)
    case .tooLarge:
      throw SyntaxError(
        ExpressionFault.numberTooLarge(
          help: "whole numbers go to \(Int64.max); quote longer ones as text"
        ),
        at: token.span
      )
    case .other: break
    }
    if !isKeywordInAnyCase("ago", ahead: 1) {
      switch DurationText.read(bytes) {
      case .value(let nanoseconds):
        advance()
        if isAtCursor { note(keyword: "ago") }
        return .duration(
          DurationExpression(.nanoseconds(nanoseconds), spelling: text(token), span: token.span)
        )
      case .misspelt(let corrected):
        throw SyntaxError(TimeFault.notADuration(corrected: corrected), at: token.span)
      case .tooLong, .other: break
      }
    }
    return try instantLiteral().map(Literal.instant)
  }

  /// Reads a word that can be nothing but text, such as `shop/cart-1`; globs need quotes.
  private mutating func parseBareText() throws(SyntaxError) -> String {
    let token = current
    let bytes = bytes(token)
    let isPlain = bytes.allSatisfy {
      ByteClass.isIdentifier($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".")
        || $0 == UInt8(ascii: "/")
    }
    let isText = bytes.contains(UInt8(ascii: "-")) || bytes.contains(UInt8(ascii: "/"))
    guard isPlain, isText, bytes.first != UInt8(ascii: "-") else { throw unquoted(token) }
    advance()
    return text(token)
  }

  /// The error that a word must stand in quotes.
  func unquoted(_ token: Token) -> SyntaxError {
    let word = text(token)
    let isComparedGlob =
      word.utf8.contains(UInt8(ascii: "*")) && index > 0 && tokens[index - 1].kind == .equal
    guard isComparedGlob else {
      let fault = ExpressionFault.unquotedText(
        corrected: SyntaxSpelling.quoted(word),
        at: token.span
      )
      return SyntaxError(fault, at: token.span)
    }
    let place = tokens[index - 1].span.joined(with: token.span)
    let fault = ExpressionFault.unquotedText(
      corrected: "like \(SyntaxSpelling.quoted(word))",
      at: place
    )
    return SyntaxError(fault, at: token.span)
  }
}
