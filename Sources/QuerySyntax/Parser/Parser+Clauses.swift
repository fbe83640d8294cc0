import Diagnostics

/// The clauses behind a question.
extension Parser {
  /// Reads clauses and stages up to the end, in whatever order, and reports each error once.
  mutating func parseClauses(_ clauses: inout ClauseList, of head: QuestionHead) {
    while true {
      noteClauses(clauses, of: head)
      guard !isAtEnd else { return }
      let before = index
      let start = current.span.start
      guard let kind = clauseKind(head) else {
        report(unexpected(head, clauses))
        skip(behind: clauses)
        if index == before { advance() }
        continue
      }
      let words = clauseWords(kind)
      checkPlace(kind, words, clauses, head)
      do throws(SyntaxError) {
        try parseClause(kind, &clauses, of: head)
      } catch {
        report(error)
        if kind == .pipeline {
          skipStage(inDiff: clauses.isDiff)
        } else {
          synchronize()
        }
      }
      if index == before { advance() }
      clauses.add(kind, words: words, span: span(from: start))
    }
  }

  private mutating func skip(behind clauses: ClauseList) {
    if clauses.stages.isEmpty {
      advance()
      synchronize()
    } else {
      skipStage(inDiff: clauses.isDiff)
    }
  }

  /// Skips to the next stage; in a diff, also to the times behind the stages.
  private mutating func skipStage(inDiff isDiff: Bool) {
    while !isAtEnd, current.kind != .pipe {
      if isDiff, isKeyword("from") || isKeyword("at") { return }
      advance()
    }
  }

  /// The kind of clause that begins here, if any does.
  private func clauseKind(_ head: QuestionHead) -> ClauseKind? {
    guard current.kind != .pipe else { return .pipeline }
    guard current.kind == .word else { return nil }
    let word = text(current).lowercased()
    switch word {
    case "on", "port": return .port
    case "for": return .vantage
    case "including": return .draining
    case "in": return .scope
    case "at", "from", "since", "between", "until", "before", "after", "during", "last":
      return .time
    case "as": return .knownAt
    case "pod":
      if case .why = head.form { return .pod }
      return nil
    default:
      return SyntaxWords.stages.contains(word) ? .pipeline : nil
    }
  }

  private func clauseWords(_ kind: ClauseKind) -> String {
    switch kind {
    case .time: return text(current).lowercased()
    case .scope where peek(1).kind == .word: return "in \(text(peek(1)))"
    case .vantage where peek(1).kind == .word: return "for \(text(peek(1)))"
    case .port, .vantage, .pod, .draining, .scope, .knownAt, .pipeline: return kind.words
    }
  }

  private mutating func checkPlace(
    _ kind: ClauseKind,
    _ words: String,
    _ clauses: ClauseList,
    _ head: QuestionHead
  ) {
    if !head.allows(kind) {
      let fault = ClauseFault.notAllowed(
        clause: words,
        question: head.title,
        help: advice(for: kind)
      )
      report(SyntaxError(fault, at: SourceSpan(current.span.start, clauseWordsEnd(words))))
    }
    guard kind != .pipeline, kind != .scope, let first = clauses.first(kind) else { return }
    report(SyntaxError(ClauseFault.repeated(clause: words, first: first.span), at: current.span))
  }

  private func clauseWordsEnd(_ words: String) -> SourceOffset {
    words.utf8.contains(0x20) && peek(1).kind == .word ? peek(1).span.end : current.span.end
  }

  private func advice(for kind: ClauseKind) -> String {
    switch kind {
    case .port: "write for example `pods serving SERVICE on port P`"
    case .vantage: "`pods serving SERVICE` and `endpoints of SERVICE` have it"
    case .pod: "`why SERVICE` has it"
    case .draining: "`pods serving SERVICE` has it"
    case .scope, .time, .knownAt, .pipeline: "leave it out"
    }
  }

