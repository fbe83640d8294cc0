public import Diagnostics

/// A port: `80`, `http`, `53/UDP`, `"80"` (a port named so), `$port`; with `target`, the Pod's.
public struct PortReference: Hashable, Sendable {
  /// The ways to name a port.
  public enum Form: Hashable, Sendable {
    /// A number from 1 to 65535.
    case number(Int)
    /// A name.
    case name(String)
    /// `$name`.
    case parameter(String)
  }

  /// How the port is named.
  public var form: Form
  /// The protocol; nil matches all.
  public var transport: TransportProtocol?
  /// Whether the target port is meant: the one on the Pod, not the one on the Service.
  public var isTarget: Bool
  /// The place in the text.
  @SyntaxTrivia public var span: SourceSpan

  /// Creates a reference.
  public init(
    _ form: Form,
    transport: TransportProtocol? = nil,
    isTarget: Bool = false,
    span: SourceSpan = SourceSpan(at: 0)
  ) {
    self.form = form
    self.transport = transport
    self.isTarget = isTarget
    self.span = span
  }
}
