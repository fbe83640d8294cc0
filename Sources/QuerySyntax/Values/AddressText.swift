/// IP addresses and networks as text.
enum AddressText {
  /// Whether `bytes` are an IPv4 or IPv6 address.
  static func isAddress(_ bytes: ArraySlice<UInt8>) -> Bool { isIPv4(bytes) || isIPv6(bytes) }

  /// Whether `bytes` are an address, `/`, and a length of prefix that fits it.
  static func isNetwork(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let slash = bytes.firstIndex(of: UInt8(ascii: "/")) else { return false }
    let digits = bytes[(slash + 1)...]
    guard (1...3).contains(digits.count), digits.allSatisfy(ByteClass.isDigit) else { return false }
    let length = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    let address = bytes[..<slash]
    return isIPv4(address) ? length <= 32 : isIPv6(address) && length <= 128
  }

  /// Whether `bytes` are four decimal numbers from 0 to 255 with points between them.
  static func isIPv4(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard bytes.count >= 7, bytes.count <= 15 else { return false }
    let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return parts.count == 4
      && parts.allSatisfy { part in
        guard (1...3).contains(part.count), part.allSatisfy(ByteClass.isDigit) else { return false }
        return part.reduce(0) { $0 * 10 + Int($1 - 0x30) } <= 255
      }
  }

  /// Whether `bytes` are an IPv6 address, also one that ends in an IPv4 address.
  static func isIPv6(_ bytes: ArraySlice<UInt8>) -> Bool {
    let colon = UInt8(ascii: ":")
    guard bytes.count >= 2, bytes.count <= 45 else { return false }
    let gap = bytes.indices.dropLast().first { bytes[$0] == colon && bytes[$0 + 1] == colon }
    guard let gap else { return groupCount(bytes, isLast: true) == 8 }
    guard let head = groupCount(bytes[..<gap], isLast: false),
      let tail = groupCount(bytes[(gap + 2)...], isLast: true)
    else { return false }
    return head + tail <= 7
  }

  /// Returns the number of 16-bit groups in `bytes`, or nil if they are no groups.
  private static func groupCount(_ bytes: ArraySlice<UInt8>, isLast: Bool) -> Int? {
    guard !bytes.isEmpty else { return 0 }
    var groups = bytes.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    var count = 0
    if isLast, let last = groups.last, isIPv4(last) {
      groups.removeLast()
      count = 2
    }
    guard groups.allSatisfy({ (1...4).contains($0.count) && $0.allSatisfy(isHex) }) else {
      return nil
    }
    return count + groups.count
  }

  private static func isHex(_ byte: UInt8) -> Bool {
    ByteClass.isAddress(byte) && byte != UInt8(ascii: ":") && byte != UInt8(ascii: ".")
  }
}
