/// How a Pod reaches the API server of its own cluster.
public enum InClusterConfiguration {
  /// The folder of the service account below the root.
  static let folder = "var/run/secrets/kubernetes.io/serviceaccount"

  /// Returns whether the process seems to run in a Pod with a service account.
  public static func isAvailable(environment: [String: String], root: String) -> Bool {
    guard let host = environment["KUBERNETES_SERVICE_HOST"], !host.isEmpty,
      let port = environment["KUBERNETES_SERVICE_PORT"], !port.isEmpty
    else { return false }
    let path = ConfigurationFile.resolve("\(folder)/token", in: root)
    return (try? ConfigurationFile.bytesIfPresent(at: path)) != nil
  }

  /// Returns how the server is reached; `root` is the root of the file system, `/` but for tests.
  public static func connection(
    environment: [String: String],
    root: String
  ) throws(ConnectionConfigurationError) -> ServerConnection {
    let host = try variable("KUBERNETES_SERVICE_HOST", in: environment)
    let port = try variable("KUBERNETES_SERVICE_PORT", in: environment)
    let path = ConfigurationFile.resolve(folder, in: root)
    let token = "\(path)/token"
    guard try ConfigurationFile.bytesIfPresent(at: token) != nil else {
      throw .outsideCluster(missing: "file `\(token)`")
    }
    let authority = ConfigurationBytes(
      bytes: try ConfigurationFile.bytes(at: "\(path)/ca.crt"),
      origin: "`\(path)/ca.crt`"
    )
    try authority.require("CERTIFICATE")
    let namespace = try ConfigurationFile.bytesIfPresent(at: "\(path)/namespace").map {
      String(decoding: $0, as: UTF8.self).split(whereSeparator: \.isWhitespace).first ?? ""
    }
    let server = try address(host: host, port: port)
    return ServerConnection(
      contextName: nil,
      clusterName: nil,
      server: server,
      defaultNamespace: namespace.flatMap { $0.isEmpty ? nil : String($0) }
        ?? Kubeconfig.namespace,
      tls: TLSSettings(
        certificateAuthorityPEM: authority.bytes,
        serverName: nil,
        skipsVerification: false,
        clientIdentity: nil
      ),
      proxy: try ProxyEnvironment.proxy(for: server, environment: environment),
      credentials: .tokenFile(path: token),
      impersonation: nil
    )
  }

  private static func address(
    host: String,
    port: String
  ) throws(ConnectionConfigurationError) -> ServerAddress {
    let name = host.contains(":") ? "[\(host)]" : host
    do throws(URLFault) {
      return try ServerAddress(server: "https://\(name):\(port)", isTLSConfigured: true)
    } catch {
      throw .value(.unusableServiceVariables(host: host, port: port, reason: error.reason))
    }
  }

  private static func variable(
    _ name: String,
    in environment: [String: String]
  ) throws(ConnectionConfigurationError) -> String {
    guard let text = environment[name], !text.isEmpty else {
      throw .outsideCluster(missing: "environment variable `\(name)`")
    }
    return text
  }
}
