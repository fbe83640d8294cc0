import Foundation
import HindcastServer
import HindcastTestSupport
import NIOHTTP1
import Testing

@Suite("Compressed answers")
struct CompressedAnswerTests {
  /// More rows than are sent at once, in pieces that no event loop compresses: a build for tests ends
  /// where one does.
  private static let lines =
    TestServer.lines
    + (0..<900).map { number in
      "10:\(10 + number / 60):\(String(number % 60 + 100).dropFirst()) "
        + "modify pod shop/cart-1 ready=\(number % 2 == 0)"
    }

  @Test("unpack to what is sent without compression", arguments: [Int64(0), .max])
  func equal(streamedEventsMin: Int64) async throws {
    try await withServer(Self.lines) {
      $0.limits.streamedEventsMin = streamedEventsMin
    } _: { server in
      let paths = ["json", "ndjson", "csv", "table"].map {
        TestServer.path("/api/v1/query", [("query", "events"), ("format", $0)])
      }
      for path in paths + [
        "/api/v1/events?limit=900", "/openapi.json", "/api/v1/reports/changes?format=html",
      ] {
        let plain = try await server.send(.GET, path)
        #expect(plain.status == 200)
        #expect(plain.body.count > 16 << 10, "\(path)")
        #expect(plain.headers["content-encoding"] == [])
        let packed = try await server.send(.GET, path, headers: [("Accept-Encoding", "gzip")])
        #expect(packed.headers["content-encoding"] == ["gzip"])
        #expect(packed.body.count < plain.body.count / 2, "\(path)")
        #expect(try GzipFixture.unpacked(packed.body) == plain.body, "\(path)")
      }
    }
  }

  @Test(
    "are compressed for clients that take it, by their weights",
    arguments: [
      ("gzip", true), ("deflate, gzip;q=0.5", true), ("*", true), ("gzip, *;q=0", true),
      ("GZIP; Q=1.0", true), ("x-gzip", true), ("gzip;q=0", false), ("gzip;q=0.0", false),
      ("gzip;q=0, *", false), ("*;q=0.000", false), ("deflate", false), ("", false),
      ("gzip;q=none", false),
    ]
  )
  func weights(_ accepted: String, isPacked: Bool) async throws {
    try await withServer(Self.lines) { server in
      let path = TestServer.path("/api/v1/query", [("query", "events")])
      let reply = try await server.send(.GET, path, headers: [("Accept-Encoding", accepted)])
      #expect(reply.headers["content-encoding"] == (isPacked ? ["gzip"] : []))
    }
  }

  @Test("rows are attributed in a compressed stream")
  func attribution() async throws {
    let rows = "ip,ts\n" + String(repeating: "10.0.0.1,2026-01-01T10:00:05Z\n", count: 5000)
    try await withServer { server in
      let type = [("Content-Type", "text/csv")]
      let path = "/api/v1/attribute?address=ip&time=ts"
      let plain = try await server.send(.POST, path, headers: type, body: rows)
      let packed = try await server.send(
        .POST,
        path,
        headers: type + [("Accept-Encoding", "gzip")],
        body: rows
      )
      #expect(packed.headers["content-encoding"] == ["gzip"])
      #expect(try GzipFixture.unpacked(packed.body) == plain.body)
    }
  }

  @Test("as many streams as there are threads go on while their clients read slowly")
  func slowReaders() async throws {
    try await withServer(Self.lines) {
      $0.limits.streamedEventsMin = 0
      $0.limits.threads = 1
    } _: { server in
      let request =
        "GET /api/v1/query?query=events&format=ndjson HTTP/1.1\r\nHost: localhost\r\n"
        + "Accept-Encoding: gzip\r\nConnection: close\r\n\r\n"
      let first = try await RawConnection.open(server.port)
      await first.send(request)
      let second = try await RawConnection.open(server.port)
      await second.send(request)
      for connection in [first, second] {
        try await connection.text(with: "\r\n0\r\n\r\n")
        await connection.close()
      }
    }
  }
}
