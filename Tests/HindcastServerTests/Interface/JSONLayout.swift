/// JSON with a line for each value, in the order in which it stands.
enum JSONLayout {
  /// Lays out a text that is JSON without line breaks of its own.
  static func lines(_ text: String) -> String {
    var result = ""
    var depth = 0
    var isInText = false
    var isEscaped = false
    var last: Character = " "
    func newline() { result += "\n" + String(repeating: "  ", count: depth) }
    for character in text where isInText || !character.isWhitespace {
      if isInText {
        result.append(character)
        if isEscaped {
          isEscaped = false
        } else if character == "\\" {
          isEscaped = true
        } else if character == "\"" {
          isInText = false
        }
        last = character
        continue
      }
      switch character {
      case "]" where last == "[", "}" where last == "{":
        depth -= 1
        result.append(character)
      case "]", "}":
        depth -= 1
        newline()
        result.append(character)
      default:
        if last == "[" || last == "{" { newline() }
        result.append(character)
        if character == "," { newline() }
        if character == ":" { result += " " }
        if character == "[" || character == "{" { depth += 1 }
        if character == "\"" { isInText = true }
      }
      last = character
    }
    return result + "\n"
  }
}
