public import Diagnostics

/// A name, a glob over names, a UID, or a parameter that holds one.
public struct NamePattern: Hashable, Sendable {
  /// The ways to name something.
  public enum Form: Hashable, Sendable {
    /// `cart`, `shop/cart`, `*/cart`, `"shop/cart"`; in quotes `*` stands for itself.
    case name(namespace: String?, name: String, isQuoted: Bool)
    /// `uid:…`.
    case uid(String)
    /// `$name`.
    case parameter(String)
  }

  /// How it is named.
  public var form: Form
  /// The place in the text.
  @SyntaxTrivia public var span: SourceSpan

  /// Creates a pattern.
  public init(_ form: Form, span: SourceSpan = SourceSpan(at: 0)) {
    self.form = form
    self.span = span
  }

  /// Whether the pattern may match more than one name.
  public var isGlob: Bool {
    switch form {
    case .name(let namespace, let name, let isQuoted):
      !isQuoted && (name.utf8.contains(0x2A) || namespace?.utf8.contains(0x2A) == true)
    case .uid, .parameter: false
    }
  }
}
