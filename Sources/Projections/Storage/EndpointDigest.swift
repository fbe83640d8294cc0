import KubernetesRules
import TopologyModel

/// The number by which the runs of an endpoint are found among those of its slice: its upper part is of the
/// endpoint's first address, its lower part of all that it says as it is read.
///
/// So what says the same has one number, and all that begins with one address lies together. What differs may
/// have a number in common, and is compared.
enum EndpointDigest {
  /// Together 47 bits, so that SQLite keeps a number in six bytes.
  private static let addressBits: Int64 = 23
  private static let contentBits: Int64 = 24

  /// The number of an endpoint's content.
  static func number(_ content: [UInt8]) -> Int64 {
    let said = EndpointFacts.layoutAsRead(content).withUnsafeBytes { folded($0, contentBits) }
    let address = content.withUnsafeBytes { firstAddress(of: $0) }
    return address << contentBits | said
  }

  /// The numbers that endpoints may have whose first address is one that `canonicalAddress` gives.
  static func numbers(ofAddress address: String) -> ClosedRange<Int64> {
    let first = part(ofAddress: address) << contentBits
    return first...(first | ((1 << contentBits) - 1))
  }

  /// The first of the numbers that endpoints with the same first address may have.
  static func first(ofNumber number: Int64) -> Int64 { (number >> contentBits) << contentBits }

  private static func firstAddress(of content: UnsafeRawBufferPointer) -> Int64 {
    var cursor = LayoutCursor(content)
    guard cursor.count() > 0 else { return 0 }
    var texts = cursor
    if let key = cursor.address() { return part(of: key) }
    guard AddressForm(rawValue: texts.byte()) == .text else { return 0 }
    let text = String(decoding: texts.text(), as: UTF8.self)
    return part(ofAddress: EndpointCandidate.canonicalAddress(text))
  }

  private static func part(ofAddress address: String) -> Int64 {
    if let key = AddressKey(text: address) { return part(of: key) }
    guard !address.isEmpty else { return 0 }
    return Array(address.utf8).withUnsafeBytes { folded($0, addressBits) }
  }

  private static func part(of key: AddressKey) -> Int64 {
    withUnsafeBytes(of: (key.high.bigEndian, key.low.bigEndian)) { folded($0, addressBits) }
  }

  /// The 32-bit FNV-1a of bytes, folded to so many bits.
  private static func folded(_ bytes: UnsafeRawBufferPointer, _ bits: Int64) -> Int64 {
    var hash: UInt32 = 0x811c_9dc5
    for byte in bytes { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
    let whole = Int64(hash)
    return (whole >> bits) ^ (whole & ((1 << bits) - 1))
  }
}
