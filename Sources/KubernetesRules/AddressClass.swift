public import TopologyModel

/// What kind of address an endpoint has, where it is none that a Pod can own (findings ST101, ST102).
public enum AddressClass: String, Hashable, Sendable, CaseIterable {
  /// 0.0.0.0 or ::.
  case unspecified = "unspecified"
  /// 127.0.0.0/8 or ::1.
  case loopback = "loopback"
  /// 169.254.0.0/16 or fe80::/10; the documentation says fe80::/64.
  case linkLocalUnicast = "link-local"
  /// 224.0.0.0/24 or ffx2::/16, whatever the flags x.
  case linkLocalMulticast = "link-local-multicast"
  /// Any other multicast address: 224.0.0.0/4, ff00::/8.
  case otherMulticast = "multicast"
  /// 255.255.255.255.
  case limitedBroadcast = "limited-broadcast"
  /// 0.0.0.0/8 but for 0.0.0.0.
  case thisNetwork = "this-network"
  /// 240.0.0.0/4 but for the limited broadcast.
  case reserved = "reserved"
  /// Any other.
  case ordinary = "ordinary"

  /// Whether the API refuses it in a new endpoint: `ValidateEndpointIP` of
  /// `pkg/apis/core/validation/validation.go`, semantics.md 7.
  ///
  /// True for unspecified, loopback, link-local unicast and link-local multicast addresses.
  public var isRefused: Bool {
    switch self {
    case .unspecified, .loopback, .linkLocalUnicast, .linkLocalMulticast: true
    case .otherMulticast, .limitedBroadcast, .thisNetwork, .reserved, .ordinary: false
    }
  }

  /// Classifies an address as Go's `net.IP` does (`IsUnspecified`, `IsLoopback`,
  /// `IsLinkLocalUnicast`, `IsLinkLocalMulticast`, `IsMulticast`).
  public init(_ address: IPAddress) {
    let bytes = address.bytes
    if bytes.allSatisfy({ $0 == 0 }) {
      self = .unspecified
    } else {
      switch address.family {
      case .ipv4: self = Self.ipv4(bytes)
      case .ipv6: self = Self.ipv6(bytes)
      }
    }
  }

  private static func ipv4(_ bytes: [UInt8]) -> AddressClass {
    switch bytes[0] {
    case 0: .thisNetwork
    case 127: .loopback
    case 169 where bytes[1] == 254: .linkLocalUnicast
    case 224 where bytes[1] == 0 && bytes[2] == 0: .linkLocalMulticast
    case 224...239: .otherMulticast
    case 240...: bytes == [255, 255, 255, 255] ? .limitedBroadcast : .reserved
    default: .ordinary
    }
  }

  private static func ipv6(_ bytes: [UInt8]) -> AddressClass {
    if bytes[0] == 0xff { return bytes[1] & 0x0f == 2 ? .linkLocalMulticast : .otherMulticast }
    if bytes[0] == 0xfe, bytes[1] & 0xc0 == 0x80 { return .linkLocalUnicast }
    return bytes.last == 1 && bytes.dropLast().allSatisfy { $0 == 0 } ? .loopback : .ordinary
  }
}
