internal import AsyncHTTPClient
internal import Foundation
internal import NIOCore
internal import NIOPosix
internal import NIOSSL

/// Why a server could not be asked, or stopped answering, and the way out.
struct ConnectionProblem: Error {
  /// Whether the connection was there, and nothing came any more.
  var isSilence = false
  /// What happened, in the words of a sentence without a subject.
  var message: String
  /// What to do; nil where only time helps.
  var help: String?

  init(message: String, help: String?, isSilence: Bool = false) {
    self.message = message
    self.help = help
    self.isSilence = isSilence
  }

  /// Reads the error of a library.
  init(_ error: any Error, limits: RequestLimits) {
    switch error {
    case let problem as ConnectionProblem: self = problem
    case let error as HTTPClientError: self.init(error, limits)
    case let error as NIOConnectionError: self.init(error)
    case let error as NIOSSLError: self.init(tls: "\(error)")
    case let error as NIOSSLExtraError: self.init(tls: error.description)
    case let error as BoringSSLError: self.init(tls: "\(error)")
    case let error as IOError: self.init(error)
    default: self.init(message: "the connection broke: \(error)", help: nil)
    }
  }

  private init(_ error: HTTPClientError, _ limits: RequestLimits) {
    switch error {
    case .readTimeout:
      self.init(
        message: "no word for \(limits.silenceSeconds) s",
        help: nil,
        isSilence: true
      )
    case .deadlineExceeded, .connectTimeout, .getConnectionFromPoolTimeout:
      self.init(
        message: "no answer",
        help: "check the address, and that firewalls and proxies let the connection through",
        isSilence: true
      )
    case .tlsHandshakeTimeout:
      self.init(
        message: "no answer to the TLS handshake",
        help: "check that the port is that of an API server"
      )
    case .remoteConnectionClosed:
      self.init(message: "the server closed the connection", help: nil)
    case .proxyAuthenticationRequired:
      self.init(
        message: "the proxy asks who we are",
        help: "write its user and password into the proxy's URL"
      )
    default:
      self.init(message: "\(error.shortDescription)", help: nil)
    }
  }

  /// Reads what the system says of a socket; an address that is no name fails so from the first.
  private init(_ error: IOError) {
    let reason = Self.text(of: error)
    switch error.errnoCode {
    case ECONNREFUSED, EHOSTUNREACH, ENETUNREACH:
      self.init(
        message: "no connection: \(reason)",
        help: "check the address, and that the API server runs"
      )
    default: self.init(message: "the connection broke: \(reason)", help: nil)
    }
  }

  private init(_ error: NIOConnectionError) {
    if error.connectionErrors.isEmpty {
      self.init(
        message: "the name `\(error.host)` does not resolve",
        help: "check the server's address in the kubeconfig"
      )
      return
    }
    let reasons = error.connectionErrors.map { single -> String in
      (single.error as? IOError).map { Self.text(of: $0) } ?? "\(single.error)"
    }
    let unique = reasons.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    self.init(
      message: "no connection to \(error.host):\(error.port): "
        + unique.joined(separator: ", "),
      help: "check the address, and that the API server runs"
    )
  }

  private init(tls detail: String) {
    if detail.contains("CERTIFICATE_VERIFY_FAILED") || detail.contains("unableToValidate")
      || detail.contains("failedToValidateHostname")
    {
      self.init(
        message: "the server's certificate is not trusted: \(detail)",
        help: "check `certificate-authority` and `tls-server-name` of the cluster in the "
          + "kubeconfig"
      )
    } else {
      self.init(
        message: "TLS failed: \(detail)",
        help: "check that the address is `https` where the server is, and the client certificate"
      )
    }
  }

  private static func text(of error: IOError) -> String {
    String(cString: strerror(error.errnoCode)).lowercased()
  }
}
