/// A family of addresses.
enum SimulatedFamily: Int, Hashable, CaseIterable {
  case ipv4
  case ipv6

  /// How slices call it.
  var addressType: String {
    switch self {
    case .ipv4: "IPv4"
    case .ipv6: "IPv6"
    }
  }
}
