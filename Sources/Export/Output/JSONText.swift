/// JSON text under construction.
struct JSONText {
  private(set) var bytes: [UInt8] = []

  /// Adds text as it is.
  mutating func add(_ text: String) {
    bytes.append(contentsOf: text.utf8)
  }

  /// Adds JSON as it is, on one line: a line break stands only between values, where a space does.
  mutating func add(json: [UInt8]) {
    let start = bytes.count
    bytes.append(contentsOf: json)
    for index in start..<bytes.count where bytes[index] == 10 || bytes[index] == 13 {
      bytes[index] = UInt8(ascii: " ")
    }
  }

  /// Adds a string with its quotes.
  mutating func add(string: String) {
    let digits = Array("0123456789abcdef".utf8)
    bytes.append(UInt8(ascii: "\""))
    for byte in string.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case 0..<32, 127:
        bytes.append(contentsOf: "\\u00".utf8)
        bytes.append(digits[Int(byte >> 4)])
        bytes.append(digits[Int(byte & 15)])
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Adds a member after others: a comma, the key, and a string.
  mutating func addMember(_ key: String, _ value: String) {
    add(",\"\(key)\":")
    add(string: value)
  }

  /// Takes the text away.
  mutating func take() -> [UInt8] {
    defer { bytes.removeAll(keepingCapacity: true) }
    return bytes
  }
}
