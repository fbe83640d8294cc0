/// Which bytes make up which tokens.
enum ByteClass {
  private static let digit: UInt8 = 1
  private static let letter: UInt8 = 2
  private static let hex: UInt8 = 4
  private static let wordPunctuation: UInt8 = 8

  private static let classes: [UInt8] = (0...255).map { (byte: UInt8) in
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit | hex
    case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"): letter | hex
    case UInt8(ascii: "g")...UInt8(ascii: "z"), UInt8(ascii: "G")...UInt8(ascii: "Z"): letter
    default: "-._/*:+".utf8.contains(byte) ? wordPunctuation : 0
    }
  }

  /// Whether `byte` may stand in a word.
  static func isWord(_ byte: UInt8) -> Bool { classes[Int(byte)] != 0 }

  /// Whether `byte` is a decimal digit.
  static func isDigit(_ byte: UInt8) -> Bool { classes[Int(byte)] & digit != 0 }

  /// Whether `byte` is an ASCII letter.
  static func isLetter(_ byte: UInt8) -> Bool { classes[Int(byte)] & letter != 0 }

  /// Whether `byte` may stand in the name of a column or a parameter.
  static func isIdentifier(_ byte: UInt8) -> Bool {
    classes[Int(byte)] & (digit | letter) != 0 || byte == UInt8(ascii: "_")
  }

  /// Whether `byte` may stand in an IPv6 address.
  static func isAddress(_ byte: UInt8) -> Bool {
    classes[Int(byte)] & hex != 0 || byte == UInt8(ascii: ":") || byte == UInt8(ascii: ".")
  }

  /// Whether `byte` is white space.
  static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (byte >= 0x09 && byte <= 0x0D)
  }
}
