/// The types of DNS record that can be asked for.
public enum DNSRecordType: String, CaseIterable, Hashable, Sendable {
  /// An IPv4 address.
  case a = "A"
  /// An IPv6 address.
  case aaaa = "AAAA"
  /// A port and the host that has it.
  case srv = "SRV"
  /// The name of an address.
  case ptr = "PTR"
  /// Another name.
  case cname = "CNAME"
}
