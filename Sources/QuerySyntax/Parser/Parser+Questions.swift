import Diagnostics

/// The beginnings of questions.
extension Parser {
  /// Reads `question` up to its clauses; nil after an error behind which nothing is sure.
  mutating func parseQuestionHead(inDiff isDiff: Bool) throws(SyntaxError) -> QuestionHead? {
    noteQuestions(inDiff: isDiff)
    guard current.kind == .word else {
      if isAtEnd, !errors.isEmpty { return nil }
      throw missing("a question", example: isDiff ? "diff pods from -1h to now" : "pods")
    }
    let word = text(current)
    guard let keyword = questionKeyword(word) else {
      reportUnknownQuestion(word)
      return nil
    }
    if let kind = ObjectKind(rawValue: word), startsName(peek(1)), isObjectName(peek(1)) {
      let fault = ClauseFault.unknownQuestion(closest: "show \(kind.rawValue)")
      report(SyntaxError(fault, at: current.span))
      return nil
    }
    if keyword != word {
      if keyword == word.lowercased() {
        report(SyntaxError(ClauseFault.keywordCase(keyword), at: current.span))
      } else {
        report(SyntaxError(ClauseFault.unknownQuestion(closest: keyword), at: current.span))
      }
    }
    if keyword == "diff" || keyword == "explain" {
      report(
        SyntaxError(
          ClauseFault.statementNotAllowed(
            "here",
            help: "write `explain` before `diff`, and each of them once"
          ),
          at: current.span
        )
      )
      return nil
    }
    advance()
    switch keyword {
    case "pods": return try parsePods()
    case "services": return try parseServices()
    case "endpoints": return try parseEndpoints()
    case "slices": return try parseSlices()
    case "nodes": return QuestionHead(form: .list(.nodes))
    case "owners": return try parseOwners()
    default: return try parseObjectQuestion(keyword)
    }
  }

  /// Whether `token`, behind a kind, is the name of an object and not the next word of a question.
  private func isObjectName(_ token: Token) -> Bool {
    guard token.kind == .word else { return true }
    let word = text(token)
    let words =
      ["serving", "selected", "listed", "with", "served", "selecting", "of"]
      + SyntaxWords.clauseStarts + SyntaxWords.stages
    return !words.contains(word) && EditDistance.closest(to: word, in: words) == nil
  }

  /// The question word that `word` is, or was meant to be.
  private func questionKeyword(_ word: String) -> String? {
    let words = SyntaxWords.questionStarts
    let lowercased = word.lowercased()
    if words.contains(lowercased) { return lowercased }
    let isCall = peek(1).kind == .leftParenthesis || peek(1).kind == .leftBracket
    guard !isCall, !ForeignQuery.starters.contains(lowercased) else { return nil }
    if let kind = ObjectKind(spelling: lowercased) { return kind.rawValue + "s" }
    return EditDistance.closest(to: word, in: words)
  }

  private mutating func reportUnknownQuestion(_ word: String) {
    let foreign = ForeignQuery(source: source, tokens: tokens, index: index)
    if let language = foreign.language {
      let fault = ClauseFault.foreignLanguage(language, corrected: foreign.corrected)
      // Quotes and operators of another language are no errors of their own.
      errors = [SyntaxError(fault, at: current.span)]
    } else {
      report(SyntaxError(ClauseFault.unknownQuestion(closest: nil), at: current.span))
    }
  }

  /// Takes one of the words that may follow a question word, also if it is misspelt.
  private mutating func acceptContinuation(_ words: [String]) -> String? {
    for word in words {
      let phrase = isAtCursor ? SyntaxPhrases.continuations[word] : nil
      if accept(word, phrase: phrase) { return word }
    }
    guard current.kind == .word, !startsClause else { return nil }
    let word = text(current)
    guard !SyntaxWords.stages.contains(word),
      let closest = EditDistance.closest(to: word, in: words),
      startsName(peek(1))
    else { return nil }
    report(
      SyntaxError(
        ClauseFault.unexpected(
          expected: UserText.list(words),
          closest: closest,
          help: nil
        ),
        at: current.span
      )
    )
    advance()
    return closest
  }

