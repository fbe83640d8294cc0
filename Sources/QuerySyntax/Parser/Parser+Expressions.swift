import Diagnostics

/// Conditions.
extension Parser {
  /// Reads `expression`: conditions joined by `or`.
  mutating func parseExpression() throws(SyntaxError) -> Expression {
    let start = current.span.start
    var terms = [try parseConjunction()]
    while accept("or") || accept(.doublePipe) {
      terms.append(try parseConjunction())
    }
    guard terms.count > 1 else { return terms[0] }
    return Expression(.or(terms), span: span(from: start))
  }

  /// Reads `conjunction`: conditions joined by `and`.
  private mutating func parseConjunction() throws(SyntaxError) -> Expression {
    let start = current.span.start
    var terms = [try parseNegation()]
    while accept("and") || accept(.doubleAmpersand) {
      terms.append(try parseNegation())
    }
    guard terms.count > 1 else { return terms[0] }
    return Expression(.and(terms), span: span(from: start))
  }

  /// Reads `negation`.
  private mutating func parseNegation() throws(SyntaxError) -> Expression {
    let start = current.span.start
    guard accept("not") || accept(.exclamation) else { return try parseComparison() }
    return try parseNegated(from: start)
  }

  private mutating func parseNegated(from start: SourceOffset) throws(SyntaxError) -> Expression {
    try enter(at: SourceSpan(start, previousEnd))
    defer { depth -= 1 }
    return Expression(.not(try parseNegation()), span: span(from: start))
  }

  /// Goes one level deeper, up to the limit.
  private mutating func enter(at span: SourceSpan) throws(SyntaxError) {
    guard depth < Parser.nestingDepthMax else {
      throw SyntaxError(ClauseFault.tooDeep(max: Parser.nestingDepthMax), at: span)
    }
    depth += 1
  }

  /// Reads `comparison`: an operand, and what it is compared with.
  ///
  /// What nests goes through small functions only: their frames are what the stack holds at the
  /// greatest depth, and a thread may have little of it.
  private mutating func parseComparison() throws(SyntaxError) -> Expression {
    let start = current.span.start
    noteOperand(comparedWith: nil)
    let left = try parseOperand(isValue: false)
    noteComparisons()
    guard let comparison = comparisonOperator(current.kind) else {
      return try parsePredicate(left, from: start)
    }
    let token = try takeOperator(comparison)
    noteOperand(comparedWith: left)
    let right = try parseOperand(isValue: true)
    try rejectChain(behind: token)
    return Expression(.comparison(left, comparison, right), span: span(from: start))
  }

  private mutating func takeOperator(
    _ comparison: ComparisonOperator
  ) throws(SyntaxError) -> Token {
    let token = advance()
    if isKeywordInAnyCase("null") { throw nullComparison(comparison, at: token) }
    return token
  }

  private func rejectChain(behind first: Token) throws(SyntaxError) {
    guard comparisonOperator(current.kind) != nil else { return }
    throw SyntaxError(ExpressionFault.comparisonChain(first: first.span), at: current.span)
  }

  /// Reads `like`, `in` or `is null` behind an operand, if any of them stands here.
  private mutating func parsePredicate(
    _ left: Expression,
    from start: SourceOffset
  ) throws(SyntaxError) -> Expression {
    let token = current
    if accept(.equalTilde) { return try parseLike(left, isNegated: false, from: start) }
    if accept(.notTilde) { return try parseLike(left, isNegated: true, from: start) }
    guard token.kind == .word else { return left }
    if accept("is") {
      let isNegated = accept("not", phrase: "not null")
      try expect("null", after: isNegated ? "is not" : "is")
      return Expression(.isNull(left, isNegated: isNegated), span: span(from: start))
    }
    let isNegated =
      isKeywordInAnyCase("not")
      && (isKeywordInAnyCase("in", ahead: 1) || isKeywordInAnyCase("like", ahead: 1)
        || isCursor(peek(1)))
    if isNegated { _ = accept("not") }
    if isNegated, isAtCursor { throw missingNegated() }
    if accept("like") { return try parseLike(left, isNegated: isNegated, from: start) }
    if isKeywordInAnyCase("in"), isNegated || !startsScope {
      _ = accept("in")
      return try parseMembership(left, isNegated: isNegated, from: start)
    }
    return left
  }

  /// The error for `not` before the cursor, which only `in` and `like` may follow.
  private mutating func missingNegated() -> SyntaxError {
    note(.keyword("in"), .keyword("like"))
    return missing("`in` or `like`", example: "pods | where name not like \"cart-*\"")
  }

  /// Whether `in namespace …` stands here, a clause in the wrong place.
  private var startsScope: Bool {
    isKeywordInAnyCase("namespace", ahead: 1) || isKeywordInAnyCase("cluster", ahead: 1)
  }

  private func comparisonOperator(_ kind: TokenKind) -> ComparisonOperator? {
    switch kind {
    case .equal: .equal
    case .notEqual: .notEqual
    case .less: .less
    case .lessOrEqual: .lessOrEqual
    case .greater: .greater
    case .greaterOrEqual: .greaterOrEqual
    case .word, .quoted, .parameter, .bracketedAddress, .comma, .leftParenthesis,
      .rightParenthesis, .leftBracket, .rightBracket, .pipe, .doubleAmpersand, .doublePipe,
      .exclamation, .equalTilde, .notTilde, .comment, .unknown, .end:
      nil
    }
  }

