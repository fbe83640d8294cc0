public import Diagnostics

/// `KIND OBJECT`, as in `service shop/cart`.
public struct ObjectReference: Hashable, Sendable {
  /// The kind.
  public var kind: ObjectKind
  /// The name.
  public var name: NamePattern
  /// The place in the text.
  @SyntaxTrivia public var span: SourceSpan

  /// Creates a reference.
  public init(kind: ObjectKind, name: NamePattern, span: SourceSpan = SourceSpan(at: 0)) {
    self.kind = kind
    self.name = name
    self.span = span
  }
}
