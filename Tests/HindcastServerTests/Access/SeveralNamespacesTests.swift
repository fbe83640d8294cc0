import Foundation
import HindcastServer
import HindcastTestSupport
import NIOHTTP1
import Testing

/// A token for two namespaces of three, and for two clusters of three.
@Suite("Answers for several namespaces and clusters")
struct SeveralNamespacesTests {
  private static let pay = [
    "10:00:00 add service pay/api selector=app:api port=80 clusterip=10.96.0.30 rv=1001",
    "10:00:01 add pod pay/api-1 ip=10.0.0.30 labels=app:api ready=true node=n1 rv=1002",
    "10:00:02 add slice pay/api-x service=api port=:8080"
      + " endpoint=10.0.0.30,pod:api-1,node:n1,ready rv=1003",
    "10:01:00 bookmark rv=1090",
  ]
  private static let edge = [
    "10:00:00 add service shop/kiosk selector=app:kiosk port=80 clusterip=10.97.0.1",
    "10:00:01 add pod shop/kiosk-1 ip=10.1.0.1 labels=app:kiosk ready=true node=e1",
    "10:00:01 add pod web/front-9 ip=10.1.0.2 labels=app:front ready=true node=e1",
  ]
  private static let lab = [
    "10:00:00 add service shop/secret-lab selector=app:secret port=80 clusterip=10.98.0.1",
    "10:00:01 add pod shop/secret-lab-1 ip=10.2.0.1 labels=app:secret ready=true node=l1",
  ]

  /// What no answer for the token may say: other namespaces, Nodes, and the third cluster.
  private static let secrets =
    RestrictedStores.secrets + ["laboratory", "secret-lab", "10.0.0.3\""]

  private static let at = ("at", "2026-01-01T10:00:05Z")

  private static func leaks(_ text: String) -> [String] {
    // The witness of an alias that an own object names.
    let text = text.replacing("front.web.svc.cluster.local", with: "")
    return secrets.filter { text.contains($0) }
  }

  /// Lets a test ask a server with the token.
  private static func ask(
    _ body: (_ server: TestServer, _ headers: [(String, String)]) async throws -> Void
  ) async throws {
    let folder = try TemporaryDirectory()
    let path = folder.file("tokens.json")
    let entry = TokenEntry(
      name: "two",
      sha256: TokenFile.hash(of: "token-of-two".utf8),
      scopes: [.read],
      namespaces: ["shop", "pay"],
      clusters: ["prod", "edge"],
      expires: nil
    )
    try Data(try TokenFile(tokens: [entry]).text.utf8).write(to: URL(filePath: path))
    let store = try TestStore()
    for (cluster, lines) in [
      ("prod", RestrictedStores.all + pay), ("edge", edge), ("laboratory", lab),
    ] {
      try store.appendScript(
        lines.sorted { $0.prefix(8) < $1.prefix(8) }.map { ($0, 0) },
        cluster: cluster,
        feed: cluster
      )
    }
    let server = try await TestServer.start(over: store) {
      $0.tokensPath = path
    } environment: { _ in
    }
    do {
      try await body(server, [("Authorization", "Bearer token-of-two")])
    } catch {
      try? await server.stop()
      throw error
    }
    try await server.stop()
  }

  /// What is its own, by cluster.
  private static let own: [(cluster: String, questions: [String])] = [
    (
      "prod",
      [
        "services in namespace shop", "services in namespace pay", "pods in namespace pay",
        "pods serving shop/cart", "pods serving pay/api", "why shop/cart", "why pay/api",
        "findings in namespace pay", "findings in namespace shop", "events in namespace pay",
        "events in namespace shop", "coverage in namespace pay", "coverage in namespace shop",
        "history of service pay/api", "history of pod shop/cart-1", "show pod pay/api-1",
        "dns api.pay.svc.cluster.local", "slices in namespace pay", "endpoints in namespace shop",
      ]
    ),
    ("edge", ["services in namespace shop", "pods in namespace shop", "events in namespace shop"]),
  ]

  @Test("questions about each of its own are answered, and name nothing of others")
  func answered() async throws {
    try await Self.ask { server, headers in
      for (cluster, questions) in Self.own {
        for question in questions {
          for path in ["/api/v1/query", "/api/v1/explain"] {
            let reply = try await server.send(
              .GET,
              TestServer.path(path, [("query", question), ("cluster", cluster), Self.at]),
              headers: headers
            )
            #expect(reply.status == 200, "\(question) in \(cluster): \(reply.text)")
            #expect(Self.leaks(reply.text) == [], "\(question) in \(cluster)")
          }
        }
      }
      let own = try await server.query(
        "services in namespace pay | select name",
        [("cluster", "prod"), Self.at],
        headers: headers
      )
      #expect(own.text.contains("\"api\""))
    }
  }

