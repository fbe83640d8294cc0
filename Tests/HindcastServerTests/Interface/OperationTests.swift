import Foundation
import HindcastServer
import HindcastTestSupport
import NIOHTTP1
import Synchronization
import Testing
import TopologyModel

@Suite("Operations")
struct OperationTests {
  private static func watch(
    _ cluster: String,
    namespace: String? = nil,
    isConnected: Bool = true
  ) -> CollectorStatus.Watch {
    .init(
      cluster: cluster,
      kind: .pod,
      namespace: namespace,
      isConnected: isConnected,
      lastToldAt: nil
    )
  }

  private static func status(
    _ watches: [CollectorStatus.Watch],
    failure: String? = nil
  ) -> CollectorStatus {
    CollectorStatus(watches: watches, appendedCount: 7, queuedCount: 2, failure: failure)
  }

  /// The status that a collector tells now.
  private final class Present: Sendable {
    private let status = Mutex(OperationTests.status([]))

    var source: CollectorStatus.Source { { self.status.withLock { $0 } } }

    func set(_ new: CollectorStatus) { status.withLock { $0 = new } }
  }

  @Test("ready is who can read the store, and whose collector is connected and stores")
  func readiness() async throws {
    let present = Present()
    try await withServer(collector: present.source) { server in
      func ready(_ status: CollectorStatus) async throws -> TestServer.Reply {
        present.set(status)
        return try await server.send(.GET, "/readyz")
      }
      let connected = try await ready(Self.status([Self.watch("prod"), Self.watch("test")]))
      #expect(connected.status == 200)
      #expect(connected.text == "ok\n")
      let none = try await ready(Self.status([]))
      #expect(none.status == 503)
      let one = try await ready(
        Self.status([Self.watch("prod"), Self.watch("test", isConnected: false)])
      )
      #expect(one.status == 503)
      #expect(one.code == "not-connected")
      #expect(one.text.contains("pods of test"))
      #expect(!one.text.contains("prod"))
      let full = try await ready(Self.status([Self.watch("prod")], failure: "the disk is full"))
      #expect(full.status == 503)
      #expect(full.text.contains("the disk is full"))
      // It lives all the same.
      #expect(try await server.send(.GET, "/livez").status == 200)
      let page = try await server.send(.GET, "/metrics").text
      #expect(page.contains("hindcast_collector_connected{cluster=\"prod\""))
      #expect(try await server.figure("hindcast_collector_appended_events_total") == 7)
      #expect(try await server.figure("hindcast_collector_queued_events") == 2)
    }
  }

  @Test("watches are told to those alone who may know of their clusters and namespaces")
  func watches() async throws {
    let folder = try TemporaryDirectory()
    let path = folder.file("tokens.json")
    func entry(_ name: String, _ namespaces: [String]?, _ clusters: [String]?) -> TokenEntry {
      TokenEntry(
        name: name,
        sha256: TokenFile.hash(of: name.utf8),
        scopes: [.read],
        namespaces: namespaces,
        clusters: clusters,
        expires: nil
      )
    }
    let entries = [entry("team", ["shop"], nil), entry("cluster", nil, ["prod"])]
    try Data(try TokenFile(tokens: entries).text.utf8).write(to: URL(filePath: path))
    let status = Self.status([
      Self.watch("prod"), Self.watch("prod", namespace: "shop"),
      Self.watch("prod", namespace: "secret"), Self.watch("hidden", isConnected: false),
    ])
    let collector: CollectorStatus.Source = { status }
    func protect(_ options: inout ServerOptions) { options.tokensPath = path }
    try await withServer(TestServer.lines, protect, collector: collector) { server in
      for path in ["/metrics", "/api/v1/status"] {
        func page(_ token: String) async throws -> String {
          let headers = [("Authorization", "Bearer \(token)")]
          return try await server.send(.GET, path, headers: headers).text
        }
        let team = try await page("team")
        #expect(team.contains("hidden"))
        #expect(!team.contains("secret"), "\(path)")
        let cluster = try await page("cluster")
        #expect(cluster.contains("prod"))
        #expect(!cluster.contains("hidden"), "\(path)")
      }
      // Whoever probes has no token.
      let ready = try await server.send(.GET, "/readyz")
      #expect(ready.status == 503)
      #expect(ready.text.contains("1 of 4 watches are not connected"))
      #expect(!ready.text.contains("hidden"))
    }
  }

  @Test("files that are none of TLS keep a server from starting, and it says which and why")
  func certificates() async throws {
    let folder = try TemporaryDirectory()
    let path = folder.file("empty.pem")
    try Data().write(to: URL(filePath: path))
    for (certificate, detail) in [
      (folder.file("nothing.pem"), "cannot be read"), (path, "has no certificate in PEM"),
    ] {
      func protect(_ options: inout ServerOptions) {
        options.tls = .init(
          certificatePath: certificate,
          keyPath: path,
          clientAuthoritiesPath: nil
        )
      }
      await #expect {
        try await withServer(TestServer.lines, protect) { _ in }
      } throws: { error in
        (error as? ServerSetupError)?.message == "`\(certificate)`: \(detail)"
      }
    }
  }

  @Test("every answer tells browsers to run, guess, and frame nothing")
  func securityHeaders() async throws {
    try await withServer { server in
      for path in [
        "/", "/livez", "/metrics", "/openapi.json", "/nothing", "/api/v1/query?query=pods",
        "/api/v1/query", "/api/v1/events", "/api/v1/reports/availability?format=html",
      ] {
        let headers = try await server.send(.GET, path).headers
        #expect(headers["X-Content-Type-Options"] == ["nosniff"], "\(path)")
        #expect(headers["Referrer-Policy"] == ["no-referrer"], "\(path)")
        let policy = headers["Content-Security-Policy"]
        #expect(policy.count == 1, "\(path)")
        #expect(policy.first?.hasPrefix("default-src 'none'") == true, "\(path)")
        #expect(policy.first?.contains("frame-ancestors 'none'") == true, "\(path)")
        #expect(!headers["Cache-Control"].isEmpty, "\(path)")
      }
    }
  }

  @Test("the log has a line of JSON for each request, with who asked what")
  func log() async throws {
    try await withServer { server in
      _ = try await server.query("pods at 2026-01-01T10:00:05Z", [("namespace", "shop")])
      _ = try await server.query("pods servng shop/cart")
      try await eventually("both are logged") {
        server.logText.contains("TQL0110") && server.logText.contains("10:00:05Z")
      }
      let lines = try server.logText.split(separator: "\n").map { line in
        try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      }
      let queries = lines.filter { $0["path"] as? String == "/api/v1/query" }
      #expect(queries.count == 2)
      #expect(queries[0]["query"] as? String == "pods at 2026-01-01T10:00:05Z")
      #expect(queries[0]["client"] as? String == "127.0.0.1")
      #expect(queries[0]["status"] as? Int == 200)
      #expect(queries[0]["namespace"] as? String == "shop")
      #expect(queries[1]["status"] as? Int == 400)
    }
  }
}
