import Testing

@Suite("top level")
struct TopLevelTests {
  private static let allowed: Set<String> = [
    "Dockerfile", "LICENSE", "Makefile", "Package.swift", "README.md", "Sources", "Tests", "docs",
    "queries",
  ]

  @Test("nothing new lies beside the manifest")
  func names() throws {
    let tree = try SourceTree.current()
    let ignored = try tree.text(of: ".gitignore").split(separator: "\n").map(String.init)
    Finding.report(
      try tree.topLevelNames().filter { !Self.mayLie($0, ignoring: ignored) }.map {
        Finding(path: $0, line: nil, message: "move it into a folder; the top level is full")
      }
    )
  }

  @Test("dot-files and what git ignores may lie there")
  func snippet() {
    let ignored = [".build/", "Package.resolved", "*.db"]
    #expect(Self.mayLie("Sources", ignoring: ignored))
    #expect(Self.mayLie(".swift-format", ignoring: ignored))
    #expect(Self.mayLie("Package.resolved", ignoring: ignored))
    #expect(Self.mayLie("hindcast.db", ignoring: ignored))
    #expect(!Self.mayLie("notes.txt", ignoring: ignored))
    #expect(!Self.mayLie("Scripts", ignoring: ignored))
  }

  private static func mayLie(_ name: String, ignoring patterns: [String]) -> Bool {
    allowed.contains(name) || name.hasPrefix(".")
      || patterns.contains { $0 == name || $0.hasPrefix("*") && name.hasSuffix($0.dropFirst()) }
  }
}
