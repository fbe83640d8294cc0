import Testing

/// The rules by which transcripts are read, compared, and rewritten.
@Suite struct TranscriptTextTests {
  private static let document = """
    # A
    ```console
    $ hindcast query 'services
      | count' \\
        --strict
    COUNT
    3
    -- basis 5:0123456789ab
    exit code 3

    $ hindcast fmt "a \\"b\\""
    error: x
    ```
    ```text
    $ make
    ```
    """

  @Test(
    "words are read as a shell reads them",
    arguments: [
      ("a  'b  c'\"d\"", ["a", "b  cd"]),
      ("a \\\n b", ["a", "b"]),
      ("'' \"\\$x \\n\" \\'", ["", "$x \\n", "'"]),
    ]
  )
  func words(_ text: String, _ words: [String]) {
    #expect(ShellWords.words(of: text) == words)
  }

  @Test("a text that goes on has no words yet", arguments: ["a 'b", "a \"b", "a \\"])
  func openWords(_ text: String) {
    #expect(ShellWords.words(of: text) == nil)
  }

  @Test("commands have their line, words, output, and exit code")
  func commands() throws {
    let commands = try Transcript(Self.document).commands()
    #expect(commands.map(\.line) == [3, 11])
    #expect(
      commands.map(\.words) == [
        ["hindcast", "query", "services\n  | count", "--strict"], ["hindcast", "fmt", "a \"b\""],
      ]
    )
    #expect(commands.map(\.range) == [5..<9, 11..<12])
    #expect(commands.map(\.statedCode) == [3, nil])
    #expect(commands.map { $0.allows(0) } == [false, false])
    #expect(commands.map { $0.allows(3) } == [true, true])
  }

  @Test(
    "a block that is no transcript is refused with its line",
    arguments: [
      (
        "COUNT\n",
        TranscriptError(line: 2, message: "a block begins with a command, `$ hindcast …`")
      ),
      (
        "$ make demo\n",
        TranscriptError(line: 2, message: "only `hindcast` is run; tag the block `text`")
      ),
      ("$ hindcast 'a\n", TranscriptError(line: 2, message: "a quote is not closed")),
    ]
  )
  func refuse(_ content: String, _ error: TranscriptError) {
    #expect(throws: error) { try Transcript("```console\n\(content)```\n").commands() }
  }

  @Test(
    "a line … stands for any number of lines",
    arguments: [
      (["a", "…", "d"], true), (["…", "a", "b", "c", "d"], true), (["…"], true),
      (["…", "b", "…", "d"], true), (["a", "…", "c"], false), (["…", "c", "…", "b", "…"], false),
      (["a", "b", "…", "b", "c", "d"], false), (["a", "b", "c"], false),
    ]
  )
  func ellipsis(_ expected: [String], _ isMatch: Bool) {
    #expect(TranscriptText.matches(expected, ["a", "b", "c", "d"]) == isMatch)
  }

  @Test("hashes count as equal, and positions do not")
  func hashes() {
    let hash = String(repeating: "0a", count: 32)
    #expect(TranscriptText.withoutHashes("-- basis 12:0123 · x") == "-- basis 12:… · x")
    #expect(TranscriptText.withoutHashes(#"{"event":3,"hash":"0a"}"#) == #"{"event":3,"hash":"…"}"#)
    #expect(TranscriptText.withoutHashes("chain \(hash) holds") == "chain … holds")
    #expect(TranscriptText.withoutHashes("  hash: '\(hash)'") == "  hash: …")
    #expect(TranscriptText.withoutHashes("  hash: \(hash)") == "  hash: …")
  }

  @Test("carriage returns at the ends of lines are left out")
  func carriageReturns() {
    #expect(TranscriptText.lines(of: "a,b\r\n1,2\r\nnote\n") == ["a,b", "1,2", "note"])
  }

  @Test("a rewrite changes outputs that differ and nothing else")
  func rewrite() throws {
    let results = [
      CommandResult(output: "COUNT\n4\n-- basis 5:99\n", messages: "", exitCode: 3),
      CommandResult(output: "error: x\n", messages: "", exitCode: 2),
    ]
    var left = results[...]
    let report = try Transcript(Self.document).run { _ in left.removeFirst() }
    #expect(report.failures.isEmpty)
    #expect(report.rewritable.map(\.line) == [3])
    #expect(
      report.text
        == Self.document.replacing("3\n-- basis 5:0123456789ab", with: "4\n-- basis 5:…")
    )
    left = results[...]
    #expect(try Transcript(report.text).run { _ in left.removeFirst() }.text == report.text)
  }

  @Test("a rewrite never changes an outcome")
  func keepOutcome() throws {
    let report = try Transcript(Self.document).run { _ in
      CommandResult(output: "fine\n", messages: "", exitCode: 0)
    }
    #expect(report.failures.map(\.line) == [3, 11])
    #expect(report.rewritable.isEmpty)
    #expect(report.text == Self.document)
  }
}
