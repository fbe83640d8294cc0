public import TopologyModel

/// Why a server cannot be asked at all with what is configured.
public enum ClientError: CategorizedError, Hashable {
  /// A certificate or a key cannot be read.
  case unusableCertificate(server: String)
  /// The proxy is spoken to in a way that is not supported.
  case unsupportedProxy(String)

  /// The kind of failure.
  public var category: AnomalyCategory {
    switch self {
    case .unusableCertificate: .incorrect
    case .unsupportedProxy: .unsupported
    }
  }

  /// What happened.
  public var message: String {
    switch self {
    case .unusableCertificate(let server):
      "a certificate or the key for \(server) cannot be read as PEM"
    case .unsupportedProxy(let proxy):
      "the proxy `\(proxy)` is reached by TLS, which is not supported"
    }
  }

  /// What to do next.
  public var help: String? {
    switch self {
    case .unusableCertificate:
      "check the certificate authority, client certificate, and client key of the kubeconfig"
    case .unsupportedProxy: "name a proxy that is reached by `http://` or `socks5://`"
    }
  }
}
