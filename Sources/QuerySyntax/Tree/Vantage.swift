public import Diagnostics

/// From where traffic is sent: `for node N` or `for zone Z`.
public struct Vantage: Hashable, Sendable {
  /// The kinds of place.
  public enum Form: Hashable, Sendable {
    /// A Node.
    case node(NamePattern)
    /// A zone.
    case zone(NamePattern)
  }

  /// The place traffic is sent from.
  public var form: Form
  /// The place in the text, from `for` on.
  @SyntaxTrivia public var span: SourceSpan

  /// Creates a vantage.
  public init(_ form: Form, span: SourceSpan = SourceSpan(at: 0)) {
    self.form = form
    self.span = span
  }
}
