import NIOHTTP1

extension ExampleRequest {
  /// The sources by the file that has their texts, and in its order.
  static let groups: [(name: String, sources: [String])] = [
    ("queries", ["query", "explain"]), ("language", ["parse", "format", "complete"]),
    ("saved", ["savedQueries", "savedQuery", "answerSavedQuery"]),
    ("reports", ["reports", "report"]), ("store", ["status", "clusters", "coverage"]),
    ("events", ["events", "liveEvents", "addEvents"]), ("attribution", ["attribute"]),
    ("operations", ["requests", "livez", "readyz", "metrics", "openapi", "paths"]),
    ("errors", errors.map(\.source)),
  ]

  static let question = "pods serving shop/cart on port 80 at 2026-11-23T04:39:51Z"

  private static func path(_ path: String, _ parameters: [(String, String)]) -> String {
    TestServer.path(path, parameters)
  }

  /// The requests, each answered by a server of its own.
  static let all: [ExampleRequest] = questions + others + errors

  /// What is answered in all formats of answers.
  private static let questions: [ExampleRequest] = [
    ("query", path("/api/v1/query", [("query", question)])),
    ("explain", path("/api/v1/explain", [("query", question)])),
    (
      "answerSavedQuery",
      path(
        "/api/v1/queries/service-outages/answer",
        [
          ("at", "2026-11-23T04:39:51Z"), ("param[service]", "shop/cart"), ("param[port]", "80"),
        ]
      )
    ), ("coverage", "/api/v1/coverage?kind=pod"),
  ].flatMap { source, path in
    [
      "application/json", "application/x-ndjson", "text/csv", "text/plain", "text/markdown",
      "application/yaml",
    ].map { type in
      ExampleRequest(source: source, mediaType: type, path: path, headers: [("Accept", type)])
    }
  }

  private static let others: [ExampleRequest] =
    [
      .init(source: "parse", path: path("/api/v1/parse", [("query", question)])),
      .init(source: "format", path: path("/api/v1/format", [("query", question)])),
      .init(
        source: "complete",
        path: path("/api/v1/complete", [("query", question), ("offset", "15")])
      ),
      .init(source: "savedQueries", path: "/api/v1/queries"),
      .init(source: "savedQuery", path: "/api/v1/queries/service-outages"),
      .init(source: "reports", path: "/api/v1/reports"),
      .init(source: "status", path: "/api/v1/status"),
      .init(source: "clusters", path: "/api/v1/clusters"),
      .init(source: "events", path: "/api/v1/events?namespace=shop&limit=2"),
      .init(
        source: "liveEvents",
        mediaType: "text/event-stream",
        path: "/api/v1/events/live"
      ),
      .init(
        source: "addEvents",
        method: .POST,
        path: "/api/v1/events?cluster=prod&at=2026-11-23T04:44:51Z",
        headers: [("Content-Type", "application/x-ndjson")],
        body: """
          {"type":"ADDED","object":{"apiVersion":"v1","kind":"Service","metadata":{"name":"pay",\
          "namespace":"shop","uid":"5d0f","resourceVersion":"4711"},"spec":{"clusterIP":\
          "10.96.0.11","ports":[{"port":80}],"selector":{"app":"pay"}}}}

          """,
        kind: .writing
      ),
      .init(source: "requests", path: "/api/v1/requests"),
      .init(source: "livez", mediaType: "text/plain", path: "/livez"),
      .init(source: "readyz", mediaType: "text/plain", path: "/readyz"),
      .init(source: "metrics", mediaType: "text/plain", path: "/metrics"),
      .init(source: "openapi", path: "/openapi.json"),
      .init(source: "paths", path: "/"),
    ]
    + ["application/json", "text/html", "text/markdown", "text/csv"].map { type in
      .init(
        source: "report",
        mediaType: type,
        path: "/api/v1/reports/availability?from=2026-11-23T04:15:00Z&to=2026-11-23T04:30:00Z",
        headers: [("Accept", type)]
      )
    }
    + [
      ("text/csv", "ip,time\n10.244.1.3,2026-11-23T04:30:06Z\n"),
      ("application/x-ndjson", "{\"ip\":\"10.244.1.3\",\"time\":\"2026-11-23T04:30:06Z\"}\n"),
    ].map { type, body in
      .init(
        source: "attribute",
        mediaType: type,
        method: .POST,
        path: "/api/v1/attribute",
        headers: [("Content-Type", type)],
        body: body
      )
    }

  /// A request for each status of errors that a request and a store can bring about.
  private static let errors: [ExampleRequest] = [
    .init(source: "400", path: path("/api/v1/query", [("query", "pods servng shop/cart")])),
    .init(source: "401", path: "/api/v1/status", kind: .guarded),
    .init(
      source: "403",
      path: path("/api/v1/query", [("query", "services at 2026-11-23T04:39:51Z")]),
      headers: [("Authorization", "Bearer token-of-shop")],
      kind: .guarded
    ),
    .init(source: "404", path: "/api/v1/queries/service-outage"),
    .init(source: "405", method: .DELETE, path: "/api/v1/query"),
    .init(
      source: "406",
      path: path("/api/v1/query", [("query", question)]),
      headers: [("Accept", "image/png")]
    ),
    .init(
      source: "409",
      path: path("/api/v1/query", [("query", question)]),
      kind: .outdated
    ),
    .init(
      source: "410",
      path: path("/api/v1/query", [("query", "\(question) as known at event 12")]),
      kind: .forgetful
    ),
    .init(
      source: "413",
      method: .POST,
      path: "/api/v1/query",
      headers: [("Content-Type", "text/plain")],
      body: String(repeating: " ", count: 1001),
      kind: .strained
    ),
    .init(
      source: "415",
      method: .POST,
      path: "/api/v1/query",
      headers: [("Content-Type", "application/xml")],
      body: "<query/>"
    ),
    .init(source: "422", path: path("/api/v1/query", [("query", question), ("timeout", "0s")])),
    .init(source: "429", path: "/api/v1/reports", kind: .strained, isRepeated: true),
    .init(
      source: "431",
      path: "/api/v1/status",
      headers: [("X-Long", String(repeating: "a", count: 40_000))]
    ),
    .init(
      source: "501",
      method: .POST,
      path: "/api/v1/events",
      headers: [("Content-Type", "application/x-ndjson")],
      body: "{}\n"
    ),
    .init(source: "503", path: "/readyz", kind: .strained),
  ]
}
