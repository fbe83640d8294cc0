/// The certificates among the project's fixtures.
public struct TLSFixtures: Hashable, Sendable {
  /// The folder that they stand in.
  public let folder: String

  /// Names the folder, `Tests/Fixtures/tls` in the project.
  public init(folder: String) {
    self.folder = folder
  }

  /// Finds the folder from a file that stands directly in a folder of `Tests`, as the caller does.
  public init(besideTestsOf file: String = #filePath) {
    let steps = file.split(separator: "/", omittingEmptySubsequences: false).dropLast(2)
    folder = steps.joined(separator: "/") + "/Fixtures/tls"
  }

  /// The path of the authority that signed all others.
  public var authority: String { "\(folder)/ca.pem" }
  /// The path of an authority that signed none of them.
  public var otherAuthority: String { "\(folder)/other-ca.pem" }
  /// The path of a client's certificate.
  public var clientCertificate: String { "\(folder)/client.pem" }
  /// The path of its key.
  public var clientKey: String { "\(folder)/client-key.pem" }

  /// A server's certificate for `localhost` and 127.0.0.1.
  public var server: StandInTLS { pair("server") }
  /// A server's certificate for `other.example` only.
  public var wrongName: StandInTLS { pair("wrong-name") }
  /// A server's certificate for `localhost` and 127.0.0.1 that has expired.
  public var expired: StandInTLS { pair("expired") }
  /// The right certificate, and clients must show one signed by the authority.
  public var serverDemandingClients: StandInTLS {
    var tls = server
    tls.clientAuthority = authority
    return tls
  }

  private func pair(_ name: String) -> StandInTLS {
    StandInTLS(certificate: "\(folder)/\(name).pem", key: "\(folder)/\(name)-key.pem")
  }
}
