import Foundation
import KubernetesRules
import Testing

@Suite struct FindingDocumentationTests {
  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("docs/reference/findings")

  private static func text(_ name: String) throws -> String {
    try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
  }

  private static func page(_ rule: FindingRule) -> String { "\(rule.id)-\(rule.name).md" }

  @Test(arguments: FindingRules.all)
  func everyRuleHasAPage(rule: FindingRule) throws {
    let page = try Self.text(Self.page(rule))
    let lines = page.split(separator: "\n")
    #expect(lines.first == "# \(rule.id): \(rule.name)")
    #expect(lines.contains { $0.hasPrefix("Severity: \(rule.severity.rawValue)") })
    #expect(page.contains("N = 30 s") == rule.waitsForLag)
    #expect(FindingRules.findingLagSeconds == 30)
    #expect(page.contains("[all findings](README.md)"))
  }

  @Test(arguments: FindingRules.all)
  func theOverviewListsEveryRule(rule: FindingRule) throws {
    let overview = try Self.text("README.md")
    let row = "| [\(rule.id)](\(Self.page(rule))) | \(rule.name) | \(rule.severity.rawValue) | "
    #expect(overview.contains(row + rule.summary.dropLast() + " |"))
  }

  @Test func theOverviewSaysWhatIsNotEvaluated() throws {
    let overview = try Self.text("README.md")
    for part in FindingRules.notCollected {
      #expect(overview.contains("| \(part.part) | \(part.reason) |"))
    }
  }

  @Test func everyPageIsOfARule() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    let expected = FindingRules.all.map(Self.page) + ["README.md"]
    #expect(names.sorted() == expected.sorted())
  }

  @Test(arguments: FindingRules.all)
  func theExampleOfAPageIsWhatTheRuleSays(rule: FindingRule) throws {
    let page = try Self.text(Self.page(rule))
    let examples = page.components(separatedBy: "```").enumerated()
      .filter { !$0.offset.isMultiple(of: 2) }
      .map { $0.element.dropFirst("text\n".count).replacing("\n  ", with: " ") }
      .map { $0.trimmingCharacters(in: .newlines) }
    let found = FindingExample.findings(of: rule.id).map {
      Self.shape("\($0.severity.rawValue)[\(rule.id)]: \($0.message)")
    }
    #expect(examples.count == (found.isEmpty ? 0 : 1))
    for example in examples { #expect(found.contains(Self.shape(example))) }
  }

  /// A message without what stands in backticks, which names the objects.
  private static func shape(_ message: some StringProtocol) -> [String] {
    message.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset.isMultiple(of: 2) }.map { String($0.element) }
  }
}
