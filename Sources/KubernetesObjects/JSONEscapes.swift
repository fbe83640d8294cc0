/// The escapes of JSON strings.
enum JSONEscapes {
  /// Resolves the escapes of a string's contents, which the parser has validated.
  ///
  /// A surrogate without its other half becomes U+FFFD.
  static func resolve(_ contents: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(contents.count)
    var index = 0
    while index < contents.count {
      let byte = contents[index]
      index += 1
      guard byte == UInt8(ascii: "\\"), index < contents.count else {
        result.append(byte)
        continue
      }
      let letter = contents[index]
      index += 1
      guard letter == UInt8(ascii: "u") else {
        result.append(character(of: letter))
        continue
      }
      result.append(contentsOf: String(scalar(contents, &index)).utf8)
    }
    return result
  }

  private static func character(of letter: UInt8) -> UInt8 {
    switch letter {
    case UInt8(ascii: "b"): 8
    case UInt8(ascii: "t"): 9
    case UInt8(ascii: "n"): 10
    case UInt8(ascii: "f"): 12
    case UInt8(ascii: "r"): 13
    default: letter
    }
  }

  /// Reads the scalar of an escape; `index` stands after its `u`, and after it on return.
  private static func scalar(
    _ contents: UnsafeBufferPointer<UInt8>,
    _ index: inout Int
  ) -> Character {
    let first = unit(contents, index)
    index = min(index + 4, contents.count)
    if let scalar = Unicode.Scalar(first) { return Character(scalar) }
    let isHigh = (0xD800..<0xDC00).contains(first)
    guard isHigh, index + 6 <= contents.count, contents[index] == UInt8(ascii: "\\"),
      contents[index + 1] == UInt8(ascii: "u")
    else { return "\u{FFFD}" }
    let second = unit(contents, index + 2)
    guard (0xDC00..<0xE000).contains(second),
      let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    else { return "\u{FFFD}" }
    index += 6
    return Character(scalar)
  }

  private static func unit(_ contents: UnsafeBufferPointer<UInt8>, _ start: Int) -> UInt32 {
    var value: UInt32 = 0
    for byte in contents[min(start, contents.count)..<min(start + 4, contents.count)] {
      value = value << 4 | digit(byte)
    }
    return value
  }

  private static func digit(_ byte: UInt8) -> UInt32 {
    switch byte {
    case 48...57: UInt32(byte - 48)
    case 65...70: UInt32(byte - 55)
    case 97...102: UInt32(byte - 87)
    default: 0
    }
  }
}
