import HindcastServer
import NIOHTTP1
import QueryEngine
import Testing

@Suite("Queries over HTTP")
struct QueryAnswerTests {
  private static let question =
    "pods serving shop/cart on port 80 at 2026-01-01T10:00:05Z | select pod"

  @Test("an answer is what the engine gives, in each format, by name and by Accept")
  func formats() async throws {
    try await withServer { server in
      for (name, type) in [
        ("json", "application/json"), ("ndjson", "application/x-ndjson"), ("csv", "text/csv"),
        ("table", "text/plain"), ("markdown", "text/markdown"), ("yaml", "application/yaml"),
      ] {
        let named = try await server.query(Self.question, [("format", name)])
        let accepted = try await server.query(Self.question, headers: [("Accept", type)])
        #expect(named.status == 200)
        #expect(named.body == accepted.body)
        #expect(named.headers.first(name: "Content-Type")?.hasPrefix(type) == true)
        #expect(named.text.contains("cart-1"))
      }
      let json = try await server.query(Self.question).object
      #expect(json["rowCount"] as? Int == 1)
      #expect(json["tql"] as? Int == 1)
      #expect((json["basis"] as? [String: Any])?["event"] as? Int != nil)
    }
  }

  @Test("equal questions have equal bytes, and times are in a header")
  func equalBytes() async throws {
    try await withServer { server in
      let first = try await server.query(Self.question)
      let second = try await server.query(Self.question)
      #expect(first.body == second.body)
      #expect(first.headers.first(name: "Server-Timing")?.hasPrefix("total;dur=") == true)
      #expect(first.headers.first(name: "Hindcast-Row-Count") == "1")
    }
  }

  @Test("a query comes as a URL, a form, JSON, or text, and means the same")
  func bodies() async throws {
    try await withServer { server in
      let asked = try await server.query(Self.question)
      let json = "{\"query\": \"\(Self.question)\", \"rows\": 10, \"cluster\": null}"
      for (type, body) in [
        ("application/json", json), ("text/plain", Self.question),
        (
          "application/x-www-form-urlencoded",
          String(TestServer.path("", [("query", Self.question)]).dropFirst())
        ),
      ] {
        let reply = try await server.send(
          .POST,
          "/api/v1/query",
          headers: [("Content-Type", type)],
          body: body
        )
        #expect(reply.body == asked.body, "\(type)")
      }
    }
  }

  @Test("parameters of a header are values, and never text of the query")
  func parameters() async throws {
    try await withServer { server in
      let text =
        "# param service: service\npods serving $service at 2026-01-01T10:00:05Z | select pod"
      let reply = try await server.query(text, [("param[service]", "shop/cart")])
      #expect(reply.text.contains("cart-1"))
      let hostile = try await server.query(text, [("param[service]", "x | count")])
      #expect(hostile.status == 400)
      #expect(hostile.code == "TQL0223")
    }
  }

  @Test("a default instant is what now means")
  func defaultInstant() async throws {
    try await withServer { server in
      let reply = try await server.query(
        "pods serving shop/cart | select pod",
        [("at", "2026-01-01T10:00:05Z"), ("format", "csv")]
      )
      #expect(reply.text.contains("cart-1"))
      let later = try await server.query(
        "pods serving shop/cart | select pod",
        [("at", "2026-01-01T10:00:09Z"), ("format", "csv")]
      )
      #expect(!later.text.contains("cart-1"))
    }
  }

