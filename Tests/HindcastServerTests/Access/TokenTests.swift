import Foundation
import HindcastServer
import HindcastTestSupport
import NIOHTTP1
import Testing
import TopologyModel

@Suite("Who may ask")
struct TokenTests {
  /// A file of tokens in a folder of its own.
  private struct Tokens {
    let folder: TemporaryDirectory
    var path: String { folder.file("tokens.json") }

    init(_ entries: [TokenEntry]) throws {
      folder = try TemporaryDirectory()
      try write(entries)
    }

    func write(_ entries: [TokenEntry]) throws {
      try Data(try TokenFile(tokens: entries).text.utf8).write(to: URL(filePath: path))
    }
  }

  private static func entry(
    _ name: String,
    _ scopes: Set<AccessScope> = [.read],
    namespaces: [String]? = nil,
    clusters: [String]? = nil,
    expires: Instant? = nil
  ) -> TokenEntry {
    TokenEntry(
      name: name,
      sha256: TokenFile.hash(of: "token-of-\(name)".utf8),
      scopes: scopes,
      namespaces: namespaces,
      clusters: clusters,
      expires: expires
    )
  }

  private static func header(_ name: String) -> [(String, String)] {
    [("Authorization", "Bearer token-of-\(name)")]
  }

  @Test("without a token, with a forged one, or with an expired one there is no answer")
  func unknown() async throws {
    let past = Instant(nanoseconds: 1_700_000_000_000_000_000)
    let tokens = try Tokens([Self.entry("ops"), Self.entry("old", expires: past)])
    try await withServer {
      $0.tokensPath = tokens.path
    } _: { server in
      let none = try await server.query("pods")
      #expect(none.status == 401)
      #expect(none.code == "unauthenticated")
      #expect(none.headers.first(name: "WWW-Authenticate")?.hasPrefix("Bearer") == true)
      let forged = try await server.query("pods", headers: Self.header("nobody"))
      #expect(forged.status == 401)
      #expect(forged.code == "unknown-token")
      let old = try await server.query("pods", headers: Self.header("old"))
      #expect(old.status == 401)
      #expect(old.code == "expired-token")
      let basic = try await server.query("pods", headers: [("Authorization", "Basic b3BzOm9wcw==")])
      #expect(basic.status == 401)
      #expect(try await server.query("pods", headers: Self.header("ops")).status == 200)
      // Whether it lives, everybody may ask.
      #expect(try await server.send(.GET, "/livez").status == 200)
      #expect(try await server.send(.GET, "/metrics").status == 401)
      #expect(!server.logText.contains("token-of-ops"))
    }
  }

  @Test("a token is for what its scopes say")
  func scopes() async throws {
    let tokens = try Tokens([
      Self.entry("reader"), Self.entry("feeder", [.ingest]), Self.entry("boss", [.admin]),
    ])
    try await withServer {
      $0.tokensPath = tokens.path
      $0.acceptsEvents = true
    } _: { server in
      for (name, query, ingest, requests) in [
        ("reader", 200, 403, 403), ("feeder", 403, 400, 403), ("boss", 200, 400, 200),
      ] {
        let headers = Self.header(name)
        #expect(try await server.query("pods", headers: headers).status == query)
        let sent = try await server.send(.POST, "/api/v1/events", headers: headers, body: "x")
        #expect(sent.status == ingest)
        let seen = try await server.send(.GET, "/api/v1/requests", headers: headers)
        #expect(seen.status == requests)
      }
    }
  }

  @Test("a token for a namespace shows nothing of another, not even a name")
  func namespaces() async throws {
    let tokens = try Tokens([Self.entry("shop", namespaces: ["shop"])])
    try await withServer {
      $0.tokensPath = tokens.path
    } _: { server in
      let headers = Self.header("shop")
      let at: [(String, String)] = [("at", "2026-01-01T10:00:05Z")]
      #expect(try await server.query("pods in namespace shop", at, headers: headers).status == 200)
      for query in [
        "pods", "pods in namespace web", "pods serving web/front", "nodes", "owners of ip 10.0.0.2",
        "events", "coverage", "findings", "why web/front", "show service web/front",
        "pods in namespace *", "explain pods serving web/front", "dns front.web.svc.cluster.local",
        "history of pod web/front-1",
        "diff pods in namespace web from 2026-01-01T10:00:01Z to "
          + "2026-01-01T10:00:05Z", "services served by web/front-1", "pods on node n1",
      ] {
        let reply = try await server.query(query, at, headers: headers)
        #expect(reply.status == 403, "\(query): \(reply.text)")
        #expect(!reply.text.contains("front-1") || query.contains("front-1"), "\(query)")
      }
      let unknown = try await server.query("pods serving shop/front", at, headers: headers)
      #expect(unknown.status == 200)
      #expect(!unknown.text.contains("web/front"))
      let completions = try await server.send(
        .GET,
        TestServer.path("/api/v1/complete", [("query", "pods serving ")] + at),
        headers: headers
      )
      #expect(completions.text.contains("shop/cart"))
      #expect(!completions.text.contains("front"))
      let events = try await server.send(.GET, "/api/v1/events?limit=1000", headers: headers)
      #expect(events.text.contains("cart-1"))
      #expect(!events.text.contains("front"))
    }
  }

