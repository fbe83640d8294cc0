import Foundation
import Testing
import TopologyModel

@testable import KubernetesClient

@Suite("a source of credentials")
struct CredentialSourceTests {
  private static func source(
    _ connection: ServerConnection,
    clock: CredentialClock = CredentialClock(Instant(nanoseconds: 0))
  ) -> CredentialSource {
    CredentialSource(connection: connection, environment: [:]) { clock.now }
  }

  private static func lines(_ source: CredentialSource) async throws -> [String] {
    try await source.headers().map { "\($0.name): \($0.value)" }
  }

  @Test(
    "credentials that do not change become headers",
    arguments: [
      ("{}", []),
      ("token: 'abc '", ["Authorization: Bearer abc"]),
      ("username: jo\npassword: p:w", ["Authorization: Basic am86cDp3"]),
      ("token: abc\nas: jane", ["Authorization: Bearer abc", "Impersonate-User: jane"]),
    ]
  )
  func fixed(user: String, expected: [String]) async throws {
    let connection = try ConfigurationFolder().connection(user: user)
    let source = Self.source(connection)
    #expect(try await Self.lines(source) == expected)
    await source.invalidate()
    #expect(try await Self.lines(source) == expected)
    #expect(try await source.clientCertificate() == nil)
  }

  @Test(
    "a value that no header can hold is refused without showing it",
    arguments: [
      ("token: \"hush\\nhush\"", "the token of the context `dev`"),
      ("token: a\nas: \"hush\\u007f\"", "the impersonated identity of the context `dev`"),
    ]
  )
  func unusableHeader(user: String, what: String) async throws {
    let source = Self.source(try ConfigurationFolder().connection(user: user))
    let error = ConnectionConfigurationError.credential(.unusableHeader(what: what))
    await #expect(throws: error) { try await source.headers() }
  }

  @Test("a certificate of the kubeconfig is handed on")
  func identity() async throws {
    let certificate = ConfigurationFolder.base64(ConfigurationFolder.certificatePEM)
    let key = ConfigurationFolder.base64(ConfigurationFolder.keyPEM)
    let connection = try ConfigurationFolder().connection(
      user: "client-certificate-data: \(certificate)\nclient-key-data: \(key)"
    )
    #expect(try await Self.source(connection).clientCertificate() == connection.tls.clientIdentity)
    #expect(connection.tls.clientIdentity != nil)
  }

  @Test("a token's file is read again after a minute, and after a refusal")
  func rotation() async throws {
    let folder = try ConfigurationFolder()
    try folder.write("one\n", to: "token")
    let clock = CredentialClock(Instant(nanoseconds: 0))
    let source = Self.source(try folder.connection(user: "tokenFile: token"), clock: clock)
    #expect(try await Self.lines(source) == ["Authorization: Bearer one"])
    try folder.write("two", to: "token")
    clock.advance(seconds: 59)
    #expect(try await Self.lines(source) == ["Authorization: Bearer one"])
    clock.advance(seconds: 1)
    #expect(try await Self.lines(source) == ["Authorization: Bearer two"])
    try folder.write("three", to: "token")
    await source.invalidate()
    #expect(try await Self.lines(source) == ["Authorization: Bearer three"])
    // A file that is gone for a moment does not matter, unless the server refused the token.
    try FileManager.default.removeItem(atPath: "\(folder.path)/token")
    clock.advance(seconds: 120)
    #expect(try await Self.lines(source) == ["Authorization: Bearer three"])
    await source.invalidate()
    let error = await #expect(throws: ConnectionConfigurationError.self) {
      try await source.headers()
    }
    #expect(error?.category == .unavailable)
    #expect(error?.message.contains("\(folder.path)/token") == true)
  }

  @Test("a token's file that is empty, or holds several lines, is refused without showing it")
  func unusableFile() async throws {
    let folder = try ConfigurationFolder()
    let file = try folder.write(" \n", to: "token")
    let source = Self.source(try folder.connection(user: "tokenFile: token"))
    await #expect(throws: ConnectionConfigurationError.credential(.emptyTokenFile(path: file))) {
      try await source.headers()
    }
    try folder.write("hush\nhush", to: "token")
    let error = await #expect(throws: ConnectionConfigurationError.self) {
      try await source.headers()
    }
    #expect(
      error?.message == "the token in `\(file)` holds a character that no HTTP header can hold"
    )
  }

  @Test("a credential is replaced shortly before it expires")
  func refreshTime() {
    let second: Int64 = 1_000_000_000
    func refresh(_ life: Int64) -> Int64 {
      CredentialSource.refreshTime(
        of: Instant(nanoseconds: life * second),
        fetchedAt: Instant(nanoseconds: 0)
      ).nanoseconds / second
    }
    #expect(refresh(3600) == 3570)
    #expect(refresh(100) == 90)
    #expect(refresh(-5) == -5)
    let far = CredentialSource.refreshTime(
      of: Instant(nanoseconds: .max),
      fetchedAt: Instant(nanoseconds: .min)
    )
    #expect(far.nanoseconds == .max)
  }
}
