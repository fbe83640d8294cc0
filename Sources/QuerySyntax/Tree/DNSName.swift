public import Diagnostics

/// The name that a DNS question asks for.
public struct DNSName: Hashable, Sendable {
  /// The ways to give a DNS name.
  public enum Form: Hashable, Sendable {
    /// The name as it was written.
    case name(String)
    /// `$name`.
    case parameter(String)
  }

  /// How the name is given.
  public var form: Form
  /// The place in the text.
  @SyntaxTrivia public var span: SourceSpan

  /// Creates a name.
  public init(_ form: Form, span: SourceSpan = SourceSpan(at: 0)) {
    self.form = form
    self.span = span
  }
}
