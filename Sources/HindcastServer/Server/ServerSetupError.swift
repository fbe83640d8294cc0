public import TopologyModel

/// Why a server cannot begin.
public enum ServerSetupError: CategorizedError {
  /// It would be reachable without TLS.
  case noTLS(host: String)
  /// It would answer everybody.
  case noAuthentication(host: String)
  /// A file cannot be read, or is wrong.
  case file(path: String, detail: String)
  /// The address cannot be listened on.
  case address(host: String, port: Int, detail: String)

  /// What becomes of it.
  public var category: AnomalyCategory {
    switch self {
    case .noTLS, .noAuthentication, .file: .incorrect
    case .address: .unavailable
    }
  }

  /// What happened, in one line.
  public var message: String {
    switch self {
    case .noTLS(let host):
      "listening on `\(host)` without TLS would let others read and change what is sent"
    case .noAuthentication(let host):
      "listening on `\(host)` without tokens would answer everybody"
    case .file(let path, let detail): "`\(path)`: \(detail)"
    case .address(let host, let port, let detail): "cannot listen on \(host):\(port): \(detail)"
    }
  }

  /// The way out.
  public var help: String? {
    switch self {
    case .noTLS:
      "give --tls-cert and --tls-key, listen on 127.0.0.1, or accept the risk with "
        + "--allow-unprotected"
    case .noAuthentication:
      "give --tokens FILE (`hindcast token new` makes one) or --client-ca, or accept the risk with "
        + "--allow-unprotected"
    case .file: nil
    case .address: "name another address with --listen; :0 takes a free port"
    }
  }
}