  @Test("reports, coverage, events, status, clusters, and metrics tell of its own, and of no other")
  func endpoints() async throws {
    try await Self.ask { server, headers in
      func told(_ path: String) async throws -> String {
        let reply = try await server.send(.GET, path, headers: headers)
        #expect(reply.status == 200, "\(path): \(reply.text)")
        #expect(Self.leaks(reply.text) == [], "\(path)")
        return reply.text
      }
      for report in ["availability", "membership", "changes", "findings"] {
        for namespace in ["shop", "pay"] {
          let text = try await told(
            "/api/v1/reports/\(report)?namespace=\(namespace)&cluster=prod"
              + "&from=2026-01-01T10:00:00Z&to=2026-01-01T10:00:50Z"
          )
          #expect(!text.contains(namespace == "shop" ? "api-1" : "cart-1"), "\(report)")
        }
      }
      for namespace in ["shop", "pay"] {
        _ = try await told("/api/v1/coverage?namespace=\(namespace)&cluster=prod")
      }
      let events = try await told("/api/v1/events?limit=1000&objects=true")
      for name in ["\"cart-1\"", "\"api-1\"", "\"kiosk-1\""] {
        #expect(events.contains("\"name\":\(name)"), "\(name)")
      }
      _ = try await told("/api/v1/events?limit=1000&namespace=pay")
      for path in ["/api/v1/status", "/api/v1/clusters", "/metrics"] {
        let text = try await told(path)
        #expect(text.contains("\"prod\"") && text.contains("\"edge\""), "\(path)")
      }
      for (text, expected) in [("services in namespace ", "pay"), ("pods serving ", "shop/cart")] {
        let completions = try await told(
          TestServer.path(
            "/api/v1/complete",
            [("query", text), ("cluster", "prod"), Self.at]
          )
        )
        #expect(completions.contains("\"text\":\"\(expected)"), "\(completions)")
      }
    }
  }

  @Test("live events are its own, those that were there and those that come")
  func live() async throws {
    try await Self.ask { server, headers in
      let sent = headers.map { "\($0.0): \($0.1)\r\n" }.joined()
      let stream = try await RawConnection.open(server.port)
      await stream.send(
        "GET /api/v1/events/live?after=0&objects=true HTTP/1.1\r\nHost: a\r\n\(sent)\r\n"
      )
      // The last of its own events.
      try await stream.text(with: "\"name\":\"kiosk-1\"")
      #expect(stream.status == 200)
      for (cluster, line) in [
        ("laboratory", "10:02:00 add pod shop/secret-lab-2 ip=10.2.0.2 ready=true node=l1"),
        ("prod", "10:02:01 add pod web/front-8 ip=10.0.0.38 ready=true node=n1 rv=2001"),
        ("prod", "10:02:02 add node lonely-2 ip=192.168.0.8 ready=true rv=2002"),
        ("edge", "10:02:03 add pod web/front-7 ip=10.1.0.7 ready=true node=e1"),
        ("edge", "10:02:04 add pod shop/kiosk-2 ip=10.1.0.3 ready=true node=e1"),
        ("prod", "10:02:05 add pod pay/api-2 ip=10.0.0.31 ready=true node=n1 rv=2003"),
      ] {
        try server.store.appendScript([(line, 0)], cluster: cluster, feed: cluster)
      }
      let text = try await stream.text(with: "\"name\":\"api-2\"")
      for name in ["cart-1", "api-1", "kiosk-1", "kiosk-2"] {
        #expect(text.contains("\"name\":\"\(name)\""), "\(name)")
      }
      #expect(Self.leaks(text) == [])
      await stream.close()
      for path in ["?namespace=web", "?cluster=laboratory"] {
        let reply = try await server.send(.GET, "/api/v1/events/live" + path, headers: headers)
        #expect(reply.status == 403, "\(path)")
      }
    }
  }

  @Test("saved queries are answered for its own Services, and refused for others")
  func savedQueries() async throws {
    try await Self.ask { server, headers in
      for (service, status) in [("shop/cart", 200), ("pay/api", 200), ("web/front", 403)] {
        let path = TestServer.path(
          "/api/v1/queries/serving/answer",
          [("param[service]", service), ("cluster", "prod")]
        )
        let reply = try await server.send(.GET, path, headers: headers)
        #expect(reply.status == status, "\(service): \(reply.text)")
        #expect(!reply.text.contains("front-"), "\(service)")
      }
    }
  }

  @Test("attribution tells owners in each of its namespaces, and no other")
  func attribution() async throws {
    let rows = ["10.0.0.1", "10.0.0.30", "10.0.0.3", "192.168.0.1"].map {
      "\($0),2026-01-01T10:00:05Z\n"
    }
    try await Self.ask { server, headers in
      let reply = try await server.send(
        .POST,
        "/api/v1/attribute?cluster=prod",
        headers: headers + [("Content-Type", "text/csv")],
        body: "ip,time\n" + rows.joined()
      )
      #expect(reply.status == 200, "\(reply.text)")
      let lines = reply.text.split(whereSeparator: \.isNewline).dropFirst()
      #expect(lines.first?.contains(",Pod,shop,cart-1,") == true)
      #expect(lines.dropFirst().first?.contains(",Pod,pay,api-1,") == true)
      #expect(Self.leaks(reply.text) == [])
    }
  }

