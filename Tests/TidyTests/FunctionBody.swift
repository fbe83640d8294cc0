/// A function, initializer, subscript, or computed property that has a body.
struct FunctionBody: Equatable {
  let name: String
  /// The line of the declaring keyword.
  let firstLine: Int
  /// The line of the closing brace.
  let lastLine: Int

  var lineCount: Int { lastLine - firstLine + 1 }

  private static let keywords: Set<String> = ["func", "init", "deinit", "subscript", "var"]
  /// A declaration that meets one of these before its brace has no body.
  private static let ends: Set<String> = [
    "func", "var", "let", "init", "deinit", "subscript", "struct", "class", "enum", "actor",
    "protocol", "extension", "typealias", "associatedtype", "case", "import", "if", "for", "while",
    "switch", "guard", "return", "do", "defer", "repeat", "in", "}", ";",
  ]

  /// Returns the bodies of a file in the order of their declarations, nested ones included.
  static func bodies(in tokens: [SourceToken]) -> [FunctionBody] {
    tokens.indices.compactMap { index in
      guard isDeclaration(tokens, at: index),
        let open = openBrace(tokens, after: index),
        let close = closeBrace(tokens, from: open)
      else {
        return nil
      }
      let keyword = tokens[index].text
      let isNamed = keyword == "func" || keyword == "var"
      return FunctionBody(
        name: isNamed ? tokens[index + 1].text : keyword,
        firstLine: tokens[index].line,
        lastLine: tokens[close].line
      )
    }
  }

  private static func isDeclaration(_ tokens: [SourceToken], at index: Int) -> Bool {
    let keyword = tokens[index].text
    guard keywords.contains(keyword), index + 1 < tokens.count,
      index == 0 || tokens[index - 1].text != "."
    else {
      return false
    }
    let next = tokens[index + 1].text
    switch keyword {
    case "init": return ["(", "?", "!", "<"].contains(next)
    case "subscript": return ["(", "<"].contains(next)
    case "deinit": return next == "{"
    default: return next != ":"
    }
  }

  private static func openBrace(_ tokens: [SourceToken], after declaration: Int) -> Int? {
    let isProperty = tokens[declaration].text == "var"
    var depth = 0
    for index in tokens.indices[(declaration + 1)...] {
      let token = tokens[index]
      switch token.text {
      case "(", "[":
        depth += 1
      case ")", "]":
        depth -= 1
      case _ where depth > 0:
        continue
      case "{":
        return index
      case "=" where isProperty:
        return nil
      case _ where ends.contains(token.text) && index > declaration + 1:
        return nil
      case _ where isProperty && token.line > tokens[index - 1].line:
        return nil
      default:
        continue
      }
      guard depth >= 0 else { return nil }
    }
    return nil
  }

  private static func closeBrace(_ tokens: [SourceToken], from open: Int) -> Int? {
    var depth = 0
    for index in tokens.indices[open...] {
      if tokens[index].text == "{" {
        depth += 1
      } else if tokens[index].text == "}" {
        depth -= 1
        if depth == 0 {
          return index
        }
      }
    }
    return nil
  }
}
