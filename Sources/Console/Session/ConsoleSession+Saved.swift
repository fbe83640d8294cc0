import Diagnostics
import QueryEngine
import QuerySyntax

extension ConsoleSession {
  /// Saves the last query under a name.
  func save(_ argument: String) {
    let replaces = argument.hasPrefix("-f ")
    let words = argument.dropFirst(replaces ? 3 : 0)
      .split(maxSplits: 1, whereSeparator: \.isWhitespace).map(String.init)
    guard let name = words.first else {
      fail("there is no name to save under", help: "write `\(ConsoleCommand.save.usage)`")
      return
    }
    guard Self.isName(name) else {
      fail(
        "`\(name)` is no name for a saved query",
        help: "use lower-case letters, digits, and dashes, such as cart-outages"
      )
      return
    }
    guard let text = query("", for: .save) else { return }
    attempt {
      let documentation = words.count > 1 ? ["# doc: \(words[1].trimmingSpace)"] : []
      let lines = documentation + [Self.layOut(text)]
      let path = try environment.save(lines.joined(separator: "\n"), as: name, replaces: replaces)
      screen.tell("saved as \(DisplayWidth.escaped(path)); `\\run \(name)` asks it again\n")
      if let time = settings.timeContext {
        screen.tell("the time that you look from is no part of it; write `at \(time)` to keep it\n")
      }
    }
  }

  /// Asks a saved query.
  func run(_ argument: String) {
    var words = argument.split(whereSeparator: \.isWhitespace).map(String.init)
    guard !words.isEmpty else {
      fail("there is no name to run", help: "`\\queries` lists the saved queries")
      return
    }
    let name = words.removeFirst()
    var context = queryContext()
    for word in words {
      guard let equal = word.firstIndex(of: "="), equal > word.startIndex else {
        fail("`\(word)` is no parameter", help: "write it as in `\\run \(name) service=shop/web`")
        return
      }
      context.parameters[String(word[..<equal])] = String(word[word.index(after: equal)...])
    }
    attempt { ask(try environment.savedQuery(name), context: context) }
  }

  /// Lists the saved queries.
  func listQueries() {
    attempt {
      let queries = try environment.savedQueries()
      let width = queries.map { $0.name.count }.max() ?? 0
      let lines = queries.map { query in
        let indent = String(repeating: " ", count: width - query.name.count + 2)
        return DisplayWidth.escaped(query.name + indent + query.summary) + "\n"
      }
      screen.show(lines.joined())
    }
  }

  private static func isName(_ name: String) -> Bool {
    !name.hasPrefix("-")
      && name.utf8.allSatisfy { byte in
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D
      }
  }

  private static func layOut(_ text: String) -> String {
    guard let query = Parser.parse(SourceText(name: "query", text: text)).query else { return text }
    let laidOut = QueryPrinter.text(of: query, layout: .fitting(columns: 100))
    return laidOut.hasSuffix("\n") ? laidOut : laidOut + "\n"
  }
}
