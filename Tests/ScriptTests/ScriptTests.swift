import Foundation
import HindcastTestSupport
import Testing

/// Runs every script below `Scripts/`; style.md's rules of scripts are the runner's.
@Suite struct ScriptTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let isRewriting = environment["HINDCAST_REWRITE"] == "1"

  @Test("every case puts out what is expected", arguments: ScriptFolder.scripts.names())
  func run(_ name: String) throws {
    let file = ScriptFolder.scripts.file(name)
    let text = try String(contentsOfFile: file, encoding: .utf8)
    let report = try ScriptRunner().run(text)
    var failures = report.failures
    if Self.isRewriting {
      try #require(Self.environment["CI"] == nil, "CI does not rewrite expectations")
      failures.removeAll { $0.isRewritable }
      if report.rewritten != text {
        try report.rewritten.write(toFile: file, atomically: true, encoding: .utf8)
      }
    }
    for failure in failures {
      Issue.record("Scripts/\(name):\(failure.line): \(failure.message)")
    }
  }

  @Test("every script says why it is there", arguments: ScriptFolder.scripts.names())
  func explainItself(_ name: String) throws {
    let text = try String(
      contentsOfFile: ScriptFolder.scripts.file(name),
      encoding: .utf8
    )
    #expect(text.hasPrefix("# "), "the first line of Scripts/\(name) is no comment")
    #expect(text.hasSuffix("\n"))
  }
}
