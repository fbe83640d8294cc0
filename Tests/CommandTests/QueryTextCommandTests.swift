import Foundation
import HindcastTestSupport
import Testing

/// The commands that read queries and ask nothing: `fmt`, `parse`, and `queries`.
@Suite struct QueryTextCommandTests {
  private static let untidy = "# doc: A comment stays.\npods   serving shop/web|where  ready\n"

  @Test("fmt prints the layout, and printing that again changes nothing")
  func format() throws {
    let first = try Self.run(["fmt"], input: Self.untidy)
    #expect(
      first
        == CommandResult(
          output: "# doc: A comment stays.\npods serving shop/web | where ready\n",
          messages: "",
          exitCode: 0
        )
    )
    #expect(try Self.run(["fmt", "-"], input: first.output) == first)
    let line = try Self.run(["fmt", "pods   serving shop/web at now|where  ready"])
    #expect(line.output == "pods serving shop/web at now | where ready\n")
  }

  @Test("fmt keeps the tree")
  func keepTree() throws {
    let printed = try Self.run(["fmt"], input: Self.untidy).output
    let before = try Self.tree(Self.untidy)
    let after = try Self.tree(printed)
    #expect(before == after)
  }

  @Test("fmt --check names what is not formatted and ends with 1; --in-place mends it")
  func check() throws {
    let folder = try TemporaryDirectory()
    for (name, text) in [("a.tql", Self.untidy), ("b.tql", "pods\n")] {
      try text.write(toFile: folder.file(name), atomically: false, encoding: .utf8)
    }
    let files = ["a.tql", "b.tql"]
    let silent = CommandResult(output: "", messages: "", exitCode: 0)
    #expect(
      try Self.run(["fmt", "--check"] + files, in: folder.path)
        == CommandResult(output: "", messages: "a.tql is not formatted\n", exitCode: 1)
    )
    #expect(try Self.run(["fmt", "--in-place"] + files, in: folder.path) == silent)
    #expect(try Self.run(["fmt", "--check"] + files, in: folder.path) == silent)
  }

  @Test(
    "what is no query ends with 2 and prints nothing",
    arguments: [
      ["fmt", "pods servng"], ["parse", "pods servng"], ["fmt", "--check", "nothing.tql"],
      ["fmt", "--check"], ["fmt", "--check", "--in-place", "a.tql"], ["fmt", ""], ["parse", ""],
      ["queries", "servce-outages"],
    ]
  )
  func refuse(_ arguments: [String]) throws {
    let folder = try TemporaryDirectory()
    let result = try Self.run(arguments, in: folder.path)
    #expect(result.exitCode == 2)
    #expect(result.output.isEmpty)
    #expect(!result.messages.isEmpty)
  }

  @Test("parse prints the tree as JSON")
  func parse() throws {
    let tree = try Self.tree("pods | count")
    let statement = try #require(tree["statement"] as? NSDictionary)
    #expect(statement["node"] as? String == "question")
    #expect((statement["stages"] as? [NSDictionary])?.first?["node"] as? String == "count")
  }

  @Test("parse prints diagnostics as JSON")
  func parseDiagnostics() throws {
    let result = try Self.run(["parse", "pods servng"])
    let diagnostics = try JSONDecoder().decode(
      [JSONDiagnostic].self,
      from: Data(result.messages.utf8)
    )
    #expect(diagnostics.flatMap(\.suggestions).map(\.replacement) == ["serving"])
  }

  @Test("queries lists the saved queries with their parameters")
  func queries() throws {
    let result = try Self.run(["queries"])
    #expect(result.exitCode == 0)
    #expect(result.messages.isEmpty)
    let names = ProjectTree.names(in: "queries", ending: ".tql").map { String($0.dropLast(4)) }
    let lines = result.output.split(separator: "\n")
    #expect(lines.filter { $0.first != " " }.map { String($0.prefix { $0 != " " }) } == names)
    let parameters = "  parameters: service, port, [from], [to], [longer_than]"
    #expect(lines.contains { $0.hasSuffix(parameters) })
  }

  @Test("queries prints one as it stands, or as JSON")
  func query() throws {
    let text = try ProjectTree.text(of: "queries/dns-answer.tql")
    #expect(try Self.run(["queries", "dns-answer"]).output == text)
    let json = try Self.run(["queries", "--json", "dns-answer"]).output
    let list = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [NSDictionary]
    #expect(list?.count == 1)
    #expect(list?.first?["text"] as? String == text)
  }

  private static func tree(_ query: String) throws -> NSDictionary {
    let result = try run(["parse"], input: query)
    try #require(result.exitCode == 0, "\(result.messages)")
    #expect(result.messages.isEmpty)
    let tree = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
    return try #require(withoutSpans(tree) as? NSDictionary)
  }

  /// The tree without the places in the text, which a layout changes.
  private static func withoutSpans(_ value: Any) -> Any {
    if let list = value as? [Any] { return list.map(withoutSpans) as NSArray }
    guard let object = value as? [String: Any] else { return value }
    return object.filter { $0.key != "span" }.mapValues(withoutSpans) as NSDictionary
  }

  private static func run(
    _ arguments: [String],
    in folder: String = ProjectTree.root,
    input: String = ""
  ) throws -> CommandResult {
    try HindcastExecutable.run(arguments, in: folder, input: input)
  }
}
