public import TopologyModel

/// A Service port as a value: name, number, protocol.
public struct PortValue: Hashable, Sendable, Comparable {
  /// The name; empty when the only port has none.
  public var name: String
  /// The number that clients use.
  public var number: Int
  /// The protocol.
  public var transport: TransportProtocol

  /// Creates a port.
  public init(name: String, number: Int, transport: TransportProtocol) {
    self.name = name
    self.number = number
    self.transport = transport
  }

  /// `80/TCP`, or `http 80/TCP` where the port has a name.
  public var text: String {
    let number = "\(number)/\(transport.rawValue)"
    return name.isEmpty ? number : "\(name) \(number)"
  }

  /// Orders by number, protocol, name.
  public static func < (left: PortValue, right: PortValue) -> Bool {
    if left.number != right.number { return left.number < right.number }
    if left.transport != right.transport { return left.transport < right.transport }
    return left.name < right.name
  }
}
