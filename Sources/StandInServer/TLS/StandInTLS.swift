internal import NIOSSL

/// The certificate that a server shows, and whom it lets in.
public struct StandInTLS: Hashable, Sendable {
  /// The path of the certificate, PEM.
  public var certificate: String
  /// The path of its key, PEM.
  public var key: String
  /// The path of the authority whose client certificates are demanded, PEM; nil demands none.
  public var clientAuthority: String?

  /// Names the files of a certificate.
  public init(certificate: String, key: String, clientAuthority: String? = nil) {
    self.certificate = certificate
    self.key = key
    self.clientAuthority = clientAuthority
  }

  func makeContext() throws -> NIOSSLContext {
    var configuration = TLSConfiguration.makeServerConfiguration(
      certificateChain: try NIOSSLCertificate.fromPEMFile(certificate).map { .certificate($0) },
      privateKey: .privateKey(try NIOSSLPrivateKey(file: key, format: .pem))
    )
    if let clientAuthority {
      configuration.trustRoots = .file(clientAuthority)
      // The name in a client's certificate is a user's, not a host's.
      configuration.certificateVerification = .noHostnameVerification
    }
    configuration.applicationProtocols = ["http/1.1"]
    return try NIOSSLContext(configuration: configuration)
  }
}
