/// A CIDR range of addresses, such as `10.0.0.0/8`.
public struct IPRange: Hashable, Sendable, CustomStringConvertible {
  /// The first address as written.
  public let address: IPAddress
  /// How many leading bits must agree.
  public let prefixLength: Int

  /// Reads `ADDRESS/LENGTH`, or a lone address as a range of one; returns nil for other text.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard let first = parts.first, let address = IPAddress(first), parts.count <= 2 else {
      return nil
    }
    let bits = address.bytes.count * 8
    var length = bits
    if parts.count == 2 {
      guard let value = Int(parts[1]), (0...bits).contains(value), parts[1].first != "+"
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
