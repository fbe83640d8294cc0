/// Which proxy the environment names for a server, by the rules of Go's `httpproxy`.
enum ProxyEnvironment {
  /// Returns the proxy for a server, or nil for none.
  ///
  /// `HTTPS_PROXY` or `HTTP_PROXY` by the server's scheme, else `ALL_PROXY`, less what `NO_PROXY`
  /// excludes; of two cases the upper one wins, and an empty value counts as none.
  static func proxy(
    for server: ServerAddress,
    environment: [String: String]
  ) throws(ConnectionConfigurationError) -> ProxyAddress? {
    let name =
      switch server.scheme {
      case .https: "HTTPS_PROXY"
      case .http: "HTTP_PROXY"
      }
    guard
      let found = value(name, in: environment) ?? value("ALL_PROXY", in: environment)
    else { return nil }
    let exclusions = ProxyExclusions(value("NO_PROXY", in: environment)?.text ?? "")
    guard !exclusions.excludes(host: server.host, port: server.port) else { return nil }
    do throws(URLFault) {
      return try ProxyAddress(found.text, allowsBareHost: true)
    } catch {
      throw .value(
        .unusableProxy(
          origin: "the environment variable `\(found.name)`",
          proxy: URLText.shown(found.text),
          reason: error.reason
        )
      )
    }
  }

  private static func value(
    _ name: String,
    in environment: [String: String]
  ) -> (name: String, text: String)? {
    for name in [name, name.lowercased()] {
      if let text = environment[name], !text.isEmpty { return (name, text) }
    }
    return nil
  }
}
