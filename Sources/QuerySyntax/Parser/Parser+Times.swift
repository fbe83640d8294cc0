import Diagnostics

/// Times: instants, spans, states of knowledge, lengths of time.
extension Parser {
  /// Reads `time`, or the times of a diff.
  mutating func parseTime(_ clauses: inout ClauseList) throws(SyntaxError) {
    let start = current.span.start
    if accept("at") {
      try parseAt(&clauses, from: start)
    } else if accept("from") {
      let form = try parseSpan(inDiff: clauses.isDiff)
      clauses.time = TimeClause(form, span: span(from: start))
    } else if accept("since") {
      let instant = try parseInstant()
      guard !clauses.isDiff else {
        let corrected = "from \(source.text(in: instant.span)) to now"
        throw SyntaxError(
          ClauseFault.diffForm(
            "a diff has both of its times",
            label: "only one",
            corrected: corrected
          ),
          at: span(from: start)
        )
      }
      clauses.time = TimeClause(.since(instant), span: span(from: start))
    } else {
      throw foreignSpan()
    }
  }

  /// Reads what follows `at`: an instant or an event, and in a diff the two events.
  private mutating func parseAt(
    _ clauses: inout ClauseList,
    from start: SourceOffset
  ) throws(SyntaxError) {
    if let event = try parseEvent(isOffered: !clauses.isDiff) {
      guard !clauses.isDiff else {
        throw SyntaxError(
          ClauseFault.diffForm(
            "a diff compares two states",
            label: "only one",
            corrected: "diff QUESTION at T from event K1 to event K2"
          ),
          at: span(from: start)
        )
      }
      clauses.time = TimeClause(.atEvent(event), span: span(from: start))
      return
    }
    let instant = try parseInstant()
    clauses.time = TimeClause(.at(instant), span: span(from: start))
    if isAtCursor, clauses.isDiff { note(keyword: "from event") }
    let isBeforeCursor = clauses.isDiff && isCursor(peek(1))
    guard isKeywordInAnyCase("from"), isKeywordInAnyCase("event", ahead: 1) || isBeforeCursor
    else {
      guard !clauses.isDiff else {
        let text = source.text(in: instant.span)
        throw SyntaxError(
          ClauseFault.diffForm(
            "a diff has two times",
            label: "only one",
            corrected: "from \(text) to now"
          ),
          at: span(from: start)
        )
      }
      return
    }
    guard clauses.isDiff else {
      let error = SyntaxError(
        TimeFault.eventSpan,
        at: current.span.joined(with: peek(1).span)
      )
      _ = accept("from")
      _ = try parseEvents()
      throw error
    }
    _ = accept("from")
    let (from, to) = try parseEvents()
    clauses.knowledge = .knowledge(at: instant, from: from, to: to)
  }

  /// Reads `event K1 to event K2`.
  private mutating func parseEvents() throws(SyntaxError) -> (EventReference, EventReference) {
    guard let from = try parseEvent() else {
      throw missing("`event`", example: "diff pods at -1h from event 10 to event 20")
    }
    try expect("to", after: "from event …", phrase: "to event")
    guard let to = try parseEvent() else {
      throw missing("`event`", example: "diff pods at -1h from event 10 to event 20")
    }
    return (from, to)
  }

  /// Reads what follows `from`: `A to B`.
  private mutating func parseSpan(inDiff isDiff: Bool) throws(SyntaxError) -> TimeClause.Form {
    if isKeywordInAnyCase("event"), isEventNumber(peek(1)) {
      let place = current.span.joined(with: peek(1).span)
      _ = try parseEvents()
      guard isDiff else { throw SyntaxError(TimeFault.eventSpan, at: place) }
      throw SyntaxError(
        ClauseFault.diffForm(
          "a diff of two states of knowledge needs a time",
          label: "no `at T` before it",
          corrected: "diff QUESTION at T from event K1 to event K2"
        ),
        at: place
      )
    }
    let start = current.span.start
    let from = try parseInstant()
    guard accept("to") else {
      let place = isAtEnd ? SourceSpan(at: previousEnd) : current.span
      let text = source.text(in: SourceSpan(start, previousEnd))
      let isWord = isKeywordInAnyCase("until") || isKeywordInAnyCase("and")
      let end = isWord && !isEnd(peek(1)) ? self.text(peek(1)) : "now"
      throw SyntaxError(
        TimeFault.spanForm(
          message: "a span ends with `to B`",
          corrected: "from \(text) to \(end)"
        ),
        at: place
      )
    }
    return .span(from: from, to: try parseInstant())
  }