  @Test("another namespace, all of them, and Nodes are refused")
  func refused() async throws {
    try await Self.ask { server, headers in
      for question in [
        "services", "services in namespace web", "pods serving web/front", "nodes", "findings",
        "events", "coverage", "owners of ip 10.0.0.3", "services in namespace *",
      ] {
        let asked = [("cluster", "prod"), Self.at]
        let reply = try await server.query(question, asked, headers: headers)
        #expect(reply.status == 403, "\(question): \(reply.text)")
        #expect(!reply.text.contains("front-") && !reply.text.contains("lonely"))
      }
      for scope in ["", "&namespace=web", "&namespace=*"] {
        let path = "/api/v1/reports/membership?cluster=prod\(scope)"
        #expect(try await server.send(.GET, path, headers: headers).status == 403, "\(scope)")
      }
      for path in ["/api/v1/events?namespace=web", "/api/v1/coverage?cluster=prod"] {
        #expect(try await server.send(.GET, path, headers: headers).status == 403, "\(path)")
      }
    }
  }

  @Test("the third cluster is answered for like one that is none")
  func otherCluster() async throws {
    try await Self.ask { server, headers in
      let csv = headers + [("Content-Type", "text/csv")]
      for (method, path, body) in [
        (HTTPMethod.GET, "/api/v1/query?query=services%20in%20namespace%20shop&cluster=", nil),
        (.GET, "/api/v1/explain?query=services%20in%20namespace%20shop&cluster=", nil),
        (.GET, "/api/v1/reports/changes?namespace=shop&cluster=", nil),
        (.GET, "/api/v1/coverage?namespace=shop&cluster=", nil),
        (.GET, "/api/v1/events?cluster=", nil),
        (.GET, "/api/v1/complete?query=pods%20serving%20shop%2F&cluster=", nil),
        (.POST, "/api/v1/attribute?cluster=", "ip,time\n10.2.0.1,2026-01-01T10:00:05Z\n"),
      ] {
        let sent = body == nil ? headers : csv
        let other = try await server.send(method, path + "laboratory", headers: sent, body: body)
        let none = try await server.send(method, path + "nothing-here", headers: sent, body: body)
        #expect(other.status == none.status, "\(path)")
        #expect(
          other.text.replacing("laboratory", with: "X")
            == none.text.replacing("nothing-here", with: "X"),
          "\(path)"
        )
        #expect(!other.text.contains("secret-lab"), "\(path)")
      }
    }
  }

  @Test("findings that need what another namespace has are refused, and a token for both has them")
  func findingsElsewhere() async throws {
    let folder = try TemporaryDirectory()
    let path = folder.file("tokens.json")
    let tokens = [("one", ["shop"]), ("both", ["shop", "web"])].map { name, namespaces in
      TokenEntry(
        name: name,
        sha256: TokenFile.hash(of: "token-of-\(name)".utf8),
        scopes: [.read],
        namespaces: namespaces,
        clusters: nil,
        expires: nil
      )
    }
    try Data(try TokenFile(tokens: tokens).text.utf8).write(to: URL(filePath: path))
    let lines =
      TestServer.lines + [
        "10:00:10 add slice shop/cart-y service=cart port=:8080 endpoint=10.0.0.2,pod:web/front-1,ready"
      ]
    try await withServer(lines) {
      $0.tokensPath = path
    } _: { server in
      func ask(_ question: String, _ token: String) async throws -> TestServer.Reply {
        try await server.query(
          question,
          [("at", "2026-01-01T10:00:20Z")],
          headers: [("Authorization", "Bearer token-of-\(token)")]
        )
      }
      let refused = try await ask("findings in namespace shop", "one")
      #expect(refused.status == 403, "\(refused.text)")
      #expect(refused.code == "forbidden-namespace")
      #expect(refused.text.contains("use a token for `web`, too"), "\(refused.text)")
      // Which Pod an endpoint stands for is looked up there, too.
      for question in ["why shop/cart", "pods serving shop/cart"] {
        let reply = try await ask(question, "one")
        #expect(reply.code == "forbidden-namespace", "\(question): \(reply.text)")
        #expect(reply.text.contains("ask `show` and `history` of your own"), "\(reply.text)")
        #expect(try await ask(question, "both").status == 200, "\(question)")
      }
      for question in ["show slice shop/cart-y", "history of slice shop/cart-y"] {
        let reply = try await ask(question, "one")
        #expect(reply.status == 200, "\(question): \(reply.text)")
      }
      let both = try await ask("findings in namespace shop", "both")
      #expect(both.status == 200, "\(both.text)")
    }
  }
}