  private mutating func parseClause(
    _ kind: ClauseKind,
    _ clauses: inout ClauseList,
    of head: QuestionHead
  ) throws(SyntaxError) {
    let start = current.span.start
    switch kind {
    case .port:
      if isKeywordInAnyCase("port") {
        report(SyntaxError(NameFault.portWords(corrected: "on port"), at: current.span))
      } else {
        _ = accept("on")
      }
      clauses.port = try parsePort(of: head.service)
    case .vantage:
      clauses.vantage = try parseVantage()
    case .pod:
      _ = accept("pod")
      clauses.pod = try parseName(.pod, globsIn: "`why`")
    case .draining:
      _ = accept("including")
      try expect("draining", after: "including", phrase: "draining within")
      try expect("within", after: "draining")
      clauses.draining = try parseDuration(
        example: "pods serving shop/cart including draining within 30s"
      )
    case .scope:
      try parseScope(&clauses)
    case .time:
      try parseTime(&clauses)
    case .knownAt:
      clauses.knownAt = KnownAtClause(try parseKnownAt(), span: span(from: start))
    case .pipeline:
      clauses.stages.append(try parsePipelineStage(inDiff: clauses.isDiff))
    }
  }

  /// Reads `vantage`: `for node N` or `for zone Z`.
  private mutating func parseVantage() throws(SyntaxError) -> Vantage {
    let start = current.span.start
    _ = accept("for")
    if accept("node") {
      return Vantage(.node(try parseName(.node)), span: span(from: start))
    }
    if accept("zone") {
      return Vantage(.zone(try parseName(.zone)), span: span(from: start))
    }
    throw missing("`node` or `zone`", example: "pods serving shop/cart for node node-1")
  }

  /// Reads `scope`: `in namespace N` or `in cluster C`.
  private mutating func parseScope(_ clauses: inout ClauseList) throws(SyntaxError) {
    let keyword = current
    _ = accept("in")
    if accept("namespace", phrase: clauses.namespace == nil ? nil : "") {
      reportRepeated(clauses.namespace, "in namespace", at: keyword)
      clauses.namespace = try parseName(.namespace)
    } else if accept("cluster", phrase: clauses.cluster == nil ? nil : "") {
      reportRepeated(clauses.cluster, "in cluster", at: keyword)
      clauses.cluster = try parseName(.cluster)
    } else {
      throw missing("`namespace` or `cluster`", example: "pods in namespace shop")
    }
  }

  private mutating func reportRepeated(_ first: NamePattern?, _ words: String, at token: Token) {
    guard let first else { return }
    report(SyntaxError(ClauseFault.repeated(clause: words, first: first.span), at: token.span))
  }

  /// Reads a stage with the bar before it, or without, which is reported.
  private mutating func parsePipelineStage(inDiff isDiff: Bool) throws(SyntaxError) -> Stage {
    if !accept(.pipe) {
      let stage = text(current)
      report(SyntaxError(ClauseFault.missingPipe(stage: stage.lowercased()), at: current.span))
    }
    return try parseStage(inDiff: isDiff)
  }

  /// The error that nothing begins with the current token.
  private func unexpected(_ head: QuestionHead, _ clauses: ClauseList) -> SyntaxError {
    var expected = "`|` or the end"
    var words: [String] = []
    if clauses.stages.isEmpty {
      words = (clauses.slices.isEmpty ? head.continuations : []) + SyntaxWords.clauseStarts
      expected =
        head.continuations.isEmpty || !clauses.slices.isEmpty
        ? "a clause such as `at`, or `|`"
        : "\(UserText.list(head.continuations)), a clause such as `at`, or `|`"
    }
    guard current.kind == .word else {
      return SyntaxError(
        ClauseFault.unexpected(expected: expected, closest: nil, help: symbolHint),
        at: current.span
      )
    }
    let word = text(current)
    let help = ClauseHints.help(for: word, title: head.title)
    let closest = help == nil ? EditDistance.closest(to: word, in: words + ["port"]) : nil
    let otherwise =
      clauses.stages.isEmpty
      ? "leave it out, or quote it if it is part of a name"
      : "write `and` or `or` between conditions, `,` between columns, `|` before a stage"
    return SyntaxError(
      ClauseFault.unexpected(
        expected: expected,
        closest: closest,
        help: help ?? instantHint ?? otherwise
      ),
      at: current.span
    )
  }

  /// `pods[5m]` is PromQL for a span, `count(*)` SQL for a stage.
  private var symbolHint: String {
    switch current.kind {
    case .leftBracket where peek(1).kind == .word:
      return "a span is written `since -\(text(peek(1)))`"
    case .leftParenthesis, .rightParenthesis: return "leave the parentheses out"
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
      return "conditions stand behind `| where`"
    default: return "leave it out"
    }
  }

  private var instantHint: String? {
    let bytes = bytes(current)
    switch InstantText.read(bytes) {
    case .value, .fault:
      return "a time is written behind `at`, `from` or `since`"
    case .other: return nil
    }
  }
}
