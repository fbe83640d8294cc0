import TopologyModel

/// One address or alias that a name leads to: `msg.Service` of CoreDNS.
struct DNSMatch: Hashable, Sendable {
  /// The name of the Service or endpoint, with the final dot: what an SRV record points at.
  var owner: String
  /// The address or the name.
  var host: String
  /// The port; nil where nothing declares one, which makes no SRV record.
  var port: Int?

  /// The record of an address, or nil where the host is none.
  func addressRecord(name: DNSName) -> DNSRecord? {
    guard let address = IPAddress(host) else { return nil }
    return DNSRecord(
      name: name.text,
      type: address.family == .ipv4 ? .a : .aaaa,
      data: address.description,
      port: nil
    )
  }

  /// The SRV record, or nil where there is no port.
  func serviceRecord(name: DNSName) -> DNSRecord? {
    port.map { DNSRecord(name: name.text, type: .srv, data: owner, port: $0) }
  }
}
