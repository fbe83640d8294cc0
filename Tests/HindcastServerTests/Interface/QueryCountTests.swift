import HindcastServer
import HindcastTestSupport
import NIOHTTP1
import Testing

@Suite("Counts of queries")
struct QueryCountTests {
  private static let question = "pods at 2026-01-01T10:00:05Z"

  /// The queries by outcome.
  private static func outcomes(_ server: TestServer) async throws -> [String: Int] {
    let page = try await server.send(.GET, "/metrics").text
    let lines = page.matches(of: /hindcast_queries_total\{outcome="([a-z-]+)"\} ([0-9]+)/)
    return Dictionary(uniqueKeysWithValues: lines.map { (String($0.1), Int($0.2) ?? -1) })
  }

  @Test("all outcomes are there before the first query")
  func beginning() async throws {
    try await withServer { server in
      let outcomes = try await Self.outcomes(server)
      #expect(
        Set(outcomes.keys) == [
          "answered", "not-modified", "refused", "time-limit", "memory-limit", "client-gone",
          "request-ended", "shutting-down", "failed",
        ]
      )
      #expect(outcomes.values.allSatisfy { $0 == 0 })
    }
  }

  @Test("each query has one outcome", arguments: [Int64(0), .max])
  func each(streamedEventsMin: Int64) async throws {
    try await withServer {
      $0.limits.streamedEventsMin = streamedEventsMin
    } _: { server in
      let first = try await server.query(Self.question)
      let tag = try #require(first.headers["etag"].first)
      let known = try await server.query(Self.question, headers: [("If-None-Match", tag)])
      #expect(known.status == 304)
      #expect(try await server.query("events").status == 200)
      let all = try await server.send(.GET, "/api/v1/query?query=events", headers: [])
      #expect(all.status == 200)
      #expect(try await server.query("pods servng shop/cart").status == 400)
      #expect(try await server.query("pods", [("cluster", "nowhere")]).status == 400)
      let explained = TestServer.path("/api/v1/explain", [("query", "pods servng shop/cart")])
      #expect(try await server.send(.GET, explained).status == 400)
      let slow = try await server.query(VanishingClientTests.slowQuery, [("timeout", "1ms")])
      #expect(slow.status == 422)
      var expected = ["answered": 3, "not-modified": 1, "refused": 3, "time-limit": 1]
      let outcomes = try await Self.outcomes(server)
      for (outcome, count) in outcomes {
        #expect(expected[outcome, default: 0] == count, "\(outcome)")
      }
      expected = [:]
      #expect(outcomes.values.reduce(0, +) == 8)
    }
  }

  @Test("an ended query is counted as such")
  func ended() async throws {
    try await withServer { server in
      async let reply = server.query(VanishingClientTests.slowQuery)
      try await eventually("the query runs") {
        try await server.number(of: "/api/v1/query") != nil
      }
      if let number = try await server.number(of: "/api/v1/query") {
        _ = try await server.send(.DELETE, "/api/v1/requests/\(number)")
      }
      // One whose rows were found before is cut while they are sent.
      let status = try? await reply.status
      let outcomes = try await Self.outcomes(server)
      #expect(outcomes[status == 503 ? "request-ended" : "answered"] == 1, "\(outcomes)")
    }
  }

  @Test("what the engine and the projections did is counted")
  func engine() async throws {
    try await withServer { server in
      for _ in 0..<8 {
        #expect(
          try await server.query("pods serving shop/cart at 2026-01-01T10:00:05Z").status == 200
        )
      }
      let page = try await server.send(.GET, "/metrics").text
      #expect(page.contains("hindcast_plans_total{from=\"binder\"} 1\n"))
      #expect(page.contains("hindcast_plans_total{from=\"cache\"} 7\n"))
      #expect(try await server.figure("hindcast_timeline_answers_total") > 0)
      #expect(try await server.figure("hindcast_projection_runs") > 5)
    }
  }
}
