/// How a server proves who it is, and we prove who we are, below HTTP.
public struct TLSSettings: Hashable, Sendable {
  /// The certificates that are trusted as PEM, or nil for those of the system.
  public let certificateAuthorityPEM: [UInt8]?
  /// The name that the server's certificate must have where it is not the host.
  public let serverName: String?
  /// Whether any certificate will do.
  public let skipsVerification: Bool
  /// Our own certificate; a plugin may bring another.
  public let clientIdentity: ClientIdentity?

  /// Creates settings.
  public init(
    certificateAuthorityPEM: [UInt8]?,
    serverName: String?,
    skipsVerification: Bool,
    clientIdentity: ClientIdentity?
  ) {
    self.certificateAuthorityPEM = certificateAuthorityPEM
    self.serverName = serverName
    self.skipsVerification = skipsVerification
    self.clientIdentity = clientIdentity
  }
}
