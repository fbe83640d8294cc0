import NIOSSL
import StandInServer
import Testing
import TopologyModel

@Suite("who may ask the stand-in server", .timeLimit(.minutes(30)))
struct AccessTests {
  private static let fixtures = TLSFixtures()

  private static func clientContext(
    trusting authority: String = fixtures.authority,
    showsCertificate: Bool = false
  ) throws -> NIOSSLContext {
    var configuration = TLSConfiguration.makeClientConfiguration()
    configuration.trustRoots = .file(authority)
    if showsCertificate {
      configuration.certificateChain = try NIOSSLCertificate.fromPEMFile(fixtures.clientCertificate)
        .map { .certificate($0) }
      configuration.privateKey = .privateKey(
        try NIOSSLPrivateKey(file: fixtures.clientKey, format: .pem)
      )
    }
    return try NIOSSLContext(configuration: configuration)
  }

  /// Asks for the version over TLS; returns the status, nil where the connection failed.
  private static func status(
    _ tls: StandInTLS,
    _ context: NIOSSLContext
  ) async throws -> (status: Int?, failed: Bool) {
    var result: (Int?, Bool) = (nil, false)
    try await withServer(StandInWorld(), options: StandInOptions(tls: tls)) { server in
      #expect(server.url.hasPrefix("https://127.0.0.1:"))
      let connection = try await RawConnection.open(to: server, tls: context, name: "localhost")
      try await connection.send("/version")
      let response = try await connection.response()
      result = (response.status, connection.failure != nil)
    }
    return result
  }

  @Test("without one of the tokens the answer is 401, and tokens change while the server runs")
  func tokens() async throws {
    let options = StandInOptions(tokens: ["first"])
    try await withServer(try Pods.world(), options: options) { (server) async throws -> Void in
      func status(_ authorization: String?) async throws -> Int? {
        let headers = authorization.map { ["Authorization": $0] } ?? [:]
        return try await server.ask(Pods.path, headers: headers).status
      }
      #expect(try await status("Bearer first") == 200)
      #expect(try await status("Bearer second") == 401)
      #expect(try await status("Basic first") == 401)
      #expect(try await status(nil) == 401)
      await server.reconfigure { $0.tokens = ["second"] }
      #expect(try await status("Bearer first") == 401)
      #expect(try await status("Bearer second") == 200)
      let requests = await server.requests
      #expect(requests.first?.authorization == "Bearer first")
      #expect(requests.map(\.status) == [200, 401, 401, 401, 401, 200])
    }
  }

  @Test("a kind that is forbidden answers 403, and so does a scope")
  func forbidden() async throws {
    var options = StandInOptions()
    options.forbiddenKinds = [.node]
    try await withServer(try Pods.world(), options: options) { server in
      let nodes = try await server.ask("/api/v1/nodes")
      #expect(nodes.status == 403)
      #expect(nodes.body.contains(#"cannot list resource \"nodes\" in API group \"\""#))
      #expect(try await server.ask(Pods.path).status == 200)
      await server.reconfigure { $0.allowedNamespaces = ["shop"] }
      let scope = try await server.ask("\(Pods.path)?watch=1")
      #expect(scope.status == 403)
      #expect(scope.body.contains("cannot watch"))
      #expect(try await server.ask("/api/v1/namespaces/shop/pods").status == 200)
      #expect(try await server.ask("/api/v1/namespaces/other/pods").status == 403)
    }
  }

  @Test("a client that trusts the authority speaks over TLS")
  func trusted() async throws {
    let answer = try await Self.status(Self.fixtures.server, try Self.clientContext())
    #expect(answer.status == 200)
  }

  @Test("a certificate that is wrong in some way is found so")
  func untrusted() async throws {
    let context = try Self.clientContext()
    for tls in [Self.fixtures.wrongName, Self.fixtures.expired] {
      let answer = try await Self.status(tls, context)
      #expect(answer.status == nil && answer.failed)
    }
    let other = try Self.clientContext(trusting: Self.fixtures.otherAuthority)
    let answer = try await Self.status(Self.fixtures.server, other)
    #expect(answer.status == nil && answer.failed)
  }

  @Test("a client certificate is demanded where the server is told to")
  func clientCertificate() async throws {
    let tls = Self.fixtures.serverDemandingClients
    let shown = try await Self.status(tls, try Self.clientContext(showsCertificate: true))
    #expect(shown.status == 200)
    let missing = try await Self.status(tls, try Self.clientContext())
    #expect(missing.status == nil)
  }
}
