/// What a parser notes for completion: what it would accept at the end of the text, and the parts of
/// the statement that it could read.
///
/// A class, so that a parser that has none carries no more than a reference.
final class CompletionRecorder {
  /// What may stand at the end of the text, in the order in which the parser asked for it.
  private(set) var expectations: [Expectation] = []
  private(set) var header = QueryHeader()
  private(set) var letLines: [LetLine] = []
  private(set) var question: Question?
  private(set) var clauses = ClauseList(isDiff: false)
  /// The keyword of the stage that is being read; nil between stages.
  var stageKeyword: String?
  private var isClosed = false

  /// Adds what would be accepted, once.
  func note(_ expectation: Expectation) {
    guard !isClosed, !expectations.contains(expectation) else { return }
    expectations.append(expectation)
  }

  /// Takes no more: something is missing at the end, and what may follow it may not stand there.
  func close() {
    isClosed = true
  }

  /// Keeps the declarations.
  func keep(_ header: QueryHeader, _ letLines: [LetLine]) {
    self.header = header
    self.letLines = letLines
  }

  /// Keeps a question and the clauses behind it.
  func keep(_ question: Question?, _ clauses: ClauseList) {
    self.question = question
    self.clauses = clauses
  }
}
