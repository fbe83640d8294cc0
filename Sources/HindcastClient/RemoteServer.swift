internal import AsyncHTTPClient
internal import Foundation
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import NIOSSL

/// A server that answers queries over HTTP, as a client sees it.
public struct RemoteServer: Sendable {
  /// How long a connection may take, in seconds.
  private static let connectSeconds: Int64 = 10
  /// How long an answer may say nothing, in seconds.
  private static let silenceSeconds: Int64 = 120
  /// The most bytes of an error's body.
  private static let faultBytesMax = 4 << 20

  /// Where it is, and who asks.
  public struct Access: Sendable {
    /// The server's URL, such as `https://hindcast.example:7180`.
    public var url: String
    /// The token; nil for none.
    public var token: String?
    /// The authorities that are trusted, in PEM; nil for those of the system.
    public var authoritiesPath: String?
    /// The client's certificate in PEM; nil for none.
    public var certificatePath: String?
    /// The private key of the client's certificate.
    public var keyPath: String?

    /// Creates an access.
    public init(
      url: String,
      token: String?,
      authoritiesPath: String?,
      certificatePath: String?,
      keyPath: String?
    ) {
      self.url = url
      self.token = token
      self.authoritiesPath = authoritiesPath
      self.certificatePath = certificatePath
      self.keyPath = keyPath
    }
  }

  private let base: String
  private let access: Access
  private let userAgent: String

