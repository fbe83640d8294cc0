/// A change of the source text that would cure a diagnostic.
public struct Suggestion: Hashable, Sendable {
  /// The text to put in the place of `span`.
  public var replacement: String
  /// The place to replace; empty where text is to be inserted.
  public var span: SourceSpan
  /// What kind of thing the replacement is, such as `question`, `keyword` or `port`.
  public var kind: String

  /// Creates a suggestion to replace `span` by a `replacement` of the given kind.
  public init(replacement: String, span: SourceSpan, kind: String) {
    self.replacement = replacement
    self.span = span
    self.kind = kind
  }
}
