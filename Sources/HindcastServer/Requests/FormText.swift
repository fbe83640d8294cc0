/// Names and values as URLs and forms have them (`application/x-www-form-urlencoded`).
enum FormText {
  /// A name with its value.
  struct Pair: Hashable {
    var name: String
    var value: String
  }

  /// The pairs of a text, in order; nil where an escape is wrong or the text is no UTF-8.
  static func pairs(_ text: some Sequence<UInt8>) -> [Pair]? {
    var pairs: [Pair] = []
    for part in Array(text).split(separator: UInt8(ascii: "&")) {
      let equal = part.firstIndex(of: UInt8(ascii: "=")) ?? part.endIndex
      guard let name = decoded(part[..<equal]), let value = decoded(part[equal...].dropFirst())
      else { return nil }
      pairs.append(Pair(name: name, value: value))
    }
    return pairs
  }

  /// The text of a part; nil where an escape is wrong or it is no UTF-8.
  static func decoded(_ part: ArraySlice<UInt8>, plusIsSpace: Bool = true) -> String? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(part.count)
    var index = part.startIndex
    while index < part.endIndex {
      switch part[index] {
      case UInt8(ascii: "+") where plusIsSpace: bytes.append(UInt8(ascii: " "))
      case UInt8(ascii: "%"):
        guard index + 2 < part.endIndex, let high = digit(part[index + 1]),
          let low = digit(part[index + 2])
        else { return nil }
        bytes.append(high << 4 | low)
        index += 2
      default: bytes.append(part[index])
      }
      index += 1
    }
    return String(validating: bytes, as: UTF8.self)
  }

  /// How long a header may be that carries a text.
  private static let headerBytesMax = 16 << 10

  /// A text as a header's value, with `%XX` for all but letters, digits, and some marks; nil where it
  /// would be too long.
  static func header(_ text: String) -> String? {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "a")...UInt8(ascii: "z"):
        bytes.append(byte)
      case _ where " -._~:,;/()[]`".utf8.contains(byte): bytes.append(byte)
      default: bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
      guard bytes.count <= headerBytesMax else { return nil }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
