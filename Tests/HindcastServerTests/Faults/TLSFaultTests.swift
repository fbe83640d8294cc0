import Foundation
import HindcastServer
import HindcastTestSupport
import NIOSSL
import Testing

@Suite("TLS, and clients that show certificates", .serialized)
struct TLSFaultTests {
  /// A certificate among the fixtures, and its key.
  private static func file(_ name: String, _ path: String = #filePath) -> String {
    URL(filePath: path).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Fixtures/tls/\(name).pem").path
  }

  private static func tls(clients: String? = nil) -> ServerOptions.TLS {
    ServerOptions.TLS(
      certificatePath: file("server"),
      keyPath: file("server-key"),
      clientAuthoritiesPath: clients
    )
  }

  private static func client(
    showing name: String? = nil,
    trusting authority: String = "ca"
  ) throws -> NIOSSLContext {
    var configuration = TLSConfiguration.makeClientConfiguration()
    configuration.trustRoots = .file(file(authority))
    if let name {
      configuration.certificateChain = try NIOSSLCertificate.fromPEMFile(file(name))
        .map { .certificate($0) }
      configuration.privateKey = .privateKey(
        try NIOSSLPrivateKey(file: file("\(name)-key"), format: .pem)
      )
    }
    return try NIOSSLContext(configuration: configuration)
  }

  private static let request =
    "GET \(TestServer.path("/api/v1/query", [("query", "pods at 2026-01-01T10:00:05Z")])) HTTP/1.1\r\n"
    + "Host: localhost\r\nConnection: close\r\n\r\n"

  /// Asks a query over TLS; returns what came back.
  private static func asked(
    _ server: TestServer,
    _ context: NIOSSLContext,
    headers: String = ""
  ) async throws -> RawConnection {
    let connection = try await RawConnection.open(server.port, tls: context)
    await connection.send(request.replacing("Host:", with: "\(headers)Host:"))
    try await connection.textUntilClosed()
    return connection
  }

  @Test("who trusts the authority is answered over TLS, and who speaks no TLS is not")
  func server() async throws {
    try await withServer {
      $0.tls = Self.tls()
    } _: { server in
      let answer = try await Self.asked(server, try Self.client())
      #expect(answer.status == 200)
      #expect(answer.text.contains("Strict-Transport-Security: max-age="))
      let distrusting = try await Self.asked(server, try Self.client(trusting: "other-ca"))
      #expect(distrusting.status == nil)
    }
    try await withServer {
      $0.tls = Self.tls()
      $0.limits.idleSeconds = 2
    } _: { server in
      let plain = try await RawConnection.open(server.port)
      await plain.send(Self.request)
      try await plain.textUntilClosed()
      #expect(!plain.text.contains("cart-1"))
      // One that says nothing at all, and one that stops within its greeting.
      let silent = try await RawConnection.open(server.port)
      let half = try await RawConnection.open(server.port)
      await half.send([0x16, 0x03, 0x01, 0x02, 0x00])
      try await silent.textUntilClosed()
      try await half.textUntilClosed()
      #expect(!half.text.contains("cart-1"))
    }
  }

  @Test("with an authority for clients only those are answered who have a certificate of it")
  func mutual() async throws {
    let folder = try TemporaryDirectory()
    let path = folder.file("tokens.json")
    func write(_ name: String) throws {
      let certificate = try #require(try NIOSSLCertificate.fromPEMFile(Self.file(name)).first)
      let entries = [
        TokenEntry(
          name: "probe",
          sha256: nil,
          certificateSHA256: TokenFile.hash(of: try certificate.toDERBytes()),
          scopes: [.read]
        ),
        TokenEntry(name: "ops", sha256: TokenFile.hash(of: "ops".utf8), scopes: [.read]),
      ]
      let text = try TokenFile(tokens: entries).text
      try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
    }
    try write("client")
    try await withServer {
      $0.tls = Self.tls(clients: Self.file("ca"))
      $0.tokensPath = path
      $0.limits.idleSeconds = 5
    } _: { server in
      let known = try Self.client(showing: "client")
      let answer = try await Self.asked(server, known)
      #expect(answer.status == 200)
      #expect(server.logText.contains("\"client\":\"probe\""))
      // A token counts more than the certificate, also one that nobody has.
      let token = try await Self.asked(server, known, headers: "Authorization: Bearer ops\r\n")
      #expect(token.status == 200)
      let forged = try await Self.asked(server, known, headers: "Authorization: Bearer x\r\n")
      #expect(forged.status == 401)
      let none = try await Self.asked(server, try Self.client())
      #expect(none.status == nil)
      let expired = try await Self.asked(server, try Self.client(showing: "expired"))
      #expect(expired.status == nil)
      // A certificate of the authority that no entry names.
      try write("server")
      try await eventually("the entry is gone") {
        try await Self.asked(server, known).status == 401
      }
    }
    try await withServer {
      $0.tls = Self.tls(clients: Self.file("other-ca"))
      $0.limits.idleSeconds = 5
    } _: { server in
      let strange = try await Self.asked(server, try Self.client(showing: "client"))
      #expect(strange.status == nil)
    }
  }
}
