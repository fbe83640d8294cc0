public import Diagnostics
public import TopologyModel

/// A port of a question: by number or name, of the Service or of the target.
public struct BoundPort: Hashable, Sendable {
  /// What names the port.
  public enum Form: Hashable, Sendable {
    case number(Int)
    case name(String)
  }

  /// What names it.
  public var form: Form
  /// The protocol; nil for all.
  public var transport: TransportProtocol?
  /// Whether the port of the Pods is meant.
  public var isTarget: Bool
  /// Where the query says it.
  public var span: SourceSpan

  /// The text that people read in notes.
  var text: String {
    let name =
      switch form {
      case .number(let number): String(number)
      case .name(let name): name
      }
    return (isTarget ? "target " : "") + name + (transport.map { "/\($0.rawValue)" } ?? "")
  }

  /// Returns whether a Service port is meant; for target ports, whether one of its numbers is.
  func matches(_ port: ServiceFacts.Port, target: Int?) -> Bool {
    if let transport, port.transport != transport { return false }
    switch form {
    case .number(let number): return isTarget ? target == number : port.number == number
    case .name(let name):
      guard isTarget else { return port.name == name }
      if case .name(let targetName) = port.target { return targetName == name }
      return false
    }
  }
}
