public import EventLog
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
internal import HummingbirdTLS
internal import Logging
internal import NIOCore
internal import NIOPosix
internal import NIOSSL
internal import ServiceLifecycle
internal import TopologyModel

/// Answers questions about a store over HTTP.
public final class QueryServer: Sendable {
  private let core: ServerCore
  private let options: ServerOptions

  /// Creates a server of a log, which it does not close; one that accepts events needs it open for
  /// writing.
  ///
  /// - Throws: `ServerSetupError` where the options are unsafe, or a file cannot be used.
  public init(
    _ options: ServerOptions,
    log: SQLiteEventLog,
    environment: ServerEnvironment
  ) throws {
    try options.check()
    self.options = options
    core = try ServerCore(options, log: log, environment)
  }

  /// Serves until the task is cancelled; then requests that run are answered, those that take too long
  /// ended.
  ///
  /// `onListening` is called once, with the port that is listened on.
  ///
  /// - Throws: `ServerSetupError` where the address cannot be listened on.
  public func run(onListening: @escaping @Sendable (_ port: Int) -> Void) async throws {
    let group = try await Self.serviceGroup(core, options, onListening)
    core.workers.start()
    let watching = Task { [core] in await ServerWatchdog(core: core).run() }
    // A task of its own, since one that is cancelled drops its connections.
    let running = Task { try await group.run() }
    let outcome = await withTaskCancellationHandler {
      await running.result
    } onCancel: { [core] in
      core.beginEnding()
      Task { await group.triggerGracefulShutdown() }
    }
    watching.cancel()
    await watching.value
    try await core.workers.shutdown()
    do {
      try outcome.get()
    } catch let error as IOError {
      throw ServerSetupError.address(
        host: options.host,
        port: options.port,
        detail: String(cString: strerror(error.errnoCode))
      )
    }
  }

  private static func serviceGroup(
    _ core: ServerCore,
    _ options: ServerOptions,
    _ onListening: @escaping @Sendable (_ port: Int) -> Void
  ) async throws -> ServiceGroup {
    var logger = Logger(label: "hindcast") { _ in LibraryLog(log: core.log) }
    logger.logLevel = .warning
    let endpoints = Endpoints.all
    let router = Router(context: ServerContext.self)
    let pipeline = RequestPipeline(core: core, endpoints: endpoints)
    router.add(middleware: pipeline)
    for endpoint in endpoints {
      let route = EndpointRoute(core: core, endpoint: endpoint)
      for method in [endpoint.method] + (endpoint.takesHead ? [.head] : []) {
        router.on(RouterPath(endpoint.path), method: method) { request, context in
          try await route.respond(request, context)
        }
      }
    }
    let limits = options.limits
    var http = HTTP1Channel.Configuration(
      additionalChannelHandlers: [core.connections.makeHandler()],
      idleTimeout: .milliseconds(Int64(limits.idleSeconds * 1000))
    )
    http.httpDecoder = .init(
      maxHeaderFieldSize: limits.headerBytesMax,
      maxHeaderListSize: limits.headerBytesMax,
      maxHeaderFieldCount: 200
    )
    let configured = http
    let direct = DirectAnswers(core, pipeline)
    let plain = HTTPServerBuilder { responder in
      EventLoopChannel(base: HTTP1Channel(responder: responder, configuration: configured)) {
        if let direct { try DirectHandler(direct).add(to: $0.pipeline.syncOperations) }
      }
    }
    let application = Application(
      responder: router.buildResponder(),
      server: try tlsConfiguration(options).map { try .tls(plain, tlsConfiguration: $0) } ?? plain,
      configuration: ApplicationConfiguration(
        address: .hostname(options.host, port: options.port),
        serverName: core.serverName,
        backlog: 1024,
        availableConnectionsDelegate: MaximumAvailableConnections(limits.connectionsMax)
      ),
      onServerRunning: { channel in onListening(channel.localAddress?.port ?? options.port) },
      logger: logger
    )
    var configuration = ServiceGroupConfiguration(
      services: [application],
      logger: logger
    )
    configuration.maximumGracefulShutdownDuration = .seconds(limits.drainSeconds + 5)
    return ServiceGroup(configuration: configuration)
  }

  private static func tlsConfiguration(_ options: ServerOptions) throws -> TLSConfiguration? {
    guard let tls = options.tls else { return nil }
    func reading<Value>(
      _ path: String,
      otherwise detail: String,
      _ body: () throws -> Value
    ) throws -> Value {
      do { return try body() } catch {
        let isThere = FileManager.default.isReadableFile(atPath: path)
        throw ServerSetupError.file(path: path, detail: isThere ? detail : "cannot be read")
      }
    }
    let noCertificate = "has no certificate in PEM"
    let chain = try reading(tls.certificatePath, otherwise: noCertificate) {
      try NIOSSLCertificate.fromPEMFile(tls.certificatePath)
    }
    let key = try reading(tls.keyPath, otherwise: "has no private key in PEM without a passphrase")
    {
      try NIOSSLPrivateKey(file: tls.keyPath, format: .pem)
    }
    var configuration = TLSConfiguration.makeServerConfiguration(
      certificateChain: chain.map { .certificate($0) },
      privateKey: .privateKey(key)
    )
    configuration.minimumTLSVersion = .tlsv12
    if let path = tls.clientAuthoritiesPath {
      let authorities = try reading(path, otherwise: noCertificate) {
        try NIOSSLCertificate.fromPEMFile(path)
      }
      configuration.trustRoots = .certificates(authorities)
      configuration.certificateVerification = .noHostnameVerification
    }
    // A key of another certificate shows here.
    _ = try reading(tls.keyPath, otherwise: "is not the key of `\(tls.certificatePath)`") {
      try NIOSSLContext(configuration: configuration)
    }
    return configuration
  }
}
