internal import TopologyModel

/// Gives addresses other ones of the same family and the same sort: private ones stay private, and
/// two addresses that begin with the same bits still do.
///
/// Each bit is turned or not by what the seed makes of the bits before it, so that the map is one to
/// one. Public IPv4 addresses that would become special ones are mapped again until they are not,
/// which alone can part two that begin with the same bits.
final class AddressMap {
  private static let cacheCountMax = 100_000

  private let digest: SeededDigest
  private var cache: [IPAddress: IPAddress] = [:]

  init(digest: SeededDigest) {
    self.digest = digest
  }

  /// The other address.
  func address(_ address: IPAddress) -> IPAddress {
    if let known = cache[address] { return known }
    if cache.count >= Self.cacheCountMax { cache.removeAll(keepingCapacity: true) }
    let kept = Self.keptBitCount(address.bytes)
    var bytes = turned(address.bytes, from: kept)
    while kept == 0, address.bytes.count == 4, Self.keptBitCount(bytes) != 0 {
      bytes = turned(bytes, from: 0)
    }
    let mapped = IPAddress(bytes: bytes) ?? address
    cache[address] = mapped
    return mapped
  }

  /// The other range, of the same length; it has the other addresses of those that it had.
  func range(_ range: IPRange) -> String {
    var bytes = address(range.address).bytes
    let hasHostBits = !Self.isZero(range.address.bytes, from: range.prefixLength)
    if !hasHostBits {
      for bit in range.prefixLength..<bytes.count * 8 { bytes[bit / 8] &= ~Self.mask(bit) }
    }
    return "\(IPAddress(bytes: bytes) ?? range.address)/\(range.prefixLength)"
  }

  private func turned(_ bytes: [UInt8], from first: Int) -> [UInt8] {
    var prefix = [UInt8](repeating: 0, count: bytes.count)
    var result = bytes
    for bit in 0..<bytes.count * 8 {
      if bit >= first {
        let decision = digest.bytes("address", prefix + [UInt8(bit), UInt8(bytes.count)])[0] & 1
        if decision == 1 { result[bit / 8] ^= Self.mask(bit) }
      }
      prefix[bit / 8] |= bytes[bit / 8] & Self.mask(bit)
    }
    return result
  }

  /// How many leading bits say of what sort an address is; all of them where it means something of
  /// its own.
  private static func keptBitCount(_ bytes: [UInt8]) -> Int {
    bytes.count == 4 ? keptBitCountOfIPv4(bytes) : keptBitCountOfIPv6(bytes)
  }

  private static func keptBitCountOfIPv4(_ bytes: [UInt8]) -> Int {
    switch (bytes[0], bytes[1]) {
    case (0, _), (127, _), (169, 254), (224..., _): 32
    case (10, _): 8
    case (172, 16...31): 12
    case (192, 168): 16
    case (100, 64...127): 10
    default: 0
    }
  }

  private static func keptBitCountOfIPv6(_ bytes: [UInt8]) -> Int {
    if isZero(bytes[..<10] + [], from: 0) {
      if bytes[10] == 0xff, bytes[11] == 0xff { return 96 }
      if isZero(bytes[..<12] + [], from: 0) { return 128 }
    }
    return switch bytes[0] {
    case 0xfc, 0xfd: 8
    case 0xfe: 16
    case 0xff: 128
    default: 3
    }
  }

  private static func isZero(_ bytes: [UInt8], from first: Int) -> Bool {
    (first..<max(first, bytes.count * 8)).allSatisfy { bytes[$0 / 8] & mask($0) == 0 }
  }

  private static func mask(_ bit: Int) -> UInt8 { 0x80 >> UInt8(bit % 8) }
}
