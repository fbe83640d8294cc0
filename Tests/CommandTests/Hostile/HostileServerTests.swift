import Foundation
import HindcastTestSupport
import Testing

/// A server that sends what a terminal would obey to `query --server`.
@Suite(.timeLimit(.minutes(30))) struct HostileServerTests {
  private static let evil = "x\u{1B}[2J\u{9B}31m\u{202E}\u{7}\u{1B}]0;title\u{7}\u{1B}[8m"

  private static func answer(
    status: String = "200 OK",
    headers: String = "",
    _ body: String
  ) -> String {
    "HTTP/1.1 \(status)\r\nContent-Type: text/plain\r\nHindcast-Row-Count: 1\r\n\(headers)"
      + "Content-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n\(body)"
  }

  private static func commands(in text: String) -> [UInt32] {
    text.unicodeScalars.map(\.value).filter {
      ($0 < 32 && $0 != 10 && $0 != 13) || (127..<160).contains($0)
        || (0x202A...0x202E).contains($0)
    }
  }

  @Test(
    "a terminal is shown what it would obey, in formats for people and for programs",
    arguments: ["table", "timeline", "json", "csv"]
  )
  func terminals(format: String) async throws {
    let folder = try TemporaryDirectory()
    let remarks = "Hindcast-Remarks: note%3A%20%1B%5B2J\r\n"
    let server = try CannedServer(
      answer: Self.answer(headers: remarks, "NAME\n\(Self.evil)\r\nend\n")
    )
    let program = try HindcastExecutable.start(
      ["query", "--server", server.url, "--format", format, "pods"],
      in: folder,
      environment: ["TERM": "dumb", "LANG": "C.UTF-8"],
      columns: 200,
      rows: 50
    )
    _ = try await program.end()
    #expect(program.raw.contains(#"x\u{1B}[2J"#))
    #expect(program.raw.contains(#"note: \u{1B}[2J"#))
    #expect(program.raw.contains("end"))
    #expect(Self.commands(in: program.raw) == [], "\(program.raw.debugDescription)")
  }

  @Test("a pipe gets data as it is, and what is for people as a terminal would")
  func pipes() throws {
    let folder = try TemporaryDirectory()
    for (format, isShown) in [("table", true), ("json", false)] {
      let server = try CannedServer(answer: Self.answer(Self.evil + "\n"))
      let result = try HindcastExecutable.run(
        ["query", "--server", server.url, "--format", format, "pods"],
        in: folder.path
      )
      #expect(result.exitCode == 0, "\(result.messages)")
      #expect(Self.commands(in: result.output).isEmpty == isShown)
      if !isShown { #expect(result.output == Self.evil + "\n") }
    }
  }

  @Test("errors show what a terminal would obey")
  func errors() throws {
    let folder = try TemporaryDirectory()
    let json =
      #"{"error":{"code":"busy","category":"busy","message":"\u001b[2Jm","help":"\u001b[2Jh"}}"#
    for body in [json, Self.evil] {
      let server = try CannedServer(
        answer: Self.answer(status: "503 Service Unavailable", body)
      )
      let result = try HindcastExecutable.run(
        ["query", "--server", server.url, "pods"],
        in: folder.path
      )
      #expect(result.exitCode != 0)
      #expect(!result.messages.isEmpty)
      #expect(Self.commands(in: result.messages) == [])
    }
  }
}
