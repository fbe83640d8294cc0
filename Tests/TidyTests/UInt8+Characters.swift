/// The ASCII characters that the scanners look at.
extension UInt8 {
  static let asterisk = UInt8(ascii: "*")
  static let backslash = UInt8(ascii: "\\")
  static let backtick = UInt8(ascii: "`")
  static let closeParenthesis = UInt8(ascii: ")")
  static let newline = UInt8(ascii: "\n")
  static let openParenthesis = UInt8(ascii: "(")
  static let pound = UInt8(ascii: "#")
  static let quote = UInt8(ascii: "\"")
  static let slash = UInt8(ascii: "/")
  static let space = UInt8(ascii: " ")

  var isDigit: Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= self }

  var isLetter: Bool {
    UInt8(ascii: "a")...UInt8(ascii: "z") ~= self || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= self
  }

  /// Whether the byte may stand in an identifier, the backticks around one included.
  var isIdentifier: Bool {
    isLetter || isDigit || self == UInt8(ascii: "_") || self == .backtick || self >= 0x80
  }
}