  @Test("a wrong query is told with its place, a wrong parameter with its name")
  func errors() async throws {
    try await withServer { server in
      let refused = try await server.query("pod serving x")
      let error = try #require(try refused.object["error"] as? [String: Any])
      #expect(refused.status == 400)
      #expect(error["code"] as? String == "TQL0103")
      #expect((error["span"] as? [String: Any])?["end"] as? Int == 3)
      for (parameter, code) in [
        (("foo", "1"), "unknown-parameter"), (("rows", "x"), "malformed-parameter"),
        (("at", "today"), "malformed-parameter"), (("tz", "Nowhere"), "malformed-parameter"),
        (("format", "xml"), "malformed-parameter"), (("query", "pods"), "repeated-parameter"),
      ] {
        let reply = try await server.query(Self.question, [parameter])
        #expect(reply.status == 400)
        #expect(reply.code == code, "\(parameter)")
        let told = try #require(try reply.object["error"] as? [String: Any])
        #expect(told["parameter"] as? String == parameter.0)
      }
      let missing = try await server.send(.GET, "/api/v1/query")
      #expect(missing.code == "missing-parameter")
      let type = try await server.query(Self.question, headers: [("Accept", "image/png")])
      #expect(type.status == 406)
    }
  }

  @Test("an answer that is there already is not sent again, and one that is fixed is kept for ever")
  func conditional() async throws {
    try await withServer { server in
      let first = try await server.query(Self.question)
      let tag = try #require(first.headers.first(name: "ETag"))
      #expect(first.headers.first(name: "Cache-Control") == "private, no-cache")
      let again = try await server.query(Self.question, headers: [("If-None-Match", tag)])
      #expect(again.status == 304)
      #expect(again.body.isEmpty)
      let other = try await server.query(
        Self.question,
        [("format", "csv")],
        headers: [("If-None-Match", tag)]
      )
      #expect(other.status == 200)
      try server.store.appendMore("10:00:20 add pod shop/late ip=10.0.0.9 ready=true")
      let changed = try await server.query(Self.question, headers: [("If-None-Match", tag)])
      #expect(changed.status == 200)
      let fixed = try await server.query(
        Self.question.replacing(" |", with: " as known at event 9 |")
      )
      #expect(fixed.headers.first(name: "Cache-Control") == "private, max-age=31536000, immutable")
      let moving = try await server.query("pods at now")
      #expect(moving.headers.first(name: "ETag") == nil)
      #expect(moving.headers.first(name: "Cache-Control") == "no-store")
    }
  }

  @Test("rows beyond a limit are cut with a note, here as in the engine")
  func rowLimit() async throws {
    try await withServer { options in
      options.limits.rowsMax = 1
    } _: { server in
      let reply = try await server.query("pods at 2026-01-01T10:00:05Z", [("rows", "50")])
      #expect(reply.text.contains("rows-limited"))
      #expect(reply.headers.first(name: "Hindcast-Notes")?.contains("rows-limited") == true)
      #expect(reply.headers.first(name: "Hindcast-Row-Count") == "1")
    }
  }

  @Test("plans, trees, layouts, completions, and saved queries are told")
  func language() async throws {
    try await withServer { server in
      func get(_ path: String, _ parameters: [(String, String)]) async throws -> String {
        try await server.send(.GET, TestServer.path(path, parameters)).text
      }
      let plan = try await get("/api/v1/explain", [("query", Self.question), ("format", "csv")])
      #expect(plan.contains("evaluate"))
      let let1 = try await get("/api/v1/explain", [("query", "let x = 1\npods | limit 1")])
      #expect(let1.contains("limit"))
      #expect(try await get("/api/v1/parse", [("query", "pods")]).contains("\"node\":\"pods\""))
      let text = try await get("/api/v1/format", [("query", "pods  |  count")])
      #expect(text == "{\"query\":\"pods | count\\n\"}\n")
      let completions = try await get(
        "/api/v1/complete",
        [("query", "pods serving shop/"), ("at", "2026-01-01T10:00:05Z")]
      )
      #expect(completions.contains("\"shop/cart\""))
      #expect(try await get("/api/v1/queries", []).contains("\"serving\""))
      #expect(try await get("/api/v1/queries/serving", []).contains("Who serves."))
      let answer = try await get(
        "/api/v1/queries/serving/answer",
        [("param[service]", "shop/cart"), ("format", "csv")]
      )
      #expect(answer.contains("cart-1"))
      let missing = try await server.send(.GET, "/api/v1/queries/servin")
      #expect(missing.status == 404)
      #expect(missing.text.contains("did you mean `serving`?"))
    }
  }
}
