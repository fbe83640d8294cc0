import HindcastTestSupport
import Testing

/// Asks every form of the language of a recording; a slow suite.
@Suite(.enabled(if: !ProjectTree.skipsLong)) struct LanguageExampleTests {
  @Test("every form of the language is answered", arguments: try LanguageExample.all())
  func answer(_ example: LanguageExample) throws {
    let result = try HindcastExecutable.run(
      ["query"] + (example.needsRows ? ["--expect", "rows"] : []) + ["--", example.query],
      in: ProjectTree.root,
      environment: ["HINDCAST_STORE": try RecordedStores.path(of: example.recording)]
    )
    #expect(
      result.exitCode == 0 && result.messages.isEmpty,
      "\(LanguageExample.path):\(example.line): \(result.exitCode) \(result.messages)"
    )
  }

  @Test("few examples have no rows")
  func rows() throws {
    let examples = try LanguageExample.all()
    let empty = examples.filter { !$0.needsRows }
    #expect(empty.count * 10 <= examples.count, "\(empty.map(\.line))")
  }
}
