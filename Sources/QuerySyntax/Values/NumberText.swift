/// Numbers as text.
enum NumberText {
  /// What reading a number gave.
  enum Reading {
    /// A whole number.
    case integer(Int64)
    /// A number with a fraction or an exponent.
    case decimal(Double)
    /// Beyond 64 bits.
    case tooLarge
    /// Something else.
    case other
  }

  /// Reads `12`, `-3`, `0.99`, `1e-05`.
  static func read(_ bytes: ArraySlice<UInt8>) -> Reading {
    var index = bytes.startIndex
    if bytes.first == UInt8(ascii: "-") { index += 1 }
    guard skipDigits(bytes, &index) else { return .other }
    if index == bytes.endIndex {
      return Int64(String(decoding: bytes, as: UTF8.self)).map(Reading.integer) ?? .tooLarge
    }
    if bytes[index] == UInt8(ascii: ".") {
      index += 1
      guard skipDigits(bytes, &index) else { return .other }
    }
    if index < bytes.endIndex, bytes[index] | 0x20 == UInt8(ascii: "e") {
      index += 1
      if index < bytes.endIndex,
        bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+")
      {
        index += 1
      }
      guard skipDigits(bytes, &index) else { return .other }
    }
    guard index == bytes.endIndex,
      let value = Double(String(decoding: bytes, as: UTF8.self))
    else { return .other }
    return value.isFinite ? .decimal(value) : .tooLarge
  }

  private static func skipDigits(_ bytes: ArraySlice<UInt8>, _ index: inout Int) -> Bool {
    let start = index
    while index < bytes.endIndex, ByteClass.isDigit(bytes[index]) {
      index += 1
    }
    return index > start
  }
}
