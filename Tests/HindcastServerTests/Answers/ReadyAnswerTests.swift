import HindcastServer
import HindcastTestSupport
import NIOHTTP1
import Testing

@Suite("Answers that lie ready in memory")
struct ReadyAnswerTests {
  private static let ready = "hindcast_memory_answers_total"
  private static let headers = [
    "content-type", "hindcast-row-count", "hindcast-basis", "hindcast-notes", "etag",
    "cache-control",
  ]

  @Test(
    "are, byte for byte and header for header, those that threads find",
    arguments: [
      "pods serving shop/cart on port 80 at 2026-01-01T10:00:05Z",
      "pods serving shop/cart at 2026-01-01T10:00:05Z | where ready",
      "pods serving shop/cart on port 81 at 2026-01-01T10:00:05Z",
      "pods serving shop/cart at 2026-01-01T10:00:09Z",
      "owners of ip 10.0.0.1 at 2026-01-01T10:00:05Z | limit 1",
      "pods serving shop/cart on port 80 from 2026-01-01T10:00:04Z to 2026-01-01T10:00:07Z",
      "pods serving shop/cart from 2026-01-01T10:00:03Z to 2026-01-01T10:00:07Z | where ready",
      "pods serving shop/cart from 2026-01-01T10:00:03Z to 2026-01-01T10:00:07Z | outages",
    ]
  )
  func equal(query: String) async throws {
    try await withServer { server in
      for format in ["json", "ndjson", "csv", "table"] {
        let before = try await server.figure(Self.ready)
        var replies: [TestServer.Reply] = []
        for _ in 0..<6 { replies.append(try await server.query(query, [("format", format)])) }
        for reply in replies.dropFirst() {
          #expect(reply.status == 200)
          #expect(reply.text == replies[0].text)
          for name in Self.headers {
            #expect(reply.headers[name] == replies[0].headers[name], "\(name)")
          }
        }
        #expect(try await server.figure(Self.ready) > before, "\(format)")
      }
    }
  }

  @Test("are never older than what was appended before the question")
  func fresh() async throws {
    try await withServer([]) { server in
      let more = try server.store.appendScript(
        TestServer.lines,
        thenEach: (10..<16).map { "10:00:\($0) modify pod shop/cart-1 ready=\($0 % 2 == 0)" }
      )
      repeat {
        let position = try server.store.head().position
        for _ in 0..<4 {
          let reply = try await server.query("pods serving shop/cart at 2026-01-01T10:00:05Z")
          let basis = try #require(reply.headers["hindcast-basis"].first)
          #expect(basis.hasPrefix("\(position):"))
        }
      } while try more()
      #expect(try await server.figure(Self.ready) > 6)
    }
  }

  @Test("are not sent again to clients that have them")
  func unchanged() async throws {
    try await withServer { server in
      let query = "pods serving shop/cart at 2026-01-01T10:00:05Z"
      var tag = ""
      for _ in 0..<4 {
        tag = try #require(await server.query(query).headers["etag"].first)
      }
      let before = try await server.figure(Self.ready)
      let reply = try await server.query(query, headers: [("If-None-Match", tag)])
      #expect(reply.status == 304)
      #expect(reply.body.isEmpty)
      #expect(try await server.figure(Self.ready) == before + 1)
    }
  }
}
