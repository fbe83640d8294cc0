import Foundation
import HindcastTestSupport
import KubernetesClient
import StandInServer
import Testing
import TopologyModel

@Suite("A recorder over TLS", .serialized, .timeLimit(.minutes(30)))
struct RecordingTLSTests {
  private static let fixtures = TLSFixtures(folder: Stand.fixtures + "/tls")

  private static func bytes(_ path: String) throws -> [UInt8] {
    try [UInt8](Data(contentsOf: URL(fileURLWithPath: path)))
  }

  private static func options(
    authority: String,
    serverName: String? = nil,
    withCertificate: Bool = false
  ) throws -> LiveRecording.Options {
    let pem = try bytes(authority)
    let identity =
      withCertificate
      ? ClientIdentity(
        certificatePEM: try bytes(fixtures.clientCertificate),
        keyPEM: try bytes(fixtures.clientKey)
      ) : nil
    var options = LiveRecording.Options(streamsLists: false)
    options.connect = { address in
      ServerConnection(
        contextName: "test",
        clusterName: "test",
        server: address,
        defaultNamespace: "default",
        tls: TLSSettings(
          certificateAuthorityPEM: pem,
          serverName: serverName,
          skipsVerification: false,
          clientIdentity: identity
        ),
        proxy: nil,
        credentials: .none,
        impersonation: nil
      )
    }
    return options
  }

  private func stand(_ tls: StandInTLS) async throws -> Stand {
    var options = StandInOptions()
    options.tls = tls
    return try await Stand("relabel", options)
  }

  @Test("records from a server that its authority vouches for, with a client certificate")
  func mutual() async throws {
    let stand = try await stand(Self.fixtures.serverDemandingClients)
    let live = try stand.record(
      try Self.options(authority: Self.fixtures.authority, withCertificate: true)
    )
    try await live.wait("listed") { $0.count == 4 && $0.allSatisfy { $0.revision != nil } }
    try await stand.play(live)
    let differences = try stand.differences(live)
    #expect(differences == [])
    try await stand.end(live)
  }

  @Test("records from a server with another name where the kubeconfig tells it")
  func serverName() async throws {
    let stand = try await stand(Self.fixtures.wrongName)
    let live = try stand.record(
      try Self.options(authority: Self.fixtures.authority, serverName: "other.example")
    )
    try await live.wait("listed") { $0.count == 4 && $0.allSatisfy { $0.revision != nil } }
    try await stand.end(live)
  }

  @Test("says in one line that a certificate is not to be trusted, and keeps trying")
  func untrusted() async throws {
    let cases = [
      (Self.fixtures.server, Self.fixtures.otherAuthority),
      (Self.fixtures.wrongName, Self.fixtures.authority),
      (Self.fixtures.expired, Self.fixtures.authority),
    ]
    for (tls, authority) in cases {
      let stand = try await stand(tls)
      let live = try stand.record(try Self.options(authority: authority))
      try await live.wait("it waits") { $0.count == 4 && $0.allSatisfy { $0.problem != nil } }
      let told = live.messages.filter { $0.hasPrefix("pods:") }
      #expect(told.count == 1)
      #expect(told.first?.contains("the server's certificate is not trusted") == true)
      #expect(live.helps.contains { $0.contains("certificate-authority") })
      for _ in 0..<600 where live.pauses.count < 9 {
        try await Polling.pause(milliseconds: 10)
      }
      #expect(live.pauses.count >= 9)
      try await stand.end(live)
    }
  }
}
