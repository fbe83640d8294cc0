import Diagnostics
import Foundation
import QuerySyntax
import Testing

@Suite("diagnostics of syntax")
struct DiagnosticSnapshotTests {
  private static let untested: Set<SyntaxDiagnosticCode> = [
    // Bytes that no string holds, and texts too long to write down: see the other tests.
    .notUTF8, .queryTooLong, .nestingTooDeep, .furtherErrors,
  ]

  private func render(_ text: String) -> String {
    let source = SourceText(name: "query", text: text)
    return DiagnosticRenderer().render(Parser.parse(source).diagnostics, in: source)
  }

  @Test("what is said about a query stays the same", arguments: DiagnosticSnapshots.all)
  func snapshot(_ snapshot: DiagnosticSnapshots.Case) {
    #expect(render(snapshot.query) == snapshot.rendering)
  }

  @Test("every code has a snapshot")
  func coverage() {
    let all = DiagnosticSnapshots.all.map(\.rendering).joined()
    for code in SyntaxDiagnosticCode.allCases where !Self.untested.contains(code) {
      #expect(all.contains("[\(code.rawValue)]"), "no snapshot has \(code.rawValue)")
    }
  }

  @Test("bytes that are not UTF-8 are reported once for each run")
  func notUTF8() {
    let source = SourceText(name: "query", bytes: Array("pods at ".utf8) + [0xFF, 0xFE])
    let rendered = DiagnosticRenderer().render(Parser.parse(source).diagnostics, in: source)
    #expect(
      rendered == #"""
        error[TQL0109]: the text is not UTF-8
         --> query:1:9
          |
        1 | pods at \xFF\xFE
          |         ^^^^^^^^ 2 bytes that are no character
          |
        help: save the query as UTF-8

        """#
    )
  }

  @Test("wording: small letters, no stop at the end, and a next step")
  func wording() throws {
    for snapshot in DiagnosticSnapshots.all {
      let result = Parser.parse(SourceText(name: "query", text: snapshot.query))
      #expect(!result.diagnostics.isEmpty)
      for diagnostic in result.diagnostics {
        #expect(!diagnostic.message.hasSuffix("."))
        #expect(diagnostic.message.first?.isUppercase != true)
        #expect(!diagnostic.message.contains("invalid"))
        let help = try #require(diagnostic.help, "\(diagnostic.message)")
        #expect(!help.hasSuffix("."))
      }
    }
  }

  /// The reference shows the renderings themselves: each block is checked against its own query.
  @Test("the examples of the reference are what is said")
  func reference() throws {
    let text = try Self.referenceText()
    let sections = text.components(separatedBy: "\n## ").dropFirst()
    var codes: Set<String> = []
    for section in sections {
      let code = String(section.prefix(7))
      guard SyntaxDiagnosticCode(rawValue: code) != nil else { continue }
      codes.insert(code)
      for block in section.components(separatedBy: "```text\n").dropFirst() {
        let rendering = block.components(separatedBy: "```")[0]
        let excerpt = rendering.components(separatedBy: "\n\n")[0]
        let query = excerpt.split(separator: "\n").compactMap(Self.sourceLine)
        #expect(rendering.contains("[\(code)]"))
        #expect(render(query.joined(separator: "\n")) == rendering)
      }
    }
    for code in SyntaxDiagnosticCode.allCases {
      #expect(codes.contains(code.rawValue), "errors.md has no section on \(code.rawValue)")
    }
  }

  /// The text behind `1 | ` in an excerpt.
  private static func sourceLine(_ line: Substring) -> String? {
    guard let bar = line.range(of: " | "), Int(line[..<bar.lowerBound]) != nil else { return nil }
    return String(line[bar.upperBound...])
  }

  private static func referenceText() throws -> String {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let file = root.appendingPathComponent("docs/reference/errors.md")
    return try String(contentsOf: file, encoding: .utf8)
  }
}
