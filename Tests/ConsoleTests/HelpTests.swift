import Diagnostics
import QuerySyntax
import Testing

@testable import Console

@Suite("The help of a session")
struct HelpTests {
  @Test("every example is a query", arguments: HelpTopics.all.flatMap(\.examples))
  func examples(text: String) {
    let parsed = Parser.parse(SourceText(name: "query", text: text))
    #expect(parsed.diagnostics.map(\.message) == [])
  }

  @Test("no line is wider than a terminal of 80 columns")
  func width() {
    let lines = HelpTopics.all.flatMap { $0.shown.split(separator: "\n") }
    #expect(lines.filter { DisplayWidth.width(of: String($0)) > 79 } == [])
    let details = ConsoleCommand.allCases.flatMap { $0.details.split(separator: "\n") }
    #expect(details.filter { $0.count > 77 } == [])
  }

  @Test("no two topics have the same name, and each command says what it does")
  func names() {
    let names = HelpTopics.all.flatMap(\.names)
    #expect(Set(names).count == names.count)
    for command in ConsoleCommand.allCases {
      #expect(command.usage.hasPrefix("\\\(command.rawValue)"))
      #expect(!command.summary.isEmpty)
      #expect(ConsoleCommand(name: command.rawValue) == command)
    }
  }
}
