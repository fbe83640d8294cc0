import Diagnostics

/// Noting what would be accepted at the cursor, which is the end of the text that is parsed.
extension Parser {
  /// Whether `token` is the one at the cursor.
  func isCursor(_ token: Token) -> Bool { recorder != nil && token.kind == .end }

  /// Whether the current token is the one at the cursor.
  var isAtCursor: Bool { recorder != nil && isAtEnd }

  /// Notes what would be accepted as the current token.
  mutating func note(_ expectations: Expectation...) {
    guard isAtCursor else { return }
    for expectation in expectations { recorder?.note(expectation) }
  }

  /// Notes a word of the language, unless the phrase is empty.
  mutating func note(keyword phrase: String) {
    if !phrase.isEmpty { note(.keyword(phrase)) }
  }

  /// Notes a sign; signs of other languages are not offered.
  mutating func noteSign(_ kind: TokenKind) {
    switch kind {
    case .comma: note(.symbol(","))
    case .leftParenthesis: note(.symbol("("))
    case .rightParenthesis: note(.symbol(")"))
    case .rightBracket: note(.symbol("]"))
    case .pipe: note(.symbol("|"))
    case .equal: note(.symbol("="))
    case .parameter: note(.parameter)
    case .word, .quoted, .bracketedAddress, .leftBracket, .notEqual, .less, .lessOrEqual,
      .greater, .greaterOrEqual, .doubleAmpersand, .doublePipe, .exclamation, .equalTilde,
      .notTilde, .comment, .unknown, .end:
      break
    }
  }

  /// Notes the words that questions begin with; behind `diff` those about state.
  mutating func noteQuestions(inDiff isDiff: Bool) {
    guard isAtCursor else { return }
    for word in SyntaxWords.questionStarts where word != "diff" && word != "explain" {
      if isDiff, SyntaxPhrases.eventQuestionStarts.contains(word) { continue }
      note(keyword: SyntaxPhrases.questionStarts[word] ?? word)
    }
  }

  /// Notes the words that stages begin with; in a diff the sequenced ones.
  mutating func noteStages(inDiff isDiff: Bool) {
    guard isAtCursor else { return }
    for word in isDiff ? SyntaxWords.sequencedStages : SyntaxWords.stages {
      note(keyword: SyntaxPhrases.stages[word] ?? word)
    }
  }

  /// Notes the kinds of object.
  mutating func noteKinds() {
    guard isAtCursor else { return }
    for kind in ObjectKind.allCases { note(keyword: kind.rawValue) }
  }

  /// Notes the clauses that may follow those read: none out of order, none twice.
  mutating func noteClauses(_ clauses: ClauseList, of head: QuestionHead) {
    guard isAtCursor else { return }
    let kinds = ClauseKind.allCases.sorted {
      $0.rank(inDiff: clauses.isDiff) < $1.rank(inDiff: clauses.isDiff)
    }
    for kind in kinds where head.allows(kind) && clauses.admits(kind) {
      for phrase in phrases(kind, clauses) { note(keyword: phrase) }
      if kind == .pipeline { noteSign(.pipe) }
    }
  }

  /// The phrases that a clause may begin with.
  private func phrases(_ kind: ClauseKind, _ clauses: ClauseList) -> [String] {
    switch kind {
    case .port: ["on port", "on target port"]
    case .vantage: ["for node", "for zone"]
    case .pod: ["pod"]
    case .draining: ["including draining within"]
    case .scope:
      (clauses.namespace == nil ? ["in namespace"] : [])
        + (clauses.cluster == nil ? ["in cluster"] : [])
    case .time: clauses.isDiff ? ["at", "from"] : ["at", "from", "since"]
    case .knownAt:
      clauses.isDiff && (clauses.time == nil || clauses.knowledge != nil) ? [] : ["as known at"]
    case .pipeline: []
    }
  }

  /// Notes what may stand behind an operand that nothing is compared with yet.
  mutating func noteComparisons() {
    guard isAtCursor else { return }
    for comparison in ComparisonOperator.allCases { note(.symbol(comparison.rawValue)) }
    for phrase in ["is null", "is not null", "not in", "not like", "like", "in"] {
      note(keyword: phrase)
    }
  }

  /// Notes what may stand as an operand; behind a column and an operator, first its values.
  mutating func noteOperand(comparedWith left: Expression?) {
    guard isAtCursor else { return }
    if case .column(let column)? = left?.form { note(.value(of: column)) }
    note(.column)
    noteSign(.leftParenthesis)
    note(.text)
    noteLiterals()
    note(.parameter)
  }

  /// Notes the values that are no text.
  mutating func noteLiterals() {
    note(.number, .keyword("true"), .keyword("false"), .instant, .keyword("now"), .duration)
    note(.address, .network)
  }
}
