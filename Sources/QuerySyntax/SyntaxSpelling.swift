/// How single values are written.
package enum SyntaxSpelling {
  /// Returns `text` in double quotes, with escapes where they are needed.
  package static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  /// Returns the text that a token in quotes stands for, given the bytes between its quotes.
  static func unquoted(_ bytes: ArraySlice<UInt8>) -> String {
    guard bytes.contains(UInt8(ascii: "\\")) else { return String(decoding: bytes, as: UTF8.self) }
    var result: [UInt8] = []
    var isEscaped = false
    for byte in bytes {
      if isEscaped {
        result.append(byte == UInt8(ascii: "n") ? 0x0A : byte == UInt8(ascii: "t") ? 0x09 : byte)
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else {
        result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// Whether `text` can be written as a bare name: letters, digits and `-._*`.
  static func isBareName(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy(isNameByte)
  }

  /// Whether `byte` may stand in a bare name.
  static func isNameByte(_ byte: UInt8) -> Bool {
    ByteClass.isIdentifier(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
      || byte == UInt8(ascii: "*")
  }

  /// Whether `text` can be the name of a column, a parameter or a bare label key.
  static func isIdentifier(_ text: some StringProtocol) -> Bool {
    guard let first = text.utf8.first, !ByteClass.isDigit(first) else { return false }
    return text.utf8.allSatisfy(ByteClass.isIdentifier)
  }
}
