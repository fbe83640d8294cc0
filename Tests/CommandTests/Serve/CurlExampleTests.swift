import Foundation
import HindcastTestSupport
import Testing

/// Runs the commands with `curl` that documents show, as a shell runs them, against a server over the
/// demo's store that takes events, too.
@Suite("examples with curl")
struct CurlExampleTests {
  private static let documents = ProjectTree.documents.filter { path in
    (try? ProjectTree.text(of: path).contains("```\(ShellTranscript.tag)\n")) ?? true
  }

  /// Where the documents say that the server is.
  private static let documented = "http://127.0.0.1:7180"

  private static let hasCurl = (ProcessInfo.processInfo.environment["PATH"] ?? "")
    .split(separator: ":").contains { FileManager.default.isExecutableFile(atPath: "\($0)/curl") }

  @Test(
    "print what the document says",
    .enabled(if: hasCurl, "there is no curl"),
    arguments: documents
  )
  func outputs(_ path: String) async throws {
    let text = try ProjectTree.text(of: path)
    let transcript = try ShellTranscript(text)
    try #require(!transcript.commands.isEmpty)
    let folder = try TemporaryDirectory()
    try RecordedStores.copy(RecordedStores.demo, to: folder.file("hindcast-demo.db"))
    for file in FileBlock.blocks(in: text) {
      try file.text.write(toFile: folder.file(file.name), atomically: true, encoding: .utf8)
    }
    // The meter of progress is for people who wait.
    try "silent\nshow-error\n".write(
      toFile: folder.file(".curlrc"),
      atomically: true,
      encoding: .utf8
    )
    let server = try HindcastExecutable.start(
      ["serve", "--store", "hindcast-demo.db", "--ingest", "--listen", "127.0.0.1:0"],
      in: folder.path
    )
    try await server.wait(for: "serving hindcast-demo.db at ")
    let url = String(try #require(server.messages.firstMatch(of: /http:[^\s"]+/)).output)
    var outputs: [(Range<Int>, [String])] = []
    for command in transcript.commands {
      let actual = TranscriptText.lines(of: try Self.run(command.text, at: url, in: folder))
        .map { $0.replacing(url, with: Self.documented) }
      var expected = command.expected.map(TranscriptText.withoutHashes)
      while expected.last == "" { expected.removeLast() }
      let wanted = expected.joined(separator: "\n")
      guard !ShellTranscript.matches(wanted, actual.joined(separator: "\n")) else { continue }
      if ProjectTree.isRewriting, !wanted.contains("…") {
        outputs.append((command.range, actual))
      } else {
        Issue.record(
          """
          \(path):\(command.line): \(command.text)
          \(UnifiedDiff.text(expected: expected, actual: actual, firstLine: command.line + 1))
          """
        )
      }
    }
    if !outputs.isEmpty { try ProjectTree.rewrite(path, transcript.text(replacing: outputs)) }
    server.signal(SIGTERM)
    #expect(try await server.end().exitCode == 0)
  }

  /// What a command prints, and what it says.
  private static func run(
    _ command: String,
    at url: String,
    in folder: TemporaryDirectory
  ) throws -> String {
    let files = try TemporaryDirectory()
    try "".write(toFile: files.file("input"), atomically: true, encoding: .utf8)
    let program = URL(filePath: try HindcastExecutable.path).deletingLastPathComponent().path
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    _ = try Program(path: "/bin/sh").run(
      ["-c", command.replacing(documented, with: url)],
      environment: [
        "PATH": "\(program):\(path)", "TZ": "UTC", "NO_COLOR": "1", "HOME": folder.path,
        "S": "\(url)/api/v1",
      ],
      folder: folder.path,
      input: files.file("input"),
      output: files.file("output"),
      messages: nil
    )
    return try String(contentsOfFile: files.file("output"), encoding: .utf8)
  }

  @Test("ask for every path, with every method that it has")
  func everything() throws {
    let document = Data(try ProjectTree.text(of: "docs/reference/openapi.json").utf8)
    let object = try JSONSerialization.jsonObject(with: document) as? [String: Any]
    let paths = try #require(object?["paths"] as? [String: [String: Any]])
    var asked: [(method: String, path: String)] = []
    for path in ["docs/reference/http-api.md", "docs/guides/run-the-server.md"] {
      for command in try ShellTranscript(ProjectTree.text(of: path)).commands {
        let text = command.text.replacing("$S", with: "\(Self.documented)/api/v1")
        for match in text.matches(of: #/http://127\.0\.0\.1:7180(/[^\s"'?]*)?/#) {
          asked.append((Self.method(of: text), String(match.output.1 ?? "/")))
        }
      }
    }
    for (path, methods) in paths {
      let parts = path.split(separator: "/")
      for method in methods.keys {
        let isAsked = asked.contains { request in
          let own = request.path.split(separator: "/")
          return request.method == method.uppercased() && own.count == parts.count
            && zip(parts, own).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
        }
        #expect(isAsked, "\(method) \(path) has no example with curl")
      }
    }
  }

  /// The method that curl uses.
  private static func method(of command: String) -> String {
    if let match = command.firstMatch(of: #/ -X ([A-Z]+)/#) { return String(match.output.1) }
    if command.contains(#/curl[^|]* (-[a-zA-Z]*G|--get)\b/#) { return "GET" }
    return command.contains(#/ (-d|--data[a-z-]*|-T) /#) ? "POST" : "GET"
  }
}
