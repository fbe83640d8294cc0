public import Diagnostics

/// A piece of source text.
public struct Token: Hashable, Sendable {
  /// What the piece is read as.
  public var kind: TokenKind
  /// The place in the text.
  public var span: SourceSpan
  /// What is wrong with it, if anything is.
  public var fault: LexicalFault?

  /// Creates a token.
  public init(kind: TokenKind, span: SourceSpan, fault: LexicalFault? = nil) {
    self.kind = kind
    self.span = span
    self.fault = fault
  }
}
