import Foundation
import HindcastTestSupport
import Testing

@Suite struct RewriteTests {
  private static let pairs = ScriptFolder.rewrites.names().filter { $0.hasSuffix(".before.test") }

  @Test("a rewrite changes expectations and nothing else", arguments: pairs)
  func rewrite(_ name: String) throws {
    let before = try text(name)
    let after = try text(name.replacing(".before.test", with: ".after.test"))
    let report = try ScriptRunner().run(before)
    #expect(report.rewritten == after)
    #expect(try ScriptRunner().run(after).rewritten == after, "a second rewrite changes it again")
  }

  @Test("rewriting a passing script changes nothing", arguments: ScriptFolder.scripts.names())
  func rewritePassing(_ name: String) throws {
    let text = try String(
      contentsOfFile: ScriptFolder.scripts.file(name),
      encoding: .utf8
    )
    let file = try ScriptFile(text)
    #expect(file.text(replacing: [:]) == text)
    let outputs = Dictionary(
      uniqueKeysWithValues: file.cases.enumerated().map { ($0.offset, $0.element.expected) }
    )
    #expect(file.text(replacing: outputs) == text)
  }

  @Test("a rewrite never makes a refusal an answer, nor an answer a refusal")
  func keepOutcome() throws {
    let text = """
      events
      10:00:00 add service shop/cart port=80
      ----
      appended 9

      query
      pod serving shop/cart
      ----
      (0 rows)

      query fails
      services
      ----
      error[TQL0207]: the store is empty

      query notes=unknown-service
      services
      ----
      (0 rows)

      """
    let report = try ScriptRunner().run(text)
    #expect(report.failures.map { $0.line } == [6, 11, 16])
    #expect(report.failures.allSatisfy { !$0.isRewritable })
    #expect(report.rewritten == text)
  }

  private func text(_ name: String) throws -> String {
    try String(contentsOfFile: ScriptFolder.rewrites.file(name), encoding: .utf8)
  }
}
