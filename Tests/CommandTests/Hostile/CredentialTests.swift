import Foundation
import HindcastTestSupport
import Testing

/// Credentials that are given to commands are in nothing that these say.
@Suite("credentials of commands")
struct CredentialTests {
  @Test(
    "a URL of a server with a name, a password, or a token in it is refused, and not repeated",
    arguments: [
      ("http://ops:hush1@127.0.0.1:1", "http://…@127.0.0.1:1"),
      ("https://hush1@127.0.0.1:1/", "https://…@127.0.0.1:1/"),
      ("http://127.0.0.1:1/?token=hush1", "http://127.0.0.1:1/?…"),
      ("http://127.0.0.1:1/#hush1", "http://127.0.0.1:1/#…"), ("ops:hush1@host", "…@host"),
      ("https://ops:hush1@", "https://…@"),
      ("http://ops:hu@sh1/hush1@127.0.0.1:1", "http://…@127.0.0.1:1"),
    ]
  )
  func urls(_ url: String, _ shown: String) throws {
    let folder = try TemporaryDirectory()
    for (words, environment) in [
      (["--server", url], [:]), ([], ["HINDCAST_SERVER": url]),
    ] {
      let result = try HindcastExecutable.run(
        ["query", "pods"] + words,
        in: folder.path,
        environment: environment
      )
      #expect(result.exitCode == 2)
      #expect(result.output.isEmpty)
      #expect(
        result.messages == """
          error: `\(shown)` is no URL of a server
          help: write one such as http://127.0.0.1:7180, and give a token with `--token-file`

          """
      )
    }
  }

  @Test("a token is in no message, whether the server refuses it, is none, or is not there")
  func tokens() async throws {
    let folder = try TemporaryDirectory()
    try RecordedStores.copy("outage", to: folder.file("store.db"))
    let made = try HindcastExecutable.run(["token", "new", "ops"], in: folder.path)
    #expect(made.exitCode == 0, "\(made.messages)")
    let server = try HindcastExecutable.start(
      ["serve", "--listen", "127.0.0.1:0", "--store", "store.db", "--tokens", "tokens.json"],
      in: folder.path
    )
    try await server.wait(for: "serving store.db at ")
    let url = String(try #require(server.messages.firstMatch(of: /http:\S+/)).output)
    let token = made.output.trimmingCharacters(in: .whitespacesAndNewlines)
    try "hush1 ".write(toFile: folder.file("token"), atomically: false, encoding: .utf8)
    try "hush1\nhush1".write(toFile: folder.file("lines"), atomically: false, encoding: .utf8)
    func ask(_ words: [String], _ url: String, _ token: String?) throws -> CommandResult {
      try HindcastExecutable.run(
        ["query", "services at 2026-11-23T04:31:04Z", "--server", url] + words,
        in: folder.path,
        environment: token.map { ["HINDCAST_TOKEN": $0] } ?? [:]
      )
    }
    var results = [
      try ask([], url, token), try ask([], url, "hush1"),
      try ask(["--token-file", "token"], url, nil), try ask(["--token-file", "lines"], url, nil),
      try ask([], "http://127.0.0.1:1", token),
    ]
    #expect(results.map(\.exitCode) == [0, 1, 1, 2, 1], "\(results)")
    server.signal(SIGTERM)
    results.append(try await server.end())
    for text in results.flatMap({ [$0.output, $0.messages] }) {
      #expect(!text.contains(token) && !text.contains("hush1"), "\(text)")
    }
  }
}
