/// Where an API server answers.
public struct ServerAddress: Hashable, Sendable, CustomStringConvertible {
  /// Whether the connection is encrypted.
  public enum Scheme: String, Hashable, Sendable, CaseIterable {
    case http
    case https

    /// The port where none is written.
    public var defaultPort: Int {
      switch self {
      case .http: 80
      case .https: 443
      }
    }
  }

  /// Whether the connection is encrypted.
  public let scheme: Scheme
  /// A name or an address in lower case; an IPv6 address stands without brackets.
  public let host: String
  /// The port.
  public let port: Int
  /// What stands before every path of the API: empty, or text with a leading slash and without a
  /// trailing one, such as `/k8s/clusters/c-1`.
  public let pathPrefix: String

  /// Creates an address from its parts.
  public init(scheme: Scheme, host: String, port: Int, pathPrefix: String) {
    self.scheme = scheme
    self.host = host
    self.port = port
    self.pathPrefix = pathPrefix
  }

  /// The address as a URL, without the port where it is the scheme's own.
  public var description: String {
    "\(scheme.rawValue)://\(authority)\(pathPrefix)"
  }

  /// The host and, where it is not the scheme's own, the port, as a URL has them.
  public var authority: String {
    let name = host.contains(":") ? "[\(host.replacing("%", with: "%25"))]" : host
    return port == scheme.defaultPort ? name : "\(name):\(port)"
  }

  /// Reads the `server` of a cluster as `kubectl` does.
  ///
  /// A URL, or a host with or without a port; the latter is encrypted where `isTLSConfigured`, that
  /// is, where the configuration has an authority, a client certificate, or skips verification.
  init(server text: String, isTLSConfigured: Bool) throws(URLFault) {
    let parts: URLText
    if text.contains("://") {
      parts = try URLText(text)
    } else {
      parts = try URLText((isTLSConfigured ? "https://" : "http://") + text)
      guard parts.path.isEmpty || parts.path == "/" else {
        throw URLFault("without `https://` it is a host and a port, but it has a path")
      }
    }
    guard let scheme = Scheme(rawValue: parts.scheme) else {
      throw URLFault("its scheme is neither `https` nor `http`")
    }
    guard parts.user == nil else {
      throw URLFault("it holds a user name, which belongs to the `user` entry")
    }
    var prefix = Substring(parts.path)
    while prefix.last == "/" { prefix = prefix.dropLast() }
    self.init(
      scheme: scheme,
      host: parts.host,
      port: parts.port ?? scheme.defaultPort,
      pathPrefix: String(prefix)
    )
  }
}
