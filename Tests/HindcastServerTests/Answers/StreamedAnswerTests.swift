import HindcastServer
import NIOHTTP1
import Testing

@Suite("Answers that are read while they are sent")
struct StreamedAnswerTests {
  private static let formats = ["json", "ndjson", "csv"]

  /// More events than fit a piece.
  private static let lines =
    TestServer.lines
    + (0..<600).map { number in
      "10:\(10 + number / 60):\(String(number % 60 + 100).dropFirst()) "
        + "modify pod shop/cart-1 ready=\(number % 2 == 0)"
    }

  /// A question whose answer does not depend on when it is asked.
  private static let span = "events from 2026-01-01T10:00:00Z to 2026-01-01T11:00:00Z"

  private static func target(_ query: String, _ format: String) -> String {
    TestServer.path("/api/v1/query", [("query", query), ("format", format), ("rows", "500")])
  }

  @Test(
    "are, byte for byte and header for header, those that are gathered",
    arguments: ["events", "events | limit 300", "events of pod shop/cart-1", Self.span, "evnts"]
  )
  func equal(query: String) async throws {
    let names = ["content-type", "hindcast-row-count", "hindcast-basis", "etag", "cache-control"]
    var replies: [[TestServer.Reply]] = []
    for streamedEventsMin in [Int64(0), .max] {
      try await withServer(Self.lines) {
        $0.limits.streamedEventsMin = streamedEventsMin
      } _: { server in
        var found: [TestServer.Reply] = []
        for format in Self.formats {
          found.append(try await server.send(.GET, Self.target(query, format)))
        }
        replies.append(found)
      }
    }
    for (streamed, gathered) in zip(replies[0], replies[1]) {
      #expect(streamed.status == gathered.status)
      #expect(streamed.text == gathered.text)
      for name in names { #expect(streamed.headers[name] == gathered.headers[name], "\(name)") }
    }
    #expect(replies[0].count == Self.formats.count)
  }

  @Test("are not sent again while nothing was appended")
  func unchanged() async throws {
    try await withServer(Self.lines) {
      $0.limits.streamedEventsMin = 0
    } _: { server in
      let first = try await server.send(.GET, Self.target(Self.span, "ndjson"))
      let tag = try #require(first.headers["etag"].first)
      let second = try await server.send(
        .GET,
        Self.target(Self.span, "ndjson"),
        headers: [("If-None-Match", tag)]
      )
      #expect(second.status == 304)
      #expect(second.body.isEmpty)
    }
  }

  @Test("stop being read when their client leaves")
  func clientGone() async throws {
    try await withServer(Self.lines) {
      $0.limits.streamedEventsMin = 0
    } _: { server in
      let client = try await RawConnection.open(server.port)
      await client.send("GET \(Self.target("events", "json")) HTTP/1.1\r\nHost: a\r\n\r\n")
      await client.close()
      // What it held is free: as many as there are threads would be stuck otherwise.
      for _ in 0..<20 {
        let reply = try await server.send(.GET, Self.target("events | limit 300", "csv"))
        #expect(reply.status == 200)
      }
    }
  }
}
