import Testing

@Suite("diagnostic codes")
struct DiagnosticCodeTests {
  private static let reference = "docs/reference/errors.md"

  @Test("every code has an entry in the reference, and every entry is in use")
  func documented() throws {
    let tree = try SourceTree.current()
    let sources = Self.codesInUse(in: tree)
    let text = tree.contains(Self.reference) ? try tree.text(of: Self.reference) : ""
    let entries = Self.entries(of: text)
    let advice = "has no entry in \(Self.reference); give its cause, an example, and the fix"
    Finding.report(Self.missing(Set(entries.keys), from: sources, advice: advice))
    Finding.report(
      entries.filter { sources[$0.key] == nil }.map {
        let message = "no source file uses `\($0.key.text)`; mark the entry as retired"
        return Finding(path: Self.reference, line: $0.value, message: message)
      }
    )
  }

  @Test("every code has a script or a test that mentions it")
  func tested() throws {
    let tree = try SourceTree.current()
    let tested = try Self.codesUnderTest(in: tree)
    let advice = "is in no test; add a script to Tests/ScriptTests/Scripts"
    Finding.report(Self.missing(tested, from: Self.codesInUse(in: tree), advice: advice))
  }

  @Test("codes are whole words of four digits")
  func snippet() {
    let text = "TQL0103 [HC0007]\nTQL01035 XTQL0103 TQL010\n\"TQL9999\""
    #expect(DiagnosticCode.codes(in: text).map(\.code.text) == ["TQL0103", "HC0007", "TQL9999"])
    #expect(DiagnosticCode.codes(in: text).map(\.line) == [1, 1, 3])
  }

  @Test("entries are headings and rows of tables, retired ones aside")
  func entries() {
    let text =
      "# Errors\nSee TQL0001.\n## TQL0002: x\n| `HC0003` | see TQL0005 |\n| TQL0004 | retired |\n"
    #expect(Self.entries(of: text).keys.map(\.text).sorted() == ["HC0003", "TQL0002"])
  }

  private static func missing(
    _ present: Set<DiagnosticCode>,
    from sources: [DiagnosticCode: Finding],
    advice: String
  ) -> [Finding] {
    sources.filter { !present.contains($0.key) }.sorted { $0.key < $1.key }.map {
      Finding(path: $0.value.path, line: $0.value.line, message: "`\($0.key.text)` \(advice)")
    }
  }

  /// Returns each code of the sources with its first place; comments only mention examples.
  private static func codesInUse(in tree: SourceTree) -> [DiagnosticCode: Finding] {
    var places: [DiagnosticCode: Finding] = [:]
    for file in tree.sourceFiles {
      for (code, line) in DiagnosticCode.codes(in: file.uncommented) where places[code] == nil {
        places[code] = Finding(path: file.path, line: line, message: "")
      }
    }
    return places
  }

  /// Returns the codes that tests and scripts mention; these tests only mention examples.
  private static func codesUnderTest(in tree: SourceTree) throws -> Set<DiagnosticCode> {
    let paths = tree.paths.filter {
      $0.hasPrefix("Tests/") && !$0.hasPrefix("Tests/TidyTests/")
        && ($0.hasSuffix(".swift") || $0.hasSuffix(".test"))
    }
    return Set(
      try paths.flatMap { DiagnosticCode.codes(in: try tree.text(of: $0)).map(\.code) }
    )
  }

  /// Returns the first code of every heading and of every row of a table, with its line.
  private static func entries(of text: String) -> [DiagnosticCode: Int] {
    var entries: [DiagnosticCode: Int] = [:]
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    where ["#", "|"].contains(line.first) && !line.contains("retired") {
      if let code = DiagnosticCode.codes(in: String(line)).first?.code {
        entries[code] = index + 1
      }
    }
    return entries
  }
}
