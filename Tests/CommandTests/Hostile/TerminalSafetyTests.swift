import Foundation
import HindcastTestSupport
import Testing

/// Names that a terminal would obey, as nobody but a hostile server gives them.
@Suite(.timeLimit(.minutes(30))) struct TerminalSafetyTests {
  private static let evil = #"x\u001b[2J\u009b31m\u202e\u0007\r"#

  private static let list = """
    {"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"9"},"items":[
    {"metadata":{"name":"a\(evil)","namespace":"shop\(evil)","uid":"u\(evil)","resourceVersion":"7",
    "labels":{"app\(evil)":"=cmd\(evil)"},"annotations":{"a\(evil)":"b\(evil)"}},
    "spec":{"nodeName":"n\(evil)","containers":[{"name":"c\(evil)"}]},
    "status":{"phase":"Running","podIP":"10.0.0.1","podIPs":[{"ip":"10.0.0.1"}]}}]}
    """

  private static let formats = [
    "table", "wide", "vertical", "timeline", "json", "ndjson", "csv", "markdown", "yaml",
  ]

  private static func store() throws -> TemporaryDirectory {
    let folder = try TemporaryDirectory()
    try list.write(toFile: folder.file("pods.json"), atomically: false, encoding: .utf8)
    let result = try HindcastExecutable.run(
      ["import", "--at", "2026-11-20T10:15:00Z", "pods.json"],
      in: folder.path
    )
    #expect(result.exitCode == 0, "\(result.messages)")
    return folder
  }

  /// What a terminal would obey of a text: control characters but line breaks, and what turns the
  /// direction of the text.
  private static func commands(in text: String) -> [UInt32] {
    text.unicodeScalars.map(\.value).filter {
      ($0 < 32 && $0 != 10 && $0 != 13) || (127..<160).contains($0)
        || (0x202A...0x202E).contains($0)
    }
  }

  @Test(
    "formats for people, dumps, and messages show what a terminal would obey, and never hold it"
  )
  func people() throws {
    let folder = try Self.store()
    for words in [
      ["query", "pods"], ["query", "--format", "wide", "pods"],
      ["query", "--format", "vertical", "pods"],
      ["query", "--format", "markdown", "pods"], ["query", "--format", "yaml", "pods"],
      ["query", "show pod shop*/a*"], ["query", "history of pod shop*/a*"], ["query", "events"],
      ["query", "owners of ip 10.0.0.1"], ["dump", "projections"], ["dump", "log"], ["status"],
      ["query", "pods serving \u{1B}[2J"], ["import", "\u{1B}[2J"],
    ] {
      let result = try HindcastExecutable.run(words, in: folder.path)
      #expect(Self.commands(in: result.output) == [], "\(words)")
      #expect(Self.commands(in: result.messages) == [], "\(words)")
    }
  }

  @Test(
    "data for programs has the names as they are, and a terminal is shown them",
    arguments: formats
  )
  func terminals(format: String) async throws {
    let folder = try Self.store()
    let program = try HindcastExecutable.start(
      ["query", "--store", folder.file("hindcast.db"), "--format", format, "pods"],
      in: folder,
      environment: ["TERM": "dumb", "LANG": "C.UTF-8"],
      columns: 200,
      rows: 50
    )
    _ = try await program.end()
    #expect(program.raw.contains("Running") || format == "timeline")
    #expect(Self.commands(in: program.raw) == [], "\(program.raw.debugDescription)")
  }

  @Test("CSV of answers and of attributions holds no formula")
  func formulas() throws {
    let folder = try TemporaryDirectory()
    let text = Self.list.replacing(Self.evil, with: "").replacing(
      #""name":"a""#,
      with: #""name":"=1+1""#
    )
    .replacing(#""namespace":"shop""#, with: #""namespace":"@x""#)
    try text.write(toFile: folder.file("pods.json"), atomically: false, encoding: .utf8)
    let imported = try HindcastExecutable.run(
      ["import", "--at", "2026-11-20T10:15:00Z", "pods.json"],
      in: folder.path
    )
    #expect(imported.exitCode == 0)
    let flows = "ip,ts\n10.0.0.1,2026-11-20T10:15:01Z\n"
    try flows.write(toFile: folder.file("flows.csv"), atomically: false, encoding: .utf8)
    for words in [
      ["query", "--format", "csv", "pods"],
      ["attribute", "--address", "ip", "--time", "ts", "flows.csv"],
    ] {
      let result = try HindcastExecutable.run(words, in: folder.path)
      #expect(result.output.contains(",'=1+1,"), "\(result.output)")
      #expect(result.output.contains("'@x,"), "\(result.output)")
      #expect(!result.output.contains(",=") && !result.output.contains("\n@"))
    }
  }
}
