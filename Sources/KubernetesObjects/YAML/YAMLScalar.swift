/// What an unquoted scalar means, by the rules of `sigs.k8s.io/yaml`.
enum YAMLScalar: Equatable {
  /// Nothing, `~`, or `null`.
  case null
  /// `true`, `yes`, `on`, `y`, and their opposites.
  case bool(Bool)
  /// A whole number, in decimal digits.
  case integer(String)
  /// Another number.
  case float(Double)
  /// `.nan` and `.inf`, which JSON cannot say.
  case notFinite
  /// Anything else, times included.
  case text

  private static let words: [String: YAMLScalar] = {
    var words: [String: YAMLScalar] = ["": .null, "~": .null]
    for word in ["null", "Null", "NULL"] { words[word] = .null }
    for word in [
      "y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON",
    ] { words[word] = .bool(true) }
    for word in [
      "n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF",
    ] { words[word] = .bool(false) }
    for word in [".nan", ".NaN", ".NAN"] { words[word] = .notFinite }
    for word in [".inf", ".Inf", ".INF"] {
      for sign in ["", "+", "-"] { words[sign + word] = .notFinite }
    }
    return words
  }()

  /// Reads an unquoted scalar.
  init(plain text: String) {
    if let word = Self.words[text] {
      self = word
      return
    }
    guard let first = text.utf8.first, Self.canBeginNumber(first) else {
      self = .text
      return
    }
    let digits = text.contains("_") ? text.filter { $0 != "_" } : text
    if first != UInt8(ascii: "."), let integer = Self.integer(digits) {
      self = .integer(integer)
    } else if Self.isFloat(first == UInt8(ascii: ".") ? text : digits), let value = Double(digits),
      value.isFinite
    {
      self = .float(value)
    } else {
      self = .text
    }
  }

  /// The number as JSON writes it, whole ones without a fraction.
  static func jsonText(_ value: Double) -> String {
    let isWhole = value == value.rounded() && abs(value) < 9_007_199_254_740_992
    return isWhole ? "\(Int64(value))" : "\(value)"
  }

  private static func canBeginNumber(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
      UInt8(ascii: "."):
      true
    default: false
    }
  }

  /// A whole number of 64 bits, with a sign or without; hexadecimal, octal, and binary ones too.
  private static func integer(_ text: String) -> String? {
    var rest = Substring(text)
    var sign = ""
    if let first = rest.first, first == "-" || first == "+" {
      sign = String(first)
      rest = rest.dropFirst()
    }
    var radix = 10
    if rest.count > 1, rest.first == "0" {
      switch rest.dropFirst().first {
      case "x", "X": radix = 16
      case "o", "O": radix = 8
      case "b", "B": radix = 2
      default: radix = 0
      }
      rest = rest.dropFirst(radix == 0 ? 1 : 2)
      if radix == 0 { radix = 8 }
    }
    // `UInt64` would take a second sign.
    guard let first = rest.first, first.isHexDigit, let magnitude = UInt64(rest, radix: radix)
    else { return nil }
    switch sign {
    case "-":
      guard magnitude <= UInt64(Int64.max) + 1 else { return nil }
      return magnitude == 0 ? "0" : "-\(magnitude)"
    case "+": return magnitude <= UInt64(Int64.max) ? "\(magnitude)" : nil
    default: return "\(magnitude)"
    }
  }

  /// Whether the text is `[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`.
  private static func isFloat(_ text: String) -> Bool {
    var bytes = Array(text.utf8)[...]
    func dropSign() {
      if let first = bytes.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
        bytes = bytes.dropFirst()
      }
    }
    func dropDigits() -> Int {
      let count = bytes.prefix { (48...57).contains($0) }.count
      bytes = bytes.dropFirst(count)
      return count
    }
    dropSign()
    let wholeCount = dropDigits()
    if bytes.first == UInt8(ascii: ".") {
      bytes = bytes.dropFirst()
      guard dropDigits() + wholeCount > 0 else { return false }
    } else if wholeCount == 0 {
      return false
    }
    guard let mark = bytes.first else { return true }
    guard mark == UInt8(ascii: "e") || mark == UInt8(ascii: "E") else { return false }
    bytes = bytes.dropFirst()
    dropSign()
    return dropDigits() > 0 && bytes.isEmpty
  }
}
