import Testing

/// The examples in the help of the commands that ask, and of those that read queries.
@Suite struct HelpTests {
  @Test(
    "every example works from the project's folder",
    arguments: ["query", "run", "queries", "fmt", "parse"]
  )
  func examples(_ command: String) throws {
    let help = try HindcastExecutable.run(["help", command], in: ProjectTree.root)
    try #require(help.exitCode == 0)
    let examples = help.output.split(separator: "\n").filter { $0.hasPrefix("  hindcast ") }
    #expect(!examples.isEmpty)
    for example in examples where !example.contains("*.tql") {
      let words = try #require(
        ShellWords.words(of: String(example)),
        "the line is broken: \(example)"
      )
      let result = try HindcastExecutable.run(
        Array(words.dropFirst()),
        in: ProjectTree.root,
        environment: ["HINDCAST_STORE": try RecordedStores.path(of: RecordedStores.demo)]
      )
      #expect(result.exitCode == 0, "\(example): \(result.messages)")
    }
  }
}
