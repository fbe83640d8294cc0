/// JSON text broken into lines for people, its tokens untouched.
enum JSONLayout {
  /// What fits into so many columns stays on one line.
  static let columnsMax = 96

  /// Returns the text with values that are too long for a line broken at their members.
  static func text(_ json: String) -> String {
    var reader = Reader(characters: Array(json))
    return lines(reader.value(), indent: 0).joined(separator: "\n")
  }

  private indirect enum Node {
    case atom(String)
    case group(open: Character, close: Character, members: [(key: String?, node: Node)])

    var line: String {
      switch self {
      case .atom(let text): return text
      case .group(let open, let close, let members):
        let inner = members.map { ($0.key.map { "\($0): " } ?? "") + $0.node.line }
        return "\(open)\(inner.joined(separator: ", "))\(close)"
      }
    }
  }

  private static func lines(_ node: Node, indent: Int, keyWidth: Int = 0) -> [String] {
    let line = node.line
    guard line.count + indent + keyWidth > columnsMax,
      case .group(let open, let close, let members) = node
    else { return [line] }
    var result = [String(open)]
    for (index, member) in members.enumerated() {
      let keyWidth = member.key.map { $0.count + 2 } ?? 0
      var inner = lines(member.node, indent: indent + 2, keyWidth: keyWidth)
      if let key = member.key { inner[0] = "\(key): \(inner[0])" }
      if index + 1 < members.count { inner[inner.count - 1] += "," }
      result += inner.map { "  \($0)" }
    }
    return result + [String(close)]
  }

  private struct Reader {
    let characters: [Character]
    var index = 0

    mutating func value() -> Node {
      skipSpace()
      guard index < characters.count else { return .atom("") }
      switch characters[index] {
      case "{": return group("{", "}", hasKeys: true)
      case "[": return group("[", "]", hasKeys: false)
      case "\"": return .atom(string())
      default: return .atom(word())
      }
    }

    private mutating func group(_ open: Character, _ close: Character, hasKeys: Bool) -> Node {
      var members: [(key: String?, node: Node)] = []
      index += 1
      skipSpace()
      while index < characters.count, characters[index] != close {
        var key: String?
        if hasKeys {
          key = string()
          skipSpace()
          index += 1
        }
        members.append((key, value()))
        skipSpace()
        if index < characters.count, characters[index] == "," { index += 1 }
        skipSpace()
      }
      index += 1
      return .group(open: open, close: close, members: members)
    }

    private mutating func string() -> String {
      let start = index
      index += 1
      while index < characters.count, characters[index] != "\"" {
        index += characters[index] == "\\" ? 2 : 1
      }
      index += 1
      return String(characters[start..<min(index, characters.count)])
    }

    private mutating func word() -> String {
      let start = index
      while index < characters.count, !",]} \n".contains(characters[index]) { index += 1 }
      if index == start { index += 1 }
      return String(characters[start..<index])
    }

    private mutating func skipSpace() {
      while index < characters.count, " \n\r\t".contains(characters[index]) { index += 1 }
    }
  }
}
