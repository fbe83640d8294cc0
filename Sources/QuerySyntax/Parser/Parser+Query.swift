import Diagnostics

/// Queries and statements.
extension Parser {
  /// Reads `query`.
  mutating func parseQuery() -> Query? {
    let header = parseHeader()
    guard !isAtEnd || isAtCursor else {
      if errors.isEmpty {
        report(SyntaxError(ClauseFault.empty, at: SourceSpan(at: 0)))
      }
      return nil
    }
    let start = current.span.start
    let letLines = parseLetLines()
    recorder?.keep(header, letLines)
    guard let statement = parseStatement() else { return nil }
    return Query(
      header: header,
      letLines: letLines,
      statement: statement,
      comments: plainComments(),
      span: span(from: start)
    )
  }

  /// Reads `statement`; nil after an error behind which nothing is sure.
  private mutating func parseStatement() -> Statement? {
    let start = current.span.start
    guard accept("explain") else { return parseQuestionOrDiff(from: start) }
    let isAnalyze = accept("analyze") || accept("analyse", phrase: "")
    if isKeywordInAnyCase("explain") {
      report(
        SyntaxError(
          ClauseFault.statementNotAllowed(
            "behind `explain`",
            help: "write `explain` once, or `explain analyze`"
          ),
          at: current.span
        )
      )
      return nil
    }
    guard let statement = parseQuestionOrDiff(from: start) else { return nil }
    return .explain(
      ExplainStatement(isAnalyze: isAnalyze, statement: statement, span: span(from: start))
    )
  }

  /// Reads a question or a diff; `statementStart` is where the statement begins, an `explain` included.
  private mutating func parseQuestionOrDiff(from statementStart: SourceOffset) -> Statement? {
    let start = current.span.start
    let isDiff = accept("diff")
    let questionStart = current.span.start
    let head: QuestionHead
    do throws(SyntaxError) {
      guard let parsed = try parseQuestionHead(inDiff: isDiff) else { return nil }
      head = parsed
    } catch {
      report(error)
      synchronize()
      head = QuestionHead(form: nil, continuations: [])
    }
    let headSpan = span(from: start)
    var clauses = ClauseList(isDiff: isDiff)
    parseClauses(&clauses, of: head)
    reportOrder(clauses, head: SourceSpan(statementStart, headSpan.end))
    let question = head.question(with: clauses, from: questionStart, headEnd: headSpan.end)
    recorder?.keep(head.form == nil ? nil : question, clauses)
    guard isDiff else {
      return .question(
        QuestionStatement(
          question: question,
          scope: clauses.scope,
          time: clauses.time,
          knownAt: clauses.knownAt,
          stages: clauses.stages,
          span: span(from: start)
        )
      )
    }
    return parseDiff(question, clauses, from: start, statementStart)
  }

  /// Checks what only a diff asks for, and puts it together.
  private mutating func parseDiff(
    _ question: Question,
    _ clauses: ClauseList,
    from start: SourceOffset,
    _ statementStart: SourceOffset
  ) -> Statement? {
    if !question.isAboutState {
      report(
        SyntaxError(
          ClauseFault.statementNotAllowed(
            "behind `diff`",
            help: "ask about state, as in `diff pods from -1h to now`"
          ),
          at: question.span
        )
      )
    }
    for stage in clauses.stages where stage.phase != .sequenced {
      report(SyntaxError(StageFault.notSequenced(stage: stage.keyword), at: stage.span))
    }
    let form: DiffStatement.Form
    if let knowledge = clauses.knowledge {
      form = knowledge
      if clauses.knownAt != nil, let slice = clauses.first(.knownAt) {
        report(
          SyntaxError(
            ClauseFault.notAllowed(
              clause: "as known at",
              question: "diff … at T from event K1 to event K2",
              help: "leave it out: the two events say what was known"
            ),
            at: slice.span
          )
        )
      }
    } else if let time = clauses.time, case .span(let from, let to) = time.form {
      form = .instants(from: from, to: to, knownAt: clauses.knownAt)
    } else {
      reportMissingDiffTimes(clauses, from: statementStart)
      return nil
    }
    return .diff(
      DiffStatement(
        question: question,
        scope: clauses.scope,
        stages: clauses.stages,
        form: form,
        span: span(from: start)
      )
    )
  }

  /// A diff without its two times, where no other error explains that.
  private mutating func reportMissingDiffTimes(_ clauses: ClauseList, from start: SourceOffset) {
    guard errors.isEmpty else { return }
    let written = source.text(in: span(from: start))
    let isShort = written.utf8.count <= 160 && !written.utf8.contains(0x0A)
    let text = isShort ? written : "diff QUESTION"
    report(
      SyntaxError(
        ClauseFault.diffForm(
          "a diff needs two times",
          label: "expected `from A to B`",
          corrected: "\(text) from -1h to now"
        ),
        at: SourceSpan(at: previousEnd)
      )
    )
  }

  private mutating func reportOrder(_ clauses: ClauseList, head: SourceSpan) {
    guard let (slice, before) = clauses.misplaced else { return }
    let error = SyntaxError(
      ClauseFault.order(
        clause: slice.words,
        before: before.words,
        corrected: clauses.reordered(head: head, in: source)
      ),
      at: slice.span
    )
    errors.append(error)
  }
}
