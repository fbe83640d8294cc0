import Foundation
import Testing
import Yams

/// The alerts in the documents.
@Suite("alerts")
struct AlertTests {
  static let file = "hindcast-alerts.yaml"

  @Test("each has a name, a severity, a summary, and metrics and endpoints that there are")
  func rules() throws {
    let text = try ProjectTree.text(of: "docs/guides/deploy/\(Self.file)")
    let root = try #require(try Yams.compose(yaml: text))
    let rules = try #require(root["groups"]?.array().first?["rules"]?.array())
    #expect(rules.count >= 8)
    #expect(Set(rules.compactMap { $0["alert"]?.string }).count == rules.count)
    let page = try ProjectTree.text(of: "docs/reference/http-api.md")
    let paths = try ServerDeploymentTests.paths()
    for rule in rules {
      let name = try #require(rule["alert"]?.string)
      let severity = rule["labels"]?["severity"]?.string
      #expect(["critical", "warning", "info"].contains(severity), "\(name)")
      #expect(rule["annotations"]?["summary"]?.string?.isEmpty == false, "\(name)")
      let expression = try #require(rule["expr"]?.string)
      let metrics = expression.matches(of: /hindcast_[a-z_]+/).map { String($0.output) }
      #expect(!metrics.isEmpty || expression.hasPrefix("up{"), "\(name)")
      for metric in metrics {
        let base = metric.replacing(/_bucket$/, with: "")
        #expect(page.contains("`\(base)`"), "\(name): \(metric)")
      }
      for match in expression.matches(of: /endpoint!?="([^"]+)"/) {
        #expect(paths.contains(String(match.output.1)), "\(name): \(match.output.1)")
      }
    }
    let guide = try ProjectTree.text(of: "docs/guides/run-the-server.md")
    #expect(guide.contains("](deploy/\(Self.file))"))
  }
}