  @Test("no token that was sent is in the log, in the record of reads, or in an answer")
  func secrecy() async throws {
    let tokens = try Tokens([Self.entry("ops")])
    let secrets = ["token-of-ops", "token-of-nobody", "b3BzOnRva2VuLW9mLW9wcw"]
    let auditLog = tokens.folder.file("reads.jsonl")
    try await withServer {
      $0.tokensPath = tokens.path
      $0.auditLogPath = auditLog
    } _: { server in
      var answers: [String] = []
      func ask(_ path: String, _ headers: [(String, String)] = []) async throws -> Int {
        let reply = try await server.send(.GET, path, headers: headers)
        answers.append("\(reply.headers) \(reply.text)")
        return reply.status
      }
      let query = TestServer.path("/api/v1/query", [("query", "pods at 2026-01-01T10:00:05Z")])
      #expect(try await ask(query, Self.header("ops")) == 200)
      #expect(try await ask("/api/v1/events?limit=1", Self.header("ops")) == 200)
      #expect(try await ask("/api/v1/requests", Self.header("ops")) == 403)
      for value in ["Bearer token-of-nobody", "token-of-ops", "Basic b3BzOnRva2VuLW9mLW9wcw=="] {
        #expect(try await ask(query, [("Authorization", value)]) == 401)
      }
      for name in ["token", "access_token", "authorization"] {
        for path in [query + "&", "/api/v1/events?limit=1&"] {
          #expect(try await ask("\(path)\(name)=token-of-ops") == 401)
          #expect(try await ask("\(path)\(name)=token-of-ops", Self.header("ops")) == 400)
        }
        #expect(try await ask("/metrics?\(name)=token-of-ops") == 401)
        _ = try await ask("/livez?\(name)=token-of-ops")
      }
      let connection = try await RawConnection.open(server.port)
      await connection.send(
        "GET http://ops:token-of-ops@localhost\(query) HTTP/1.1\r\nHost: localhost\r\n"
          + "Connection: close\r\nAuthorization: Bearer token-of-nobody\r\n\r\n"
      )
      answers.append(try await connection.textUntilClosed())
      answers += [server.logText, try String(contentsOfFile: auditLog, encoding: .utf8)]
      #expect(answers.last?.contains("\"client\":\"ops\"") == true)
      for secret in secrets {
        for answer in answers { #expect(!answer.contains(secret), "\(answer)") }
      }
    }
  }

  @Test("a token for a cluster shows nothing of another")
  func clusters() async throws {
    let tokens = try Tokens([Self.entry("elsewhere", clusters: ["other"])])
    try await withServer {
      $0.tokensPath = tokens.path
    } _: { server in
      let headers = Self.header("elsewhere")
      let query = try await server.query("pods", headers: headers)
      #expect(query.status == 400)
      #expect(!query.text.contains("cart"))
      let events = try await server.send(.GET, "/api/v1/events", headers: headers)
      #expect(try (events.object["events"] as? [Any])?.isEmpty == true)
      for name in ["", "&cluster=default", "&cluster=test", "&cluster=nowhere"] {
        let attributed = try await server.send(
          .POST,
          "/api/v1/attribute?address=ip&time=ts\(name)",
          headers: headers + [("Content-Type", "text/csv")],
          body: "ip,ts\n10.0.0.2,2026-01-01T10:00:05Z\n"
        )
        #expect(attributed.status >= 400, "\(name)")
        let known = ["default", "test"].filter { !name.contains($0) }
        #expect(known.allSatisfy { !attributed.text.contains("`\($0)`") }, "\(attributed.text)")
        #expect(!attributed.text.contains("front"))
      }
      let status = try await server.send(.GET, "/api/v1/status", headers: headers)
      #expect(try (status.object["clusters"] as? [Any])?.isEmpty == true)
    }
  }

  @Test("a file of tokens that is wrong keeps the server from starting, and says why")
  func files() async throws {
    let folder = try TemporaryDirectory()
    for (text, expected) in [
      ("", "no JSON"), ("{}", "`tokens` is missing"),
      ("{\"tokens\":[{\"name\":\"a\"}]}", "`scopes` is missing"),
      ("{\"tokens\":[{\"name\":\"a\",\"scopes\":[\"read\"]}]}", "neither `sha256`"),
      ("{\"tokens\":[{\"name\":\"a\",\"scopes\":[\"all\"]}]}", "none of those known"),
      ("{\"tokens\":[{\"name\":\"a\",\"scopes\":[\"read\"],\"sha256\":\"12\"}]}", "64 hexadecimal"),
    ] {
      let path = folder.file("tokens.json")
      try Data(text.utf8).write(to: URL(filePath: path))
      #expect {
        _ = try TokenFile(path: path)
      } throws: { error in
        (error as? ServerSetupError)?.message.contains(expected) == true
      }
    }
  }

  @Test("elsewhere than on the loopback a server needs TLS and tokens, or to be told otherwise")
  func exposure() {
    func refusal(_ change: (inout ServerOptions) -> Void) -> String? {
      var options = ServerOptions()
      options.host = "0.0.0.0"
      change(&options)
      do {
        let store = try TestStore()
        _ = try QueryServer(options, log: store.log, environment: .quiet)
        return nil
      } catch {
        return (error as? ServerSetupError)?.message ?? "\(error)"
      }
    }
    #expect(refusal { _ in }?.contains("without TLS") == true)
    let tls = ServerOptions.TLS(
      certificatePath: "/nonexistent/c.pem",
      keyPath: "/nonexistent/k.pem",
      clientAuthoritiesPath: nil
    )
    #expect(refusal { $0.tls = tls }?.contains("without tokens") == true)
    #expect(refusal { $0.allowsUnprotected = true } == nil)
    #expect(refusal { $0.host = "127.0.0.2" } == nil)
  }
}
