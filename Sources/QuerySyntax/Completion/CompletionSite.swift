public import Diagnostics

/// A cursor in the text of a query: what may stand there, and what is known of the query around it.
public struct CompletionSite: Hashable, Sendable {
  /// The place of the word being typed, which a completion replaces; empty between words.
  ///
  /// A word is being typed where the cursor stands in it or at its end. Of a text in quotes that are
  /// not closed it is what stands before the cursor.
  public var replacement: SourceSpan
  /// The part of that word before the cursor, as it is written, an opening quote or `$` included.
  public var prefix: String
  /// What may stand there, each once, in the order in which the parser asks for it.
  public var expectations: [Expectation]
  /// The question; nil where none can be read.
  ///
  /// Here and in the clauses, a word that the cursor's place needs is filled in, such as the name `x`
  /// and the time `now`. Places are those in the text so filled.
  public var question: Question?
  /// `in namespace …`, `in cluster …`, before the cursor or behind it.
  public var scope: ScopeClause?
  /// The time clause, before the cursor or behind it; in a diff its times, or the one time of
  /// `at T from event …`.
  public var time: TimeClause?
  /// `as known at …`, before the cursor or behind it.
  public var knownAt: KnownAtClause?
  /// The stages that end before the cursor, without the one that it stands in.
  public var stages: [Stage]
  /// The keyword of the stage that the cursor stands in; nil outside the pipeline.
  public var stageKeyword: String?
  /// The `let` lines.
  public var letLines: [LetLine]
  /// The parameters that the header declares.
  public var parameters: [ParameterDeclaration]

  /// Creates a site at which nothing is expected.
  init(replacement: SourceSpan, prefix: String) {
    self.replacement = replacement
    self.prefix = prefix
    expectations = []
    stages = []
    letLines = []
    parameters = []
  }
}
