internal import AsyncHTTPClient
internal import Foundation
internal import NIOCore
internal import NIOHTTP1
internal import NIOSSL
internal import Synchronization

/// One API server, asked over HTTP/1.1.
public final class APIServer: Sendable {
  private struct State {
    var client: HTTPClient
    var identity: ClientIdentity?
    /// What was sent last to say who asks.
    var authorization: String?
  }

  /// How it is reached.
  public let connection: ServerConnection
  /// What requests wait for.
  public let limits: RequestLimits
  private let credentials: CredentialSource
  private let userAgent: String
  private let state: Mutex<State>

  /// Creates the client of a server; `userAgent` is what the server is told of us.
  ///
  /// - Throws: `ConnectionConfigurationError` where certificates or keys cannot be used.
  public init(
    connection: ServerConnection,
    credentials: CredentialSource,
    userAgent: String,
    limits: RequestLimits = RequestLimits()
  ) throws {
    self.connection = connection
    self.credentials = credentials
    self.userAgent = userAgent
    self.limits = limits
    let identity = connection.tls.clientIdentity
    state = Mutex(
      State(
        client: try Self.makeClient(connection, identity, limits),
        identity: identity
      )
    )
  }

  deinit {
    let client = state.withLock { $0.client }
    client.shutdown { _ in }
  }

  /// Ends all connections; nothing can be asked after it.
  public func shutdown() async {
    let client = state.withLock { $0.client }
    try? await client.shutdown()
  }

  /// The address with its path prefix, for people and for feeds.
  public var address: String { connection.server.description }

  /// Asks for a path below the server's prefix.
  ///
  /// - Throws: `ConnectionProblem`; `ConnectionConfigurationError` where credentials fail.
  func get(
    _ path: String,
    query: [(name: String, value: String)] = []
  ) async throws
    -> ServerAnswer
  {
    let headers = try await credentials.headers()
    let client = try await currentClient()
    let authorization = headers.first { $0.name == "Authorization" }?.value
    state.withLock { $0.authorization = authorization }
    var request = HTTPClientRequest(url: url(path, query))
    request.headers.add(name: "User-Agent", value: userAgent)
    request.headers.add(name: "Accept", value: "application/json")
    request.headers.add(name: "Host", value: connection.server.authority)
    for (name, value) in headers { request.headers.add(name: name, value: value) }
    do {
      let response = try await client.execute(
        request,
        timeout: .seconds(Int64(limits.answerSeconds))
      )
      return ServerAnswer(response)
    } catch let error as CancellationError {
      throw error
    } catch {
      try Task.checkCancellation()
      throw ConnectionProblem(error, limits: limits)
    }
  }

  /// Forgets credentials that the server did not accept.
  func invalidateCredentials() async {
    if let refused = state.withLock({ $0.authorization }) {
      await credentials.invalidate(authorization: refused)
    } else {
      await credentials.invalidate()
    }
  }

  /// The client with the certificate that holds now; a plugin may have brought another.
  private func currentClient() async throws -> HTTPClient {
    let identity = try await credentials.clientCertificate()
    let (client, old) = try state.withLock { state -> (HTTPClient, HTTPClient?) in
      guard identity != state.identity else { return (state.client, nil) }
      let old = state.client
      state.client = try Self.makeClient(connection, identity, limits)
      state.identity = identity
      return (state.client, old)
    }
    // Watches under the old certificate are cut, and go on where they ended.
    if let old { Task.detached { try? await old.shutdown() } }
    return client
  }

  private func url(_ path: String, _ query: [(name: String, value: String)]) -> String {
    let server = connection.server
    let name = connection.tls.serverName
    let authority: String
    if let name, server.scheme == .https {
      authority = "\(name):\(server.port)"
    } else {
      authority = server.authority
    }
    var url = "\(server.scheme.rawValue)://\(authority)\(server.pathPrefix)\(path)"
    var separator = "?"
    for (name, value) in query {
      url += "\(separator)\(name)=\(Self.escaped(value))"
      separator = "&"
    }
    return url
  }

  /// A value as it stands in a query (RFC 3986, unreserved characters).
  private static func escaped(_ text: String) -> String {
    text.addingPercentEncoding(
      withAllowedCharacters: CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
      )
    ) ?? text
  }

  // MARK: Clients

  private static func makeClient(
    _ connection: ServerConnection,
    _ identity: ClientIdentity?,
    _ limits: RequestLimits
  ) throws -> HTTPClient {
    var configuration = HTTPClient.Configuration()
    configuration.redirectConfiguration = .disallow
    configuration.httpVersion = .http1Only
    configuration.timeout = HTTPClient.Configuration.Timeout(
      connect: .seconds(Int64(limits.connectSeconds)),
      read: .seconds(Int64(limits.silenceSeconds))
    )
    configuration.maximumUsesPerConnection = nil
    configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 16
    configuration.connectionPool.retryConnectionEstablishment = false
    configuration.tlsConfiguration = try tls(connection, identity)
    if let name = connection.tls.serverName, connection.server.scheme == .https {
      configuration.dnsOverride = [name: connection.server.host]
    }
    if let proxy = connection.proxy { configuration.proxy = try self.proxy(proxy) }
    return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }

  private static func tls(
    _ connection: ServerConnection,
    _ identity: ClientIdentity?
  ) throws -> TLSConfiguration {
    var tls = TLSConfiguration.makeClientConfiguration()
    let settings = connection.tls
    do {
      if let authority = settings.certificateAuthorityPEM {
        tls.trustRoots = .certificates(try NIOSSLCertificate.fromPEMBytes(authority))
      }
      if let identity {
        tls.certificateChain = try NIOSSLCertificate.fromPEMBytes(identity.certificatePEM)
          .map { .certificate($0) }
        tls.privateKey = .privateKey(
          try NIOSSLPrivateKey(bytes: identity.keyPEM, format: .pem)
        )
      }
    } catch {
      throw ClientError.unusableCertificate(server: connection.server.description)
    }
    if settings.skipsVerification { tls.certificateVerification = .none }
    return tls
  }

  private static func proxy(_ proxy: ProxyAddress) throws -> HTTPClient.Configuration.Proxy {
    switch proxy.scheme {
    case .http:
      guard let user = proxy.user else { return .server(host: proxy.host, port: proxy.port) }
      return .server(
        host: proxy.host,
        port: proxy.port,
        authorization: .basic(username: user, password: proxy.password?.text ?? "")
      )
    case .socks5: return .socksServer(host: proxy.host, port: proxy.port)
    case .https: throw ClientError.unsupportedProxy(proxy.description)
    }
  }
}
