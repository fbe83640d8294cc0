import Foundation
import HindcastServer
import HindcastTestSupport
import NIOHTTP1
import Testing
import TopologyModel

@Suite("Limits of clients and of the server", .serialized)
struct LimitTests {
  private static let question = "pods at 2026-01-01T10:00:05Z | select name"

  /// A file of tokens for two clients and one that may do everything.
  private static func tokens(_ folder: TemporaryDirectory) throws -> String {
    let path = folder.file("tokens.json")
    let entries = ["greedy", "other", "boss"].map { name in
      TokenEntry(
        name: name,
        sha256: TokenFile.hash(of: name.utf8),
        scopes: name == "boss" ? [.admin] : [.read]
      )
    }
    try Data(try TokenFile(tokens: entries).text.utf8).write(to: URL(filePath: path))
    return path
  }

  private static func bearer(_ name: String) -> [(String, String)] {
    [("Authorization", "Bearer \(name)")]
  }

  /// Begins a query of which two bytes are missing.
  private static func halfQuery(_ server: TestServer) async throws -> RawConnection {
    let client = try await RawConnection.open(server.port)
    await client.send(
      "POST /api/v1/query HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\n"
        + "Content-Length: 4\r\n\r\npo"
    )
    return client
  }

  @Test("a client that asks too often is told when to come back, and others are answered")
  func rate() async throws {
    let folder = try TemporaryDirectory()
    let path = try Self.tokens(folder)
    try await withServer {
      $0.tokensPath = path
      $0.limits.requestsPerSecond = 0.001
      $0.limits.requestsBurst = 3
    } _: { server in
      for _ in 0..<3 {
        let reply = try await server.query(Self.question, headers: Self.bearer("greedy"))
        #expect(reply.status == 200)
      }
      let refused = try await server.query(Self.question, headers: Self.bearer("greedy"))
      #expect(refused.status == 429)
      #expect(refused.code == "rate-limited")
      let seconds = refused.headers.first(name: "Retry-After").flatMap { Int($0) }
      #expect(try #require(seconds) > 1)
      #expect(try await server.query(Self.question, headers: Self.bearer("other")).status == 200)
    }
  }

  @Test("a client with too many requests at once is refused one more, and others are answered")
  func concurrency() async throws {
    let folder = try TemporaryDirectory()
    let path = try Self.tokens(folder)
    try await withServer {
      $0.tokensPath = path
      $0.limits.requestsOfClientMax = 2
      $0.limits.streamsOfClientMax = 1
      $0.limits.threads = 2
    } _: { server in
      let header = "Authorization: Bearer greedy\r\n"
      let first = try await server.openAttribution(headers: header)
      let second = try await server.openAttribution(headers: header)
      let refused = try await server.query(Self.question, headers: Self.bearer("greedy"))
      #expect(refused.status == 429)
      #expect(refused.code == "too-many-requests")
      #expect(refused.headers.first(name: "Retry-After") == "1")
      #expect(try await server.query(Self.question, headers: Self.bearer("other")).status == 200)
      // Streams are counted for themselves.
      let streams = try await server.openOneStreamOfTwo(headers: header)
      await first.send("0\r\n\r\n")
      try await first.text(with: "\r\n0\r\n")
      try await eventually("there is room again") {
        try await server.query(Self.question, headers: Self.bearer("greedy")).status == 200
      }
      for connection in [first, second] + streams { await connection.close() }
    }
  }

  @Test("a server that has enough to do says so, and still tells that it lives and what it does")
  func busy() async throws {
    try await withServer {
      $0.limits.requestsMax = 2
      $0.limits.threads = 1
    } _: { server in
      let first = try await Self.halfQuery(server)
      let second = try await Self.halfQuery(server)
      try await eventually("both run") { try await server.runningPaths().count == 2 }
      let refused = try await server.query(Self.question)
      #expect(refused.status == 503)
      #expect(refused.code == "busy")
      #expect(refused.headers.first(name: "Retry-After") == "1")
      #expect(try await server.send(.GET, "/livez").status == 200)
      await first.send("ds")
      try await first.text(with: "\"rows\"")
      try await eventually("there is room again") {
        try await server.query(Self.question).status == 200
      }
      for connection in [first, second] { await connection.close() }
    }
  }

  @Test("a query that takes too long, or too much memory, is ended with what to do")
  func resources() async throws {
    let slow = VanishingClientTests.slowQuery
    try await withServer { server in
      let reply = try await server.query(slow, [("timeout", "1ms")])
      #expect(reply.status == 422)
      #expect(reply.code == "time-limit")
      #expect(reply.text.contains("`timeout`"))
    }
    try await withServer {
      $0.limits.querySeconds = 0
    } _: { server in
      let reply = try await server.query(Self.question)
      #expect(reply.code == "time-limit")
      let longer = try await server.query(Self.question, [("timeout", "10h")])
      #expect(longer.code == "time-limit")
    }
    try await withServer {
      $0.limits.memoryBytesMax = 1
      $0.limits.querySeconds = 3600
    } _: { server in
      // What has run longest is a query whose body is not there yet.
      try await eventually("it is ended") {
        let client = try await Self.halfQuery(server)
        try await Polling.pause(milliseconds: 300)
        await client.send("ds")
        let text = try await client.text(with: "}\n")
        await client.close()
        return client.status == 422 && text.contains("\"code\":\"memory-limit\"")
      }
    }
  }

  @Test("who runs the server ends a request, and its client is told so")
  func ended() async throws {
    try await withServer {
      $0.limits.querySeconds = 3600
    } _: { server in
      let client = try await Self.halfQuery(server)
      var number: Int?
      try await eventually("it runs") {
        number = try await server.number(of: "/api/v1/query")
        return number != nil
      }
      let reply = try await server.send(.DELETE, "/api/v1/requests/\(try #require(number))")
      #expect(reply.status == 204)
      await client.send("ds")
      let answer = try await client.textUntilClosed()
      #expect(client.status == 503)
      #expect(answer.contains("\"code\":\"request-ended\""))
      let again = try await server.send(.DELETE, "/api/v1/requests/\(try #require(number))")
      #expect(again.status == 404)
    }
  }
}
