/// A place in the source text and what is said there.
public struct DiagnosticLabel: Hashable, Sendable {
  /// The place that is underlined.
  public var span: SourceSpan
  /// The text that stands behind the underline; may be empty.
  public var text: String

  /// Creates a label from the place and the text.
  public init(span: SourceSpan, text: String) {
    self.span = span
    self.text = text
  }
}
