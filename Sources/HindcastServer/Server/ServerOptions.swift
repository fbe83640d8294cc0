public import KubernetesObjects

/// How a server listens, and to whom it answers.
public struct ServerOptions: Sendable {
  /// The files of TLS.
  public struct TLS: Sendable {
    /// The certificate chain in PEM.
    public var certificatePath: String
    /// The private key in PEM.
    public var keyPath: String
    /// The authorities of clients' certificates in PEM; nil where clients need none.
    public var clientAuthoritiesPath: String?

    /// Creates the names of the files.
    public init(certificatePath: String, keyPath: String, clientAuthoritiesPath: String?) {
      self.certificatePath = certificatePath
      self.keyPath = keyPath
      self.clientAuthoritiesPath = clientAuthoritiesPath
    }
  }

  /// The host name or address that is listened on.
  public var host = "127.0.0.1"
  /// The port; 0 for one that the system picks.
  public var port = 7180
  /// The files of TLS; nil for none.
  public var tls: TLS?
  /// The file of tokens; nil where nobody needs one.
  public var tokensPath: String?
  /// Whether it may listen elsewhere than on the loopback without TLS and tokens.
  public var allowsUnprotected = false
  /// Whether it takes events; the log is open for writing then.
  public var acceptsEvents = false
  /// What is removed from objects that are sent to it, before anything of them is stored.
  public var retention = RedactionPolicy.standard
  /// Where reads are recorded; nil where they are not.
  public var auditLogPath: String?
  /// Whether requests are logged.
  public var logsRequests = true
  /// The bounds.
  public var limits = ServerLimits()

  /// Creates the defaults.
  public init() {}

  /// Whether nobody on other machines can connect.
  var isLoopback: Bool {
    host == "localhost" || host == "::1" || host.hasPrefix("127.")
  }

  /// Throws `ServerSetupError` where others could read along, or ask without saying who they are.
  func check() throws {
    guard !isLoopback, !allowsUnprotected else { return }
    guard tls != nil else { throw ServerSetupError.noTLS(host: host) }
    guard tokensPath != nil || tls?.clientAuthoritiesPath != nil else {
      throw ServerSetupError.noAuthentication(host: host)
    }
  }
}
