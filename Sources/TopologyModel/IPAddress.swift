/// An IPv4 or IPv6 address, read leniently and printed canonically (RFC 5952).
public struct IPAddress: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The address family.
  public enum Family: String, Hashable, Sendable {
    case ipv4 = "IPv4"
    case ipv6 = "IPv6"
  }

  /// Which family it is of.
  public let family: Family
  /// 4 or 16 bytes, most significant first.
  public let bytes: [UInt8]

  /// Creates an address from 4 or 16 bytes; returns nil for another count.
  ///
  /// An IPv4-mapped IPv6 address is the IPv4 address.
  public init?(bytes: [UInt8]) {
    switch bytes.count {
    case 4:
      family = .ipv4
      self.bytes = bytes
    case 16 where bytes.starts(with: Self.mappedPrefix):
      family = .ipv4
      self.bytes = Array(bytes[12...])
    case 16:
      family = .ipv6
      self.bytes = bytes
    default: return nil
    }
  }

  /// What an IPv4-mapped IPv6 address begins with.
  static let mappedPrefix: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255]

  /// Reads an address; leading zeros of IPv4 numbers are read as decimal, as Kubernetes before 1.36
  /// did, and an IPv4-mapped IPv6 address is the IPv4 address.
  ///
  /// Returns nil for other text.
  public init?(_ text: some StringProtocol) {
    let text = Array(text.utf8)
    guard let bytes = Self.parseIPv4(text) ?? Self.parseIPv6(text) else { return nil }
    self.init(bytes: bytes)
  }

  /// Returns whether a text is an IPv4 address as `description` prints it, without reading it into
  /// one.
  public static func isCanonicalIPv4(_ text: String) -> Bool {
    var (value, digits, numbers) = (0, 0, 1)
    for byte in text.utf8 {
      if byte == 46 {
        guard digits > 0 else { return false }
        (value, digits, numbers) = (0, 0, numbers + 1)
      } else {
        // A number with a leading zero has another digit behind a value of 0.
        guard byte >= 48, byte <= 57, digits == 0 || value > 0 else { return false }
        value = value * 10 + Int(byte - 48)
        digits += 1
        guard value < 256 else { return false }
      }
    }
    return numbers == 4 && digits > 0
  }

  /// The canonical text.
  public var description: String {
    switch family {
    case .ipv4: String(unsafeUninitializedCapacity: 15) { writeIPv4($0) }
    case .ipv6: Self.formatIPv6(bytes)
    }
  }

  /// Writes the ASCII of an IPv4 address; returns how many bytes it took.
  private func writeIPv4(_ text: UnsafeMutableBufferPointer<UInt8>) -> Int {
    var count = 0
    for byte in bytes {
      if count > 0 {
        text[count] = UInt8(ascii: ".")
        count += 1
      }
      if byte >= 100 {
        text[count] = UInt8(ascii: "0") + byte / 100
        count += 1
      }
      if byte >= 10 {
        text[count] = UInt8(ascii: "0") + byte / 10 % 10
        count += 1
      }
      text[count] = UInt8(ascii: "0") + byte % 10
      count += 1
    }
    return count
  }

  /// Orders IPv4 before IPv6, then by number.
  public static func < (left: IPAddress, right: IPAddress) -> Bool {
    if left.bytes.count != right.bytes.count { return left.bytes.count < right.bytes.count }
    return left.bytes.lexicographicallyPrecedes(right.bytes)
  }

  private static func parseIPv4(_ text: [UInt8]) -> [UInt8]? {
    var bytes: [UInt8] = []
    var (value, digits, index) = (0, 0, 0)
    // The end stands for a dot behind the last number.
    while index <= text.count {
      let byte = index < text.count ? text[index] : 46
      if byte == 46 {
        guard (1...10).contains(digits), value < 256, bytes.count < 4 else { return nil }
        bytes.append(UInt8(value))
        (value, digits) = (0, 0)
      } else {
        guard byte >= 48, byte <= 57, digits < 10 else { return nil }
        value = value * 10 + Int(byte - 48)
        digits += 1
      }
      index += 1
    }
    return bytes.count == 4 ? bytes : nil
  }

  private static func parseIPv6(_ text: [UInt8]) -> [UInt8]? {
    guard text.count <= 45 else { return nil }
    var text = text
    if let dot = text.firstIndex(of: 46) {
      guard let colon = text[..<dot].lastIndex(of: 58),
        let tail = parseIPv4(Array(text[(colon + 1)...]))
      else { return nil }
      let high = String(Int(tail[0]) << 8 | Int(tail[1]), radix: 16)
      let low = String(Int(tail[2]) << 8 | Int(tail[3]), radix: 16)
      text = Array(text[...colon]) + Array("\(high):\(low)".utf8)
    }
    var groups: [UInt16] = []
    var gap: Int?
    var index = 0
    if text.starts(with: [58, 58]) {
      gap = 0
      index = 2
    }
    while index < text.count {
      let end = text[index...].firstIndex(of: 58) ?? text.count
      guard (1...4).contains(end - index),
        text[index..<end].allSatisfy({ Self.isHexadecimal($0) }),
        let group = UInt16(String(decoding: text[index..<end], as: UTF8.self), radix: 16)
      else { return nil }
      groups.append(group)
      index = end
      guard index < text.count else { break }
      index += 1
      if index < text.count, text[index] == 58 {
        guard gap == nil else { return nil }
        gap = groups.count
        index += 1
      } else if index == text.count {
        return nil
      }
    }
    if let gap {
      guard groups.count < 8 else { return nil }
      let zeros = [UInt16](repeating: 0, count: 8 - groups.count)
      groups.insert(contentsOf: zeros, at: gap)
    }
    guard groups.count == 8 else { return nil }
    return groups.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...70).contains(byte) || (97...102).contains(byte)
  }

  private static func formatIPv6(_ bytes: [UInt8]) -> String {
    let groups = (0..<8).map { Int(bytes[2 * $0]) << 8 | Int(bytes[2 * $0 + 1]) }
    var best = 0..<0
    var start = 0
    while start < 8 {
      var end = start
      while end < 8, groups[end] == 0 { end += 1 }
      if end - start > best.count { best = start..<end }
      start = max(end, start + 1)
    }
    func joined(_ part: some Sequence<Int>) -> String {
      part.map { String($0, radix: 16) }.joined(separator: ":")
    }
    guard best.count > 1 else { return joined(groups) }
    return joined(groups[..<best.lowerBound]) + "::" + joined(groups[best.upperBound...])
  }
}
