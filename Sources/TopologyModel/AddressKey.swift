/// An IP address as 128 bits, which hash and compare fast; an IPv4 address as the IPv6 one that maps
/// it.
public struct AddressKey: Hashable, Comparable, Sendable {
  /// The first 64 bits.
  public let high: UInt64
  /// The last 64 bits.
  public let low: UInt64

  /// Creates the key of an address.
  public init(_ address: IPAddress) {
    let bytes =
      address.bytes.count == 16
      ? address.bytes : [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255] + address.bytes
    high = bytes[..<8].reduce(0) { $0 << 8 | UInt64($1) }
    low = bytes[8...].reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// Creates the key of an IPv6 address that is not an IPv4 one.
  package init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// Creates the key of an IPv4 address.
  public init(ipv4 number: UInt32) {
    high = 0
    low = 0xffff_0000_0000 | UInt64(number)
  }

  /// Reads an address from text; returns nil for anything else.
  ///
  /// Dotted quads are read in place; all other spellings are `IPAddress`'s to read.
  public init?(_ text: UnsafeBufferPointer<UInt8>) {
    if let number = Self.dottedQuad(text) {
      self.init(ipv4: number)
      return
    }
    guard text.count <= Self.textBytesMax,
      let address = IPAddress(String(decoding: text, as: UTF8.self))
    else { return nil }
    self.init(address)
  }

  /// Reads an address from a string; returns nil for anything else.
  public init?(text: String) {
    var text = text
    guard let key = text.withUTF8({ AddressKey($0) }) else { return nil }
    self = key
  }

  /// More bytes than these are no address in any spelling.
  static let textBytesMax = 64

  /// Hashes one word: what differs between addresses lies in few of their bits.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(low ^ high &* 0x9e37_79b9_7f4a_7c15)
  }

  /// Orders by number.
  public static func < (left: AddressKey, right: AddressKey) -> Bool {
    left.high != right.high ? left.high < right.high : left.low < right.low
  }

  /// The address.
  public var address: IPAddress? {
    let bytes = [high, low].flatMap { half in
      (0..<8).map { UInt8(truncatingIfNeeded: half >> UInt64(56 - 8 * $0)) }
    }
    return IPAddress(bytes: bytes)
  }

  /// Reads four numbers of at most three digits; nil for any other spelling.
  private static func dottedQuad(_ text: UnsafeBufferPointer<UInt8>) -> UInt32? {
    guard text.count >= 7, text.count <= 15 else { return nil }
    var number: UInt32 = 0
    var part: UInt32 = 0
    var digits = 0
    var dots = 0
    for byte in text {
      let digit = byte &- 48
      if digit < 10 {
        part = part * 10 + UInt32(digit)
        digits += 1
        guard digits <= 3 else { return nil }
      } else {
        guard byte == 46, digits > 0, part < 256, dots < 3 else { return nil }
        number = number << 8 | part
        part = 0
        digits = 0
        dots += 1
      }
    }
    guard dots == 3, digits > 0, part < 256 else { return nil }
    return number << 8 | part
  }
}