  /// Reads `pods …`.
  private mutating func parsePods() throws(SyntaxError) -> QuestionHead {
    if isKeywordInAnyCase("on"), !isKeyword("port", ahead: 1), !isKeyword("target", ahead: 1) {
      _ = accept("on")
      try expect("node", after: "on")
      return QuestionHead(form: .podsOnNode(node: try parseName(.node)))
    }
    if isAtCursor { note(keyword: "on node") }
    let words = ["serving", "selected", "listed", "with"]
    switch acceptContinuation(words) {
    case "serving":
      return QuestionHead(
        form: .podsServing(
          service: try parseName(.service),
          port: nil,
          vantage: nil,
          draining: nil
        )
      )
    case "selected":
      try expect("by", after: "selected")
      return QuestionHead(form: .podsSelected(service: try parseName(.service)))
    case "listed":
      try expect("by", after: "listed")
      return QuestionHead(form: .podsListed(service: try parseName(.service), port: nil))
    case "with":
      try expect("ip", after: "with")
      return QuestionHead(form: .podsWithIP(address: try parseAddress()))
    default:
      return QuestionHead(form: .list(.pods), continuations: words)
    }
  }

  /// Reads `services …`.
  private mutating func parseServices() throws(SyntaxError) -> QuestionHead {
    let words = ["served", "selecting", "with"]
    switch acceptContinuation(words) {
    case "served":
      try expect("by", after: "served")
      return QuestionHead(form: .servicesServed(pod: try parseName(.pod)))
    case "selecting":
      return QuestionHead(form: .servicesSelecting(pod: try parseName(.pod)))
    case "with":
      try expect("ip", after: "with")
      return QuestionHead(form: .servicesWithIP(address: try parseAddress()))
    default:
      return QuestionHead(form: .list(.services), continuations: words)
    }
  }

  /// Reads `endpoints …`.
  private mutating func parseEndpoints() throws(SyntaxError) -> QuestionHead {
    guard acceptContinuation(["of"]) != nil else {
      return QuestionHead(form: .list(.endpoints), continuations: ["of"])
    }
    return QuestionHead(
      form: .endpointsOf(service: try parseName(.service), port: nil, vantage: nil)
    )
  }

  /// Reads `slices …`.
  private mutating func parseSlices() throws(SyntaxError) -> QuestionHead {
    guard acceptContinuation(["of"]) != nil else {
      return QuestionHead(form: .list(.slices), continuations: ["of"])
    }
    return QuestionHead(form: .slicesOf(service: try parseName(.service)))
  }

  /// Reads `owners of ip A`.
  private mutating func parseOwners() throws(SyntaxError) -> QuestionHead {
    try expect("of", after: "owners", phrase: "of ip")
    if current.kind == .bracketedAddress || addressForm(current) != nil {
      report(
        SyntaxError(
          ClauseFault.missingKeyword("ip", after: "of", closest: false, isAtEnd: false),
          at: current.span
        )
      )
    } else {
      try expect("ip", after: "of")
    }
    return QuestionHead(form: .owners(address: try parseAddress()))
  }

  /// Reads the questions about one object, one name, or the log.
  private mutating func parseObjectQuestion(
    _ keyword: String
  ) throws(SyntaxError) -> QuestionHead {
    switch keyword {
    case "why":
      let service = try parseName(.service, globsIn: "`why`")
      return QuestionHead(form: .why(service: service, port: nil, pod: nil))
    case "dns":
      let name = try parseDNSName()
      let type = accept("type") ? try parseRecordType() : nil
      return QuestionHead(form: .dns(name: name, type: type), continuations: ["type"])
    case "show":
      return QuestionHead(form: .show(try parseObject(example: "show service shop/cart")))
    case "history":
      try expect("of", after: "history")
      let object = try parseObject(example: "history of pod shop/cart-1")
      return QuestionHead(form: .history(of: object))
    case "coverage":
      guard acceptContinuation(["of"]) != nil else {
        return QuestionHead(form: .coverage(of: nil), continuations: ["of"])
      }
      return QuestionHead(form: .coverage(of: try parseKind(example: "coverage of pod")))
    default:
      let isEvents = keyword == "events"
      guard acceptContinuation(["of"]) != nil else {
        return QuestionHead(
          form: isEvents ? .events(of: nil) : .findings(of: nil),
          continuations: ["of"]
        )
      }
      let object = try parseObject(example: "\(keyword) of service shop/cart")
      return QuestionHead(form: isEvents ? .events(of: object) : .findings(of: object))
    }
  }
}
