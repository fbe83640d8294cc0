import Diagnostics

/// Looking at tokens, taking them, and saying what is wrong with them.
extension Parser {
  /// The current token; at the end, `end`.
  var current: Token { tokens[index] }

  /// Whether all tokens are taken.
  var isAtEnd: Bool { current.kind == .end }

  /// The token `ahead` of the current one, or `end`.
  func peek(_ ahead: Int) -> Token { tokens[min(index + ahead, tokens.count - 1)] }

  /// The end of the token before the current one.
  var previousEnd: SourceOffset { index > 0 ? tokens[index - 1].span.end : current.span.start }

  /// The bytes of a token.
  func bytes(_ token: Token) -> ArraySlice<UInt8> {
    source.bytes[token.span.start..<token.span.end]
  }

  /// The text of a token.
  func text(_ token: Token) -> String {
    String(decoding: bytes(token), as: UTF8.self)
  }

  /// Takes the current token.
  @discardableResult
  mutating func advance() -> Token {
    steps += 1
    let token = current
    if token.kind != .end {
      index += 1
    }
    return token
  }

  /// The span from `start` to the end of the last token taken.
  func span(from start: SourceOffset) -> SourceSpan {
    SourceSpan(start, max(start, previousEnd))
  }

  /// Whether the token `ahead` is the word `keyword`, in small letters.
  func isKeyword(_ keyword: String, ahead: Int = 0) -> Bool {
    matches(peek(ahead), keyword, caseBit: 0)
  }

  /// Whether the token `ahead` is the word `keyword` in whatever letters.
  func isKeywordInAnyCase(_ keyword: String, ahead: Int = 0) -> Bool {
    matches(peek(ahead), keyword, caseBit: 0x20)
  }

  private func matches(_ token: Token, _ keyword: String, caseBit: UInt8) -> Bool {
    guard token.kind == .word, token.span.count == keyword.utf8.count else { return false }
    var offset = token.span.start
    for expected in keyword.utf8 {
      let byte = source.bytes[offset]
      guard byte == expected || (ByteClass.isLetter(byte) && byte | caseBit == expected) else {
        return false
      }
      offset += 1
    }
    return true
  }

  /// Takes the word `keyword` if it stands here; capitals are reported and taken too.
  ///
  /// Completion offers `phrase`, the keyword with the words that must follow it; an empty phrase for
  /// a word that is read and not offered.
  mutating func accept(_ keyword: String, phrase: String? = nil) -> Bool {
    steps += 1
    guard isKeywordInAnyCase(keyword) else {
      if isAtCursor { note(keyword: phrase ?? keyword) }
      return false
    }
    guard !isKeyword(keyword) else {
      advance()
      return true
    }
    report(SyntaxError(ClauseFault.keywordCase(keyword), at: current.span))
    advance()
    return true
  }

  /// Takes a token of the given kind if it stands here.
  mutating func accept(_ kind: TokenKind) -> Bool {
    steps += 1
    guard current.kind == kind else {
      if isAtCursor { noteSign(kind) }
      return false
    }
    advance()
    return true
  }

  /// Takes the word `keyword`, which must stand behind `after`.
  mutating func expect(
    _ keyword: String,
    after: String,
    phrase: String? = nil
  ) throws(SyntaxError) {
    if accept(keyword, phrase: phrase) { return }
    let isWord = current.kind == .word
    let isNear = isWord && EditDistance.closest(to: text(current), in: [keyword]) != nil
    let fault = ClauseFault.missingKeyword(
      keyword,
      after: after,
      closest: isNear,
      isAtEnd: isAtEnd
    )
    let error = SyntaxError(fault, at: isAtEnd ? SourceSpan(at: previousEnd) : current.span)
    guard isNear else { throw error }
    report(error)
    advance()
  }

  /// The error that `what` was expected here, with an example of a right text.
  func missing(_ what: String, example: String) -> SyntaxError {
    SyntaxError(
      ClauseFault.missing(what: what, example: example, isAtEnd: isAtEnd),
      at: isAtEnd ? SourceSpan(at: previousEnd) : current.span
    )
  }

  /// Reports an error, unless it may only follow from an error in the characters before it.
  mutating func report(_ error: SyntaxError) {
    if isAtCursor { recorder?.close() }
    guard !isTainted[index] else { return }
    errors.append(error)
  }

  /// Skips to the next token that may begin a clause or a stage.
  mutating func synchronize() {
    while !isAtEnd, current.kind != .pipe, !startsClause {
      advance()
    }
  }

  /// Whether the current token is a word that clauses begin with.
  var startsClause: Bool {
    guard current.kind == .word else { return false }
    return SyntaxWords.clauseStarts.contains { isKeyword($0) }
  }
}
