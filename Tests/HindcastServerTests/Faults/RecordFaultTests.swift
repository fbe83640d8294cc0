import Foundation
import HindcastServer
import HindcastTestSupport
import NIOHTTP1
import Testing
import TopologyModel

@Suite("Files of a server that go wrong while it runs", .serialized)
struct RecordFaultTests {
  @Test("a read that cannot be recorded is not answered, and nothing of it leaks")
  func audit() async throws {
    guard FileManager.default.fileExists(atPath: "/dev/full") else { return }
    try await withServer {
      $0.auditLogPath = "/dev/full"
      $0.limits.requestsOfClientMax = 4
      $0.limits.threads = 2
    } _: { server in
      // More of each than may run at once: none stays behind.
      for _ in 0..<6 {
        let reply = try await server.query("pods at 2026-01-01T10:00:05Z")
        #expect(reply.status == 503)
        #expect(reply.code == "audit-log")
        #expect(!reply.text.contains("cart-1"))
        #expect(reply.headers.first(name: "Hindcast-Basis") == nil)
        let many = try await server.query(VanishingClientTests.manyRows)
        #expect(many.status == 503)
        #expect(!many.text.contains("cart-1"))
        let flow = try await RawConnection.open(server.port)
        await flow.send(
          TestServer.openAttribution + TestServer.chunk("ip,ts\n10.0.0.1,2026-01-01T10:00:05Z\n")
        )
        try await flow.text(with: "audit-log")
        #expect(flow.status == 503)
        #expect(!flow.text.contains("cart-1"))
        await flow.close()
        let live = try await server.send(.GET, "/api/v1/events/live")
        #expect(live.status == 503)
        // What is no read goes on.
        #expect(try await server.send(.GET, "/livez").status == 200)
      }
      try await server.idle()
    }
  }

  @Test("every read that is answered is recorded before, with who asked what")
  func recorded() async throws {
    let folder = try TemporaryDirectory()
    let path = folder.file("audit.log")
    try await withServer {
      $0.auditLogPath = path
    } _: { server in
      for number in 1...5 {
        let text = "pods at 2026-01-01T10:00:0\(number)Z"
        #expect(try await server.query(text).status == 200)
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        #expect(lines.count == number)
        #expect(lines.last?.contains(text) == true)
        #expect(lines.last?.contains("127.0.0.1") == true)
      }
    }
  }

  @Test("a file of tokens that is replaced is followed, and a broken one keeps what was")
  func tokens() async throws {
    let folder = try TemporaryDirectory()
    let path = folder.file("tokens.json")
    func write(_ names: String...) throws {
      let entries = names.map {
        TokenEntry(name: $0, sha256: TokenFile.hash(of: $0.utf8), scopes: [.read])
      }
      let text = try TokenFile(tokens: entries).text
      try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
    }
    try write("first")
    try await withServer {
      $0.tokensPath = path
    } _: { server in
      func status(_ token: String) async throws -> Int {
        try await server.query("pods", headers: [("Authorization", "Bearer \(token)")]).status
      }
      #expect(try await status("first") == 200)
      #expect(try await status("second") == 401)
      try write("second")
      try await eventually("the new token counts") { try await status("second") == 200 }
      #expect(try await status("first") == 401)
      for (text, told) in [
        ("{\"tokens\": [", "no JSON"), ("", "no JSON"), ("{\"tokens\": 7}", "another type"),
      ] {
        try Data(text.utf8).write(to: URL(filePath: path))
        try await eventually("it is told that the file is broken") {
          let status = try await status("second")
          #expect(status == 200)
          return server.logText.split(separator: "\n").contains {
            $0.contains("tokens not read again") && $0.contains(told)
          }
        }
      }
      try FileManager.default.removeItem(atPath: path)
      try await eventually("it is told that the file is gone") {
        let status = try await status("second")
        #expect(status == 200)
        return server.logText.contains("cannot be read; ")
      }
      try write("third")
      try await eventually("the new token counts") { try await status("third") == 200 }
      #expect(try await status("second") == 401)
    }
  }
}
