public import Diagnostics

/// Completion: what may stand at a cursor.
extension Parser {
  /// Returns what may stand at `offset`, and what is known of the query around it.
  ///
  /// The text before the word at the cursor is parsed, and whatever the parser would accept at its
  /// end is expected: completion knows no other grammar. The text behind the cursor only adds to what
  /// is known of the statement. In comments, and in texts too long for a query, nothing is expected.
  /// Time is linear in the length of the text.
  ///
  ///     let source = SourceText(name: "query", text: "pods serving shop/cart on ")
  ///     let site = Parser.completionSite(in: source, at: 26)
  ///     // site.expectations: port, target port
  public static func completionSite(
    in source: SourceText,
    at offset: SourceOffset
  ) -> CompletionSite {
    let offset = min(max(offset, 0), source.bytes.count)
    var site = CompletionSite(replacement: SourceSpan(at: offset), prefix: "")
    guard source.bytes.count <= queryBytesMax else { return site }
    let token = tokenBefore(offset, in: source)
    if let token, isOpaque(token, at: offset) { return site }
    if let token, isTyped(token, at: offset) {
      let isUnclosed = token.fault == .unclosedQuote
      site.replacement = SourceSpan(token.span.start, isUnclosed ? offset : token.span.end)
      site.prefix = source.text(in: SourceSpan(token.span.start, offset))
    }
    let before = SourceText(
      name: source.name,
      bytes: Array(source.bytes[..<site.replacement.start])
    )
    let known = recorder(of: before)
    site.expectations = known.expectations.filter { expectation in
      switch token?.kind {
      case .quoted where !site.prefix.isEmpty: expectation.isQuotable
      case .parameter where !site.prefix.isEmpty: expectation == .parameter
      default: true
      }
    }
    fill(&site, before: known, whole: recorder(of: filled(source, site)))
    return site
  }

  /// The token that begins last before `offset`, comments and unknown characters included.
  private static func tokenBefore(_ offset: SourceOffset, in source: SourceText) -> Token? {
    var lexer = Lexer(source)
    var found: Token?
    while true {
      let token = lexer.nextToken()
      guard token.kind != .end, token.span.start < offset else { return found }
      found = token
    }
  }

  /// Whether the cursor stands where nothing is read: in a comment, or between unknown characters.
  private static func isOpaque(_ token: Token, at offset: SourceOffset) -> Bool {
    switch token.kind {
    case .comment: offset <= token.span.end
    case .unknown: offset < token.span.end
    default: false
    }
  }

  /// Whether `token` is the word being typed: the cursor stands in it, or at its end where more of
  /// it may follow.
  private static func isTyped(_ token: Token, at offset: SourceOffset) -> Bool {
    guard offset == token.span.end else { return offset < token.span.end }
    switch token.kind {
    case .word, .parameter, .bracketedAddress, .exclamation: return true
    case .quoted: return token.fault == .unclosedQuote
    default: return false
    }
  }

  private static func recorder(of source: SourceText) -> CompletionRecorder {
    var parser = Parser(source)
    parser.recorder = CompletionRecorder()
    _ = parser.parseQuery()
    return parser.recorder ?? CompletionRecorder()
  }

  /// The text with the word at the cursor replaced by one that may stand there, or by none where
  /// only words of the language may, or where another word stands right behind the cursor.
  private static func filled(_ source: SourceText, _ site: CompletionSite) -> SourceText {
    let (start, end) = (site.replacement.start, site.replacement.end)
    let isBeforeWord =
      site.prefix.isEmpty && end < source.bytes.count && ByteClass.isWord(source.bytes[end])
    let word = isBeforeWord ? nil : site.expectations.lazy.compactMap(\.placeholder).first
    let bytes = source.bytes[..<start] + " \(word ?? "") ".utf8 + source.bytes[end...]
    return SourceText(name: source.name, bytes: Array(bytes))
  }

  private static func fill(
    _ site: inout CompletionSite,
    before: CompletionRecorder,
    whole: CompletionRecorder
  ) {
    site.question = whole.question ?? before.question
    site.scope = whole.clauses.scope ?? before.clauses.scope
    site.time = whole.clauses.time ?? before.clauses.time
    site.knownAt = whole.clauses.knownAt ?? before.clauses.knownAt
    site.stages = before.clauses.stages
    site.stageKeyword = before.stageKeyword
    site.letLines = before.letLines
    site.parameters = whole.header.parameters
  }
}
