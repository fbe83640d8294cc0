public import Diagnostics

/// An IP address, with a port where one was written: `10.0.0.1`, `[fd00::1]:80`, `$ip`.
public struct AddressExpression: Hashable, Sendable {
  /// The ways to give an address.
  public enum Form: Hashable, Sendable {
    /// An address as it was written, known to be one, and the port behind it.
    case address(String, port: Int?)
    /// `$name`.
    case parameter(String)
  }

  /// How the address is given.
  public var form: Form
  /// The place in the text.
  @SyntaxTrivia public var span: SourceSpan

  /// Creates an address.
  public init(_ form: Form, span: SourceSpan = SourceSpan(at: 0)) {
    self.form = form
    self.span = span
  }
}
