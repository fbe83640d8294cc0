/// The types of records that cluster DNS answers with (semantics.md 5).
public enum DNSRecordType: String, Hashable, Sendable, CaseIterable {
  /// An IPv4 address.
  case a = "A"
  /// An IPv6 address.
  case aaaa = "AAAA"
  /// The name and port of a service.
  case srv = "SRV"
  /// The name of an address.
  case ptr = "PTR"
  /// Another name for the name.
  case cname = "CNAME"
  /// A text.
  case txt = "TXT"

  /// Reads a type's name, any case; returns nil for other types.
  public init?(anyCase text: some StringProtocol) {
    self.init(rawValue: text.uppercased())
  }

  /// The type's place in the order of records.
  var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
