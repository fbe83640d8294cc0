import Foundation
import HindcastTestSupport
import Testing

/// Every saved query that is shipped: its header, its layout, and what it answers on a recording.
@Suite struct SavedQueryTests {
  private static let queries = ProjectTree.names(in: "queries", ending: ".tql")
    .map { String($0.dropLast(4)) }

  @Test("every case is answered as expected", arguments: SavedQueryCase.files)
  func answer(_ file: String) throws {
    let path = "\(SavedQueryCase.folder)/\(file)"
    let savedCase = try SavedQueryCase(file: file)
    let result = try savedCase.run(format: "table")
    try #require(result.exitCode == 0, "\(path): \(result.messages)")
    #expect(result.messages.isEmpty, "\(path)")
    let actual = TranscriptText.lines(of: result.output)
    let difference = UnifiedDiff.text(
      expected: TranscriptText.lines(of: savedCase.expected),
      actual: actual,
      firstLine: savedCase.expectedLine
    )
    if ProjectTree.isRewriting {
      let text = savedCase.text(expecting: actual)
      if !difference.isEmpty { try ProjectTree.rewrite(path, text) }
    } else if !difference.isEmpty {
      let command = ProjectTree.rewriteCommand("SavedQueryTests")
      Issue.record("\(path): \(difference)\(command)")
    }
  }

  @Test("every saved query has a case, and every case a query")
  func cases() throws {
    let tested = Set(SavedQueryCase.files.map { String($0.prefix { $0 != "." }) })
    #expect(tested == Set(Self.queries))
  }

  @Test("every saved query says what it answers in one sentence", arguments: queries)
  func documentation(_ query: String) throws {
    let header = try Self.header(query)
    let first = try #require(header.documentation.first, "queries/\(query).tql has no `# doc:`")
    #expect(first.hasSuffix("."), "queries/\(query).tql: \(first)")
    #expect(!first.contains(". "), "queries/\(query).tql: \(first)")
    let text = try ProjectTree.text(of: "queries/\(query).tql")
    #expect(text.hasPrefix("# doc: "), "queries/\(query).tql")
  }

  @Test("every parameter that is declared is used", arguments: queries)
  func parameters(_ query: String) throws {
    let header = try Self.header(query)
    let used = Set(header.statement.matches(of: /\$(\w+)/).map { String($0.output.1) })
    #expect(Set(header.parameters) == used, "queries/\(query).tql")
  }

  @Test("every saved query names the columns of its answer", arguments: queries)
  func columns(_ query: String) throws {
    let file = try #require(SavedQueryCase.files.first { $0.prefix { $0 != "." } == query })
    let result = try SavedQueryCase(file: file).run(format: "json")
    let answer = try JSONDecoder().decode(JSONAnswer.self, from: Data(result.output.utf8))
    var names = answer.columns.map(\.name).filter { $0 != "certainty" }
    if names.last == "event" { names.removeLast() }
    #expect(try Self.header(query).columns == names, "queries/\(query).tql")
  }

  @Test("every saved query is formatted")
  func layout() throws {
    let files = Self.queries.map { "queries/\($0).tql" }
    let result = try HindcastExecutable.run(["fmt", "--check"] + files, in: ProjectTree.root)
    #expect(result == CommandResult(output: "", messages: "", exitCode: 0))
  }

  private static func header(_ query: String) throws -> SavedQueryHeader {
    SavedQueryHeader(try ProjectTree.text(of: "queries/\(query).tql"))
  }
}
