internal import EventLog
internal import QueryEngine
internal import Synchronization
internal import TopologyModel

/// What all endpoints of a server share.
final class ServerCore: Sendable {
  let options: ServerOptions
  let environment: ServerEnvironment
  let workers: StoreWorkers
  let authenticator: Authenticator?
  let clients: ClientLimits
  let registry = RequestRegistry()
  let connections = Connections()
  let metrics = ServerMetrics()
  let log: ServerLog
  let readLog: ReadLog?
  let live: LiveHead
  /// The OpenAPI document, made once.
  let document = Mutex("")
  let beganAt: Instant
  /// What the header `Server` says.
  let serverName: String

  /// Throws `ServerSetupError` where the files of tokens and records cannot be used.
  init(_ options: ServerOptions, log store: SQLiteEventLog, _ environment: ServerEnvironment) throws
  {
    self.options = options
    self.environment = environment
    serverName = "hindcast/\(environment.toolVersion)"
    log = ServerLog(environment)
    workers = StoreWorkers(log: store, threads: options.limits.threads)
    authenticator = try options.tokensPath.map { [log] in
      try Authenticator(path: $0, log: log, environment: environment)
    }
    clients = ClientLimits(stopwatch: environment.stopwatch)
    readLog = try options.auditLogPath.map { try ReadLog(path: $0, now: environment.now) }
    live = LiveHead(workers: workers, environment: environment, options.limits)
    beganAt = environment.now()
  }

  /// Begins to end: streams, which would not end by themselves, do so at once.
  func beginEnding() {
    registry.beginEnding(at: environment.stopwatch.nanoseconds())
    live.releaseAll()
  }
}