  private func isEnd(_ token: Token) -> Bool { token.kind == .end || token.kind == .pipe }

  /// The error for a span in words that TQL does not have; the word is taken.
  private mutating func foreignSpan() -> SyntaxError {
    let word = advance()
    let first = current.kind == .word ? text(current) : "A"
    let corrected: String
    switch text(word).lowercased() {
    case "between":
      let second = isKeyword("and", ahead: 1) && peek(2).kind == .word ? text(peek(2)) : "B"
      corrected = "from \(first) to \(second)"
    case "last", "during":
      corrected = "since -\(first)"
    case "after":
      corrected = "since \(first)"
    default:
      corrected = "from -1d to \(first)"
    }
    return SyntaxError(
      TimeFault.spanForm(message: "a span is `from A to B` or `since A`", corrected: corrected),
      at: word.span
    )
  }

  /// Reads `known-at`.
  mutating func parseKnownAt() throws(SyntaxError) -> KnownAtClause.Form {
    _ = accept("as")
    try expect("known", after: "as", phrase: "known at")
    try expect("at", after: "as known")
    if let event = try parseEvent() { return .event(event) }
    return .instant(try parseInstant())
  }

  /// Reads `event N`; nil if `event` does not stand here.
  private mutating func parseEvent(
    isOffered: Bool = true
  ) throws(SyntaxError) -> EventReference? {
    let start = current.span.start
    guard accept("event", phrase: isOffered ? nil : "") else { return nil }
    if isAtCursor { note(.number, .parameter) }
    let token = current
    switch token.kind {
    case .parameter:
      advance()
      return EventReference(.parameter(String(text(token).dropFirst())), span: span(from: start))
    case .word:
      guard bytes(token).allSatisfy(ByteClass.isDigit), let number = Int64(text(token)) else {
        throw SyntaxError(TimeFault.notAnEvent, at: token.span)
      }
      advance()
      return EventReference(.number(number), span: span(from: start))
    default:
      throw missing("the number of an event", example: "pods at event 42")
    }
  }

  private func isEventNumber(_ token: Token) -> Bool {
    token.kind == .parameter || bytes(token).first.map(ByteClass.isDigit) == true
  }

  /// Reads `instant`.
  mutating func parseInstant() throws(SyntaxError) -> InstantExpression {
    if isAtCursor { note(.instant, .keyword("now"), .keyword("rv"), .parameter) }
    let token = current
    switch token.kind {
    case .parameter:
      advance()
      return InstantExpression(.parameter(String(text(token).dropFirst())), span: token.span)
    case .quoted:
      throw SyntaxError(
        TimeFault.notAnInstant(help: "write \(UserText.ticked(quotedText(token))) without quotes"),
        at: token.span
      )
    case .word:
      if accept("now") { return InstantExpression(.now, span: token.span) }
      if isKeywordInAnyCase("rv") { return try parseRevision() }
      if let instant = try instantLiteral() { return instant }
      throw SyntaxError(TimeFault.notAnInstant(help: instantHelp(token)), at: token.span)
    default:
      throw missing("a time", example: "pods at 2026-11-20T10:15:00Z")
    }
  }

  /// Reads `rv TEXT`.
  private mutating func parseRevision() throws(SyntaxError) -> InstantExpression {
    let start = current.span.start
    _ = accept("rv")
    if isAtCursor { note(.text) }
    let token = current
    guard token.kind == .word || token.kind == .quoted else {
      throw missing("a revision", example: "pods at rv 48213")
    }
    let revision = token.kind == .quoted ? quotedText(token) : text(token)
    advance()
    return InstantExpression(.revision(revision), span: span(from: start))
  }

  /// Reads an absolute or relative instant; nil, and nothing taken, where none stands.
  mutating func instantLiteral() throws(SyntaxError) -> InstantExpression? {
    let token = current
    let bytes = bytes(token)
    if let instant = try relativeInstant(token, bytes) { return instant }
    switch InstantText.read(bytes) {
    case .value(let nanoseconds):
      advance()
      return InstantExpression(
        .absolute(nanoseconds: nanoseconds),
        spelling: text(token),
        span: token.span
      )
    case .fault(let fault):
      throw splitInstant(token) ?? SyntaxError(fault, at: token.span)
    case .other:
      return nil
    }
  }

