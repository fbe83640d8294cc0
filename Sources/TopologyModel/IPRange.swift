/// A CIDR range of addresses, such as `10.0.0.0/8`.
public struct IPRange: Hashable, Sendable, CustomStringConvertible {
  /// The first address as written.
  public let address: IPAddress
  /// How many leading bits must agree.
  public let prefixLength: Int

  /// Reads `ADDRESS/LENGTH`, or a lone address as a range of one; returns nil for other text.
  ///
  /// A range of IPv4-mapped IPv6 addresses is that of the IPv4 addresses; its length is at least 96.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard let first = parts.first, let address = IPAddress(first), parts.count <= 2 else {
      return nil
    }
    let bits = address.bytes.count * 8
    var length = bits
    if parts.count == 2 {
      let isMapped = address.family == .ipv4 && first.utf8.contains(58)
      let digits = parts[1].utf8
      guard (1...3).contains(digits.count), digits.allSatisfy({ (48...57).contains($0) }),
        let written = Int(parts[1]), case let value = isMapped ? written - 96 : written,
        (0...bits).contains(value)
      else { return nil }
      length = value
    }
    self.address = address
    prefixLength = length
  }

  /// `ADDRESS/LENGTH`.
  public var description: String { "\(address)/\(prefixLength)" }

  /// Returns whether the address lies in the range.
  public func contains(_ other: IPAddress) -> Bool {
    guard other.family == address.family else { return false }
    for bit in 0..<prefixLength {
      let mask: UInt8 = 128 >> UInt8(bit % 8)
      if (address.bytes[bit / 8] ^ other.bytes[bit / 8]) & mask != 0 { return false }
    }
    return true
  }
}
