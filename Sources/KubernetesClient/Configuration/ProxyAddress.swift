/// A proxy that stands between us and an API server; printing it hides the password.
public struct ProxyAddress: Hashable, Sendable, CustomStringConvertible {
  /// How the proxy is spoken to.
  public enum Scheme: String, Hashable, Sendable, CaseIterable {
    case http
    case https
    case socks5

    /// The port where none is written.
    public var defaultPort: Int {
      switch self {
      case .http: 80
      case .https: 443
      case .socks5: 1080
      }
    }
  }

  /// How the proxy is spoken to.
  public let scheme: Scheme
  /// A name or an address; an IPv6 address stands without brackets.
  public let host: String
  /// The port.
  public let port: Int
  /// Who asks, if the proxy wants to know.
  public let user: String?
  /// The password of the user.
  public let password: Secret?

  /// Creates a proxy from its parts.
  public init(scheme: Scheme, host: String, port: Int, user: String?, password: Secret?) {
    self.scheme = scheme
    self.host = host
    self.port = port
    self.user = user
    self.password = password
  }

  /// The proxy as a URL, without user and password.
  public var description: String {
    let name = host.contains(":") ? "[\(host)]" : host
    return "\(scheme.rawValue)://\(name):\(port)"
  }

  /// Reads the URL of a proxy; without a scheme it is `http` where `allowsBareHost`.
  init(_ text: String, allowsBareHost: Bool) throws(URLFault) {
    let isBare = allowsBareHost && !text.contains("://")
    let parts = try URLText(isBare ? "http://" + text : text)
    let name = parts.scheme == "socks5h" ? "socks5" : parts.scheme
    guard let scheme = Scheme(rawValue: name) else {
      throw URLFault("its scheme is none of `http`, `https`, and `socks5`")
    }
    self.init(
      scheme: scheme,
      host: parts.host,
      port: parts.port ?? scheme.defaultPort,
      user: parts.user,
      password: parts.password.map(Secret.init)
    )
  }
}
