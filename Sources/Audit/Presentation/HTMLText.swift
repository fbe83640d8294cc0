import QueryEngine

/// Text within HTML that is well-formed XML, too.
enum HTMLText {
  /// Escapes markup, control characters, and what XML has no place for.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in DisplayText.safe(text).unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\u{FFFE}", "\u{FFFF}": result += "\\u{\(String(scalar.value, radix: 16))}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// The name of a column as words.
  static func heading(_ name: String) -> String {
    escaped(name.replacing("_", with: " "))
  }
}
