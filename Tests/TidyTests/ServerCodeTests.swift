import Testing

@Suite("codes of the HTTP interface")
struct ServerCodeTests {
  private static let page = "docs/reference/http-api.md"
  private static let folder = "Sources/HindcastServer/"

  @Test("every code of an error has a row in the page of the interface")
  func documented() throws {
    let tree = try SourceTree.current()
    let told = Self.rows(of: try tree.text(of: Self.page))
    #expect(told.contains("unknown-parameter"))
    for path in tree.paths where path.hasPrefix(Self.folder) && path.hasSuffix(".swift") {
      let codes = Self.codes(in: try tree.text(of: path))
      Finding.report(
        codes.subtracting(told).sorted().map {
          Finding(path: path, line: 1, message: "`\($0)` has no row in \(Self.page)")
        }
      )
    }
  }

  @Test("codes are found where faults are made")
  func snippet() {
    let text = """
      ServerFault(
        .incorrect,
        "made-up",
      .tooMany("too-much", "x")
      fault.code = "set-later"
      case gone = "client-gone"
      let other = "no-code"
      """
    #expect(Self.codes(in: text) == ["made-up", "too-much", "set-later", "client-gone"])
    #expect(Self.rows(of: "| 400 | `a-b`, `c` | x |\n| x | `d` |") == ["a-b", "c"])
  }

  /// The codes that a source gives to faults.
  private static func codes(in text: String) -> Set<String> {
    var codes: Set<Substring> = []
    for match in text.matches(of: /ServerFault\(\s*\.\w+,\s*"([a-z][a-z-]*)"/) {
      codes.insert(match.1)
    }
    for match in text.matches(of: /\.tooMany\(\s*"([a-z][a-z-]*)"/) { codes.insert(match.1) }
    for match in text.matches(of: /code = "([a-z][a-z-]*)"/) { codes.insert(match.1) }
    for match in text.matches(of: /case \w+ = "([a-z]+-[a-z-]+)"/) { codes.insert(match.1) }
    return Set(codes.map { String($0) })
  }

  /// The codes of the rows whose first cell is a status.
  private static func rows(of text: String) -> Set<String> {
    var codes: Set<String> = []
    for line in text.split(separator: "\n") {
      guard let match = line.firstMatch(of: /^\| \d{3} \| ([^|]*)\|/) else { continue }
      for code in match.1.matches(of: /`([a-z-]+)`/) { codes.insert(String(code.1)) }
    }
    return codes
  }
}
