import HindcastServer
import HindcastTestSupport
import NIOHTTP1
import Testing

@Suite("Slow readers", .serialized)
struct SlowReaderTests {
  /// A Service whose notes are longer than all buffers between a server and a client.
  private static func fill(_ server: TestServer) async throws {
    let note = String(repeating: "0123456789abcdef", count: 8 << 10)
    let body = (0..<40).map { number in
      "{\"type\":\"ADDED\",\"object\":{\"apiVersion\":\"v1\",\"kind\":\"Service\",\"metadata\":{\"name\":"
        + "\"s\(number)\",\"namespace\":\"shop\",\"uid\":\"u\(number)\",\"resourceVersion\":"
        + "\"\(100 + number)\",\"annotations\":{\"note\":\"\(number)\(note)\"}},\"spec\":{\"ports\":"
        + "[{\"port\":80}]}}}\n"
    }.joined()
    let reply = try await server.send(.POST, "/api/v1/events", body: body)
    #expect(reply.status == 200, "\(reply.text.prefix(500))")
  }

  private static let request =
    "GET /api/v1/events?objects=true&limit=1000 HTTP/1.1\r\nHost: localhost\r\n\r\n"

  @Test("one that reads nothing is cut off after a while, and holds nobody up")
  func stuck() async throws {
    try await withServer([]) {
      $0.acceptsEvents = true
      $0.limits.slowReaderSeconds = 0.5
    } _: { server in
      try await Self.fill(server)
      let client = try await RawConnection.open(server.port, reads: false)
      await client.send(Self.request)
      try await eventually("the answer is written") {
        let paths = try await server.runningPaths()
        return paths.contains("/api/v1/events") || server.logText.contains("not sent: ")
      }
      #expect(try await server.query("services | count").status == 200)
      try await server.idle()
      #expect(server.logText.contains("not sent: client-gone"))
      await client.close()
    }
  }

  @Test("one that reads slowly but steadily gets all of a long answer")
  func steady() async throws {
    let clock = ManualStopwatch()
    func allow(_ options: inout ServerOptions) {
      options.acceptsEvents = true
      // Longer than what the buffers between a server and a client take to drain.
      options.limits.slowReaderSeconds = 60
    }
    try await withServer(TestServer.lines, allow, stopwatch: clock.stopwatch) { server in
      try await Self.fill(server)
      let whole = try await server.send(.GET, "/api/v1/events?objects=true&limit=1000").body.count
      #expect(whole > 4 << 20)
      let client = try await RawConnection.open(server.port, reads: false)
      await client.send(Self.request)
      // It takes longer for all of it than it may be silent for.
      let piece = whole / 100
      var (seconds, readBytes) = (0, 0)
      while client.byteCount < whole, !client.isClosed {
        await client.read()
        if client.byteCount > readBytes + piece {
          readBytes += piece
          seconds += 1
          clock.advance(seconds: 1)
        }
        try await Polling.pause(milliseconds: 1)
      }
      #expect(client.byteCount >= whole)
      #expect(seconds > 60)
      await client.close()
    }
  }
}