  private func nullComparison(_ comparison: ComparisonOperator, at token: Token) -> SyntaxError {
    let corrected = comparison == .notEqual ? "is not null" : "is null"
    return SyntaxError(
      ExpressionFault.nullComparison(corrected: corrected),
      at: token.span.joined(with: current.span)
    )
  }

  /// Reads what follows `like`: a text or a parameter.
  private mutating func parseLike(
    _ left: Expression,
    isNegated: Bool,
    from start: SourceOffset
  ) throws(SyntaxError) -> Expression {
    if isAtCursor { note(.text, .parameter) }
    let token = current
    let pattern: Expression
    switch token.kind {
    case .quoted:
      pattern = Expression(.literal(.text(quotedText(token))), span: token.span)
    case .parameter:
      pattern = Expression(.parameter(String(text(token).dropFirst())), span: token.span)
    case .word:
      throw unquoted(token)
    default:
      throw missing("a text with `*`", example: "pods | where name like \"cart-*\"")
    }
    advance()
    return Expression(.like(left, pattern, isNegated: isNegated), span: span(from: start))
  }

  /// Reads what follows `in`: a list in parentheses, a network or a parameter.
  private mutating func parseMembership(
    _ left: Expression,
    isNegated: Bool,
    from start: SourceOffset
  ) throws(SyntaxError) -> Expression {
    let opening = current
    guard accept(.leftParenthesis) else {
      if isAtCursor { note(.network, .parameter) }
      let network = try parseNetwork()
      return Expression(
        .inNetwork(left, network, isNegated: isNegated),
        span: span(from: start)
      )
    }
    try enter(at: opening.span)
    defer { depth -= 1 }
    noteOperand(comparedWith: left)
    var values = [try parseOperand(isValue: true)]
    while accept(.comma) {
      noteOperand(comparedWith: left)
      values.append(try parseOperand(isValue: true))
    }
    try expectClosing(.rightParenthesis, ")", opening: opening)
    return Expression(.inList(left, values, isNegated: isNegated), span: span(from: start))
  }

  /// Reads `network`, with quotes or without.
  private mutating func parseNetwork() throws(SyntaxError) -> Expression {
    let token = current
    if accept(.parameter) {
      return Expression(.parameter(String(text(token).dropFirst())), span: token.span)
    }
    var content = bytes(token)
    if token.kind == .quoted { content = content.dropFirst().dropLast() }
    guard AddressText.isNetwork(content) else {
      throw missing(
        "a list in parentheses or a network",
        example: "pods | where node in (\"a\", \"b\")"
      )
    }
    advance()
    let text = String(decoding: content, as: UTF8.self)
    return Expression(.literal(.network(text)), span: token.span)
  }

  /// Reads `operand`: a column, a value, a parameter, or a condition in parentheses.
  private mutating func parseOperand(isValue: Bool) throws(SyntaxError) -> Expression {
    if current.kind == .leftParenthesis { return try parseParenthesized() }
    return try parseSimpleOperand(isValue: isValue)
  }

  private mutating func parseParenthesized() throws(SyntaxError) -> Expression {
    let opening = current
    try enter(at: opening.span)
    defer { depth -= 1 }
    advance()
    var inner = try parseExpression()
    try expectClosing(.rightParenthesis, ")", opening: opening)
    inner.span = span(from: opening.span.start)
    return inner
  }

  private mutating func parseSimpleOperand(isValue: Bool) throws(SyntaxError) -> Expression {
    let token = current
    switch token.kind {
    case .quoted:
      advance()
      return Expression(.literal(.text(quotedText(token))), span: token.span)
    case .parameter:
      advance()
      return Expression(.parameter(String(text(token).dropFirst())), span: token.span)
    case .bracketedAddress:
      guard let form = addressForm(token) else {
        throw SyntaxError(
          NameFault.notAnAddress(help: "write for example `[fd00::1]:80`"),
          at: token.span
        )
      }
      advance()
      let address = AddressExpression(form, span: token.span)
      return Expression(.literal(.address(address)), span: token.span)
    case .word:
      return try parseWordOperand(token, isValue: isValue)
    default:
      throw missing(
        isValue ? "a value" : "a condition",
        example: "pods | where phase = \"Running\""
      )
    }
  }

  /// Reads a word: a literal if it can be one, else a column.
  private mutating func parseWordOperand(
    _ token: Token,
    isValue: Bool
  ) throws(SyntaxError) -> Expression {
    for keyword in ["and", "or", "in", "like", "is", "null"] where isKeyword(keyword) {
      throw missing(
        isValue ? "a value" : "a condition",
        example: "pods | where phase = \"Running\""
      )
    }
    if let literal = try parseLiteral(isValue: isValue) {
      return Expression(.literal(literal), span: span(from: token.span.start))
    }
    let column = try parseColumn()
    return Expression(.column(column), span: column.span)
  }
}