  /// Reads `-5m` or `5m ago`.
  private mutating func relativeInstant(
    _ token: Token,
    _ bytes: ArraySlice<UInt8>
  ) throws(SyntaxError) -> InstantExpression? {
    let isNegative = bytes.first == UInt8(ascii: "-")
    let isSigned = isNegative || bytes.first == UInt8(ascii: "+")
    let digits = isSigned ? bytes.dropFirst() : bytes
    guard digits.first.map(ByteClass.isDigit) == true else { return nil }
    switch DurationText.read(digits) {
    case .value(let nanoseconds):
      let written = String(decoding: digits, as: UTF8.self)
      guard isNegative || (!isSigned && isKeywordInAnyCase("ago", ahead: 1)) else {
        if !isSigned, isCursor(peek(1)) {
          advance()
          note(keyword: "ago")
        }
        throw SyntaxError(
          TimeFault.durationAsInstant(corrected: "-\(written)"),
          at: token.span
        )
      }
      advance()
      if !isNegative { _ = accept("ago") }
      return InstantExpression(
        .ago(nanoseconds: nanoseconds),
        spelling: "-\(written)",
        span: span(from: token.span.start)
      )
    case .misspelt(let corrected):
      throw SyntaxError(TimeFault.notADuration(corrected: "-\(corrected)"), at: token.span)
    case .tooLong:
      throw durationTooLong(token)
    case .other: return nil
    }
  }

  private func durationTooLong(_ token: Token) -> SyntaxError {
    SyntaxError(
      TimeFault.outOfRange(
        what: "a length of time out of range",
        help: "lengths of time go to about 292 years"
      ),
      at: token.span
    )
  }

  /// `2026-11-20 10:15:00Z`: two words that are one time.
  private func splitInstant(_ token: Token) -> SyntaxError? {
    let following = peek(1)
    guard following.kind == .word, token.span.count == 10,
      bytes(following).contains(UInt8(ascii: ":"))
    else { return nil }
    let time = text(following)
    let joined = Array("\(text(token))T\(time)".utf8)
    let place = token.span.joined(with: following.span)
    switch InstantText.read(joined[...]) {
    case .value:
      let corrected = String(decoding: joined, as: UTF8.self)
      return SyntaxError(TimeFault.splitInstant(corrected: corrected), at: place)
    case .fault(.zoneMissing(let corrected)), .fault(.incomplete(let corrected)):
      return SyntaxError(TimeFault.splitInstant(corrected: corrected), at: place)
    case .fault, .other: return nil
    }
  }

  private func instantHelp(_ token: Token) -> String {
    let word = text(token)
    if bytes(token).allSatisfy(ByteClass.isDigit) {
      if (9...10).contains(word.utf8.count), let seconds = Int64(word) {
        let (nanoseconds, isTooLarge) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        if !isTooLarge {
          return "write `\(InstantText.canonical(nanoseconds))` for these seconds since 1970, "
            + "or `rv \(word)` for a revision"
        }
      }
      return "write `rv \(UserText.ticked(word).dropFirst()) for a revision, or "
        + "`event \(UserText.ticked(word).dropFirst()) for an event"
    }
    switch word.lowercased() {
    case "yesterday": return "write `-1d`, or a date with a zone such as `2026-11-20Z`"
    case "today": return "write `now`, or a date with a zone such as `2026-11-20Z`"
    case "event": return "`event N` stands behind `at` and `as known at` only"
    default:
      return "write for example `2026-11-20T10:15:00Z`, `-5m`, `now` or `rv 48213`"
    }
  }

  /// Reads `duration`.
  mutating func parseDuration(example: String) throws(SyntaxError) -> DurationExpression {
    if isAtCursor { note(.duration, .parameter) }
    let token = current
    switch token.kind {
    case .parameter:
      advance()
      return DurationExpression(.parameter(String(text(token).dropFirst())), span: token.span)
    case .word:
      switch DurationText.read(bytes(token)) {
      case .value(let nanoseconds):
        advance()
        return DurationExpression(
          .nanoseconds(nanoseconds),
          spelling: text(token),
          span: token.span
        )
      case .misspelt(let corrected):
        throw SyntaxError(TimeFault.notADuration(corrected: corrected), at: token.span)
      case .tooLong:
        throw durationTooLong(token)
      case .other:
        let isNumber = bytes(token).allSatisfy(ByteClass.isDigit) && token.span.count < 10
        let corrected = isNumber ? "\(text(token))s" : nil
        throw SyntaxError(TimeFault.notADuration(corrected: corrected), at: token.span)
      }
    default:
      throw missing("a length of time", example: example)
    }
  }
}
