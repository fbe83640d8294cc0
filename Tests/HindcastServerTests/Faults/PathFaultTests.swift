import HindcastServer
import Testing

@Suite("Paths that play tricks", .serialized)
struct PathFaultTests {
  private static func get(_ target: String, _ server: TestServer) async throws -> RawConnection {
    let connection = try await RawConnection.open(server.port)
    await connection.send("GET \(target) HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
    try await connection.textUntilClosed()
    return connection
  }

  @Test("no path leads out of what there is")
  func escapes() async throws {
    try await withServer { server in
      for target in [
        "/api/v1/queries/../../etc/passwd", "/api/v1/queries/..%2f..%2fetc%2fpasswd",
        "/api/v1/queries/%2e%2e%2f%2e%2e%2fetc%2fpasswd", "/api/v1/queries/%2e%2e",
        "/api/v1/queries/..", "/api/v1/queries/serving%00", "/api/v1/queries/%00",
        "/api/v1/queries/serving%2fanswer", "/api/v1/queries/serving/..", "/etc/passwd",
        "//etc/passwd", "/../../../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd",
        "/api/v1/queries/%ff%fe", "/api/v1/queries/%", "/api/v1/queries/%zz",
        "/api/v1/queries/..%5c..%5cetc", "/api/v1/queries/serving%20",
        "/API/V1/queries", "/api/v1/query/", "file:///etc/passwd",
        "/api/v1/queries/" + String(repeating: "a", count: 20_000),
        "/" + String(repeating: "a/", count: 10_000),
        "/api/v1/queries/" + String(repeating: "%2e%2e%2f", count: 2000) + "etc/passwd",
      ] {
        let reply = try await Self.get(target, server)
        #expect(
          reply.status == 404 || reply.status == 400,
          "\(target.prefix(80)): \(reply.text.prefix(200))"
        )
        #expect(!reply.text.contains("root:"), "\(target.prefix(80))")
        #expect(reply.byteCount < 3000, "\(target.prefix(80))")
      }
      #expect(try await server.answersOthers())
      #expect(!server.logText.contains("\"level\":\"error\""))
    }
  }

  @Test("targets of other forms are answered, or refused, as any other")
  func forms() async throws {
    try await withServer { server in
      let absolute = try await Self.get("http://localhost/livez", server)
      #expect(absolute.status == 200 || absolute.status == 404 || absolute.status == 400)
      for target in ["*", "localhost:80", "?query=pods", "/livez#part", "http://"] {
        let reply = try await Self.get(target, server)
        #expect(reply.status.map { $0 < 500 } ?? true, "\(target): \(reply.text.prefix(200))")
      }
      for query in ["query=%ff", "query=%", "query=a%2", "query=%c3%28"] {
        let reply = try await Self.get("/api/v1/query?\(query)", server)
        #expect(reply.status == 400)
        #expect(reply.text.contains("\"code\":\"malformed-url\""), "\(reply.text)")
      }
      #expect(try await server.answersOthers())
    }
  }

  @Test("bytes that are no UTF-8 in a URL or a header do no harm")
  func bytes() async throws {
    try await withServer { server in
      let head = Array("GET /api/v1/query?query=".utf8)
      let tail = Array(" HTTP/1.1\r\nHost: a\r\nConnection: close\r\n".utf8)
      for bytes in [
        head + [0xFF, 0xFE] + tail + Array("\r\n".utf8),
        head + tail + Array("Accept: ".utf8) + [0xFF, 0xC3, 0x28, 13, 10, 13, 10],
        head + tail + Array("If-None-Match: ".utf8) + [0x22, 0xFF, 0x22, 13, 10, 13, 10],
        head + tail + Array("Authorization: Bearer ".utf8) + [0xFF, 0xFF, 13, 10, 13, 10],
      ] {
        let connection = try await RawConnection.open(server.port)
        await connection.send(bytes)
        try await connection.textUntilClosed()
        #expect(connection.status.map { $0 < 500 } ?? true, "\(connection.text.prefix(300))")
      }
      #expect(try await server.answersOthers())
      // Every line of the log can be read.
      #expect(!server.logText.isEmpty)
    }
  }
}
