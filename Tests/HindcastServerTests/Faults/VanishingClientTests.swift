import HindcastServer
import NIOHTTP1
import Testing

@Suite("Clients that vanish", .serialized)
struct VanishingClientTests {
  /// Nine thousand instants with two Pods each.
  static let manyRows = "pods from 2026-01-01T10:00:01Z to 2026-01-01T10:00:10Z | every 1ms"
  /// Ninety thousand of them.
  static let slowQuery = "pods from 2026-01-01T10:00:01Z to 2026-01-01T10:00:10Z | every 100us"

  static func request(_ query: String) -> String {
    let path = TestServer.path("/api/v1/query", [("query", query), ("format", "ndjson")])
    return "GET \(path) HTTP/1.1\r\nHost: localhost\r\n\r\n"
  }

  @Test("one that leaves in the middle of a long answer is forgotten, and others are answered")
  func longAnswer() async throws {
    try await withServer { server in
      let connections = try await server.figure("hindcast_http_connections")
      let leaving = try await RawConnection.open(server.port, reads: false)
      await leaving.send(Self.request(Self.manyRows))
      try await eventually("the answer is written") {
        let text = try await server.send(.GET, "/api/v1/requests").text
        return text.contains("\"phase\":\"writing\"")
      }
      await leaving.close()
      try await server.idle()
      try await eventually("the connection is gone") {
        try await server.figure("hindcast_http_connections") <= connections
      }
      #expect(try await server.answersOthers())
      #expect(server.logText.contains("not sent: "))
    }
  }

  @Test("a long query whose client left takes no time from others")
  func longQuery() async throws {
    try await withServer {
      $0.limits.querySeconds = 3600
      $0.limits.threads = 1
    } _: { server in
      let leaving = try await RawConnection.open(server.port)
      await leaving.send(Self.request(Self.slowQuery))
      try await eventually("the query runs") {
        try await server.runningPaths().contains("/api/v1/query")
      }
      await leaving.close()
      // The only thread is free again, long before the query's time is over.
      #expect(try await server.answersOthers())
      try await server.idle()
    }
  }

  @Test("streams of live events end with their clients, and at once")
  func liveEvents() async throws {
    try await withServer {
      $0.limits.heartbeatSeconds = 3600
      $0.limits.streamsOfClientMax = 2
    } _: { server in
      // More than may be open at once, one after the other.
      for _ in 0..<5 {
        let client = try await RawConnection.open(server.port)
        await client.send("GET /api/v1/events/live HTTP/1.1\r\nHost: localhost\r\n\r\n")
        try await client.text(with: "retry: 1000")
        await client.close()
        try await server.idle()
      }
      #expect(try await server.answersOthers())
    }
  }

  @Test("attributions end with their clients, and no thread is lost")
  func attributions() async throws {
    try await withServer {
      $0.limits.threads = 2
    } _: { server in
      for _ in 0..<5 {
        let client = try await server.openAttribution()
        await client.close()
      }
      try await server.idle()
      let last = try await server.openAttribution()
      await last.send("0\r\n\r\n")
      try await last.text(with: "\r\n0\r\n")
    }
  }

  @Test("clients that leave right after they asked leave nothing behind")
  func hurried() async throws {
    try await withServer { server in
      for _ in 0..<50 {
        let client = try await RawConnection.open(server.port)
        client.begin(Self.request("pods at 2026-01-01T10:00:05Z"))
        await client.close()
      }
      try await server.idle()
      try await eventually("the connections are gone") {
        try await server.figure("hindcast_http_connections") <= 2
      }
      // None of them counts among those that may run at once.
      for _ in 0..<20 { #expect(try await server.answersOthers()) }
    }
  }
}