  /// Creates a client of a server; nothing is sent yet.
  ///
  /// - Throws: `RemoteFault` for a URL that is none, or has a name, a password, or parameters, and for a
  ///   token that is none.
  public init(_ access: Access, userAgent: String) throws(RemoteFault) {
    guard let url = URL(string: access.url), let scheme = url.scheme?.lowercased(),
      scheme == "http" || scheme == "https", let host = url.host, !host.isEmpty,
      url.query == nil, url.fragment == nil, url.user == nil, url.password == nil
    else { throw .url(access.url) }
    // The library would repeat it in its message.
    guard access.token?.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) ?? true else {
      throw .token
    }
    var base = access.url[...]
    for suffix in ["/", "/api/v1"] where base.hasSuffix(suffix) {
      base = base.dropLast(suffix.count)
    }
    self.base = String(base)
    self.access = access
    self.userAgent = userAgent
  }

  /// Asks a query, and hands its answer to `write` as it comes.
  ///
  /// `parameters` are those of the endpoint, in order.
  ///
  /// - Throws: `RemoteFault` where the server refuses, cannot be reached, or ends in the middle of an
  ///   answer; `RemoteRefusal` where the query is wrong.
  public func query(
    _ parameters: [(name: String, value: String)],
    write: ([UInt8]) throws -> Void
  ) async throws -> RemoteAnswer {
    let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: try configuration())
    do {
      let answer = try await ask(client, parameters, write: write)
      try await client.shutdown()
      return answer
    } catch {
      try? await client.shutdown()
      throw Self.fault(error, base)
    }
  }

  private func ask(
    _ client: HTTPClient,
    _ parameters: [(name: String, value: String)],
    write: ([UInt8]) throws -> Void
  ) async throws -> RemoteAnswer {
    var request = HTTPClientRequest(url: base + "/api/v1/query")
    request.method = .POST
    request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
    request.headers.add(name: "User-Agent", value: userAgent)
    // Ways out are for somebody at the command line.
    request.headers.add(name: "Hindcast-Hints", value: "options")
    if let token = access.token {
      request.headers.add(name: "Authorization", value: "Bearer \(token)")
    }
    let form = parameters.map { "\(Self.escaped($0.name))=\(Self.escaped($0.value))" }
    request.body = .bytes(ByteBuffer(string: form.joined(separator: "&")))
    let response = try await client.execute(request, deadline: .distantFuture)
    guard response.status == .ok else {
      let body = try await response.body.collect(upTo: Self.faultBytesMax)
      throw RemoteError.error(
        status: Int(response.status.code),
        Array(body.readableBytesView),
        url: base
      )
    }
    for try await piece in response.body { try write(Array(piece.readableBytesView)) }
    return RemoteAnswer(
      rowCount: response.headers.first(name: "Hindcast-Row-Count").flatMap { Int($0) },
      notes: (response.headers.first(name: "Hindcast-Notes") ?? "").split(separator: ",")
        .map { $0.filter { $0 != " " } },
      remarks: response.headers.first(name: "Hindcast-Remarks")?.removingPercentEncoding
    )
  }

  private func configuration() throws(RemoteFault) -> HTTPClient.Configuration {
    var configuration = HTTPClient.Configuration()
    configuration.redirectConfiguration = .disallow
    configuration.timeout = HTTPClient.Configuration.Timeout(
      connect: .seconds(Self.connectSeconds),
      read: .seconds(Self.silenceSeconds)
    )
    configuration.connectionPool.retryConnectionEstablishment = false
    configuration.decompression = .disabled
    var tls = TLSConfiguration.makeClientConfiguration()
    func reading<Value>(_ path: String, _ body: () throws -> Value) throws(RemoteFault) -> Value {
      do { return try body() } catch { throw .file(path, detail: "\(error)") }
    }
    if let path = access.authoritiesPath {
      let authorities = try reading(path) { try NIOSSLCertificate.fromPEMFile(path) }
      tls.trustRoots = .certificates(authorities)
    }
    if let path = access.certificatePath, let keyPath = access.keyPath {
      let chain = try reading(path) { try NIOSSLCertificate.fromPEMFile(path) }
      tls.certificateChain = chain.map { .certificate($0) }
      tls.privateKey = .privateKey(
        try reading(keyPath) { try NIOSSLPrivateKey(file: keyPath, format: .pem) }
      )
    }
    configuration.tlsConfiguration = tls
    return configuration
  }

  private static func escaped(_ text: String) -> String {
    var allowed = CharacterSet.alphanumerics
    allowed.insert(charactersIn: "-._~")
    return text.addingPercentEncoding(withAllowedCharacters: allowed) ?? ""
  }

  /// The fault behind an error of the libraries.
  private static func fault(_ error: any Error, _ url: String) -> any Error {
    switch error {
    case is RemoteFault, is RemoteRefusal: error
    case let error as IOError: RemoteFault.connection(url, detail: sentence(error))
    case let error as NIOConnectionError:
      RemoteFault.connection(
        url,
        detail: (error.connectionErrors.first?.error as? IOError).map { sentence($0) }
          ?? "no address of that name answers"
      )
    case let error as HTTPClientError where error == .connectTimeout:
      RemoteFault.connection(url, detail: "nobody took the connection in \(connectSeconds) s")
    case let error as HTTPClientError where error == .readTimeout:
      RemoteFault.connection(url, detail: "it said nothing for \(silenceSeconds) s")
    case let error as HTTPClientError where error == .remoteConnectionClosed:
      RemoteFault.connection(url, detail: "it closed the connection")
    default: RemoteFault.connection(url, detail: tlsSentence("\(error)"))
    }
  }

  private static func sentence(_ error: IOError) -> String {
    String(cString: strerror(error.errnoCode)).lowercased()
  }

  /// What a text of BoringSSL means; the text says it in names of its source.
  private static func tlsSentence(_ text: String) -> String {
    if text.contains("CERTIFICATE_VERIFY_FAILED") {
      return "its certificate is not trusted; name the authority with --server-ca"
    }
    if text.contains("CERTIFICATE_REQUIRED") {
      return "it wants a certificate; give --client-cert and --client-key"
    }
    if text.contains("WRONG_VERSION_NUMBER") { return "it speaks no TLS; write http://" }
    return "the connection failed (\(text.prefix(100)))"
  }
}
