import EventLog
import HindcastTestSupport
import Ingest
import KubernetesClient
import KubernetesObjects
import Projections
import StandInServer
import Synchronization
import Testing
import TopologyModel

/// A recorder of a stand-in server, into a store of its own, that does not wait in earnest.
final class LiveRecording: Sendable {
  /// What a test chooses.
  struct Options: Sendable {
    var namespaces: [String] = []
    var labelSelector = ""
    var streamsLists = true
    var kinds = ResourceKind.allCases
    var limits = RequestLimits()
    var storeLimits = LiveStore.Limits()
    /// What joins the appends beside the projections.
    var participants: [any AppendParticipant] = []
    /// Changes the connection, for credentials and TLS.
    var connect: @Sendable (ServerAddress) -> ServerConnection = { address in
      ServerConnection(
        contextName: "test",
        clusterName: "test",
        server: address,
        defaultNamespace: "default",
        tls: TLSSettings(
          certificateAuthorityPEM: nil,
          serverName: nil,
          skipsVerification: false,
          clientIdentity: nil
        ),
        proxy: nil,
        credentials: .none,
        impersonation: nil
      )
    }
  }

  let clock: LogicalClock
  let board: RecorderBoard
  let log: SQLiteEventLog
  private let store: LiveStore
  private let server: APIServer
  private let told: Told
  private let task: Task<Void, any Error>

  /// What the recorder told of itself.
  private final class Told: Sendable {
    let messages = Mutex<[RecorderMessage]>([])
    let pauses = Mutex<[Double]>([])
  }

  /// Starts to record a stand-in into the store at `path`.
  init(
    of standIn: StandInServer,
    prefix: String = "",
    into path: String,
    clock: LogicalClock = LogicalClock(),
    _ options: Options = Options()
  ) throws {
    self.clock = clock
    let told = Told()
    self.told = told
    board = RecorderBoard { message in told.messages.withLock { $0.append(message) } }
    log = try SQLiteEventLog(
      path: path,
      access: .readWrite(holder: "a test"),
      participants: [TopologyProjection()] + options.participants,
      clock: clock
    )
    store = LiveStore(log: log, limits: options.storeLimits) { _ in await Task.yield() }
    let isTLS = standIn.url.hasPrefix("https")
    let connection = options.connect(
      ServerAddress(
        scheme: isTLS ? .https : .http,
        host: "127.0.0.1",
        port: standIn.port,
        pathPrefix: prefix
      )
    )
    let credentials = CredentialSource(
      connection: connection,
      environment: [:],
      now: { clock.now() }
    )
    server = try APIServer(
      connection: connection,
      credentials: credentials,
      userAgent: "hindcast/test",
      limits: options.limits
    )
    let cluster = LiveCluster(store: store)
    let recorder = ClusterRecorder(
      server: server,
      options: ClusterRecorder.Options(
        kinds: options.kinds,
        namespaces: options.namespaces,
        streamsLists: options.streamsLists
      ),
      board: board,
      environment: Self.environment(clock, told)
    ) { kind, namespace, version in
      try LiveFeed(
        source: LiveSource(
          cluster: "test",
          server: "stand-in",
          kind: kind,
          namespace: namespace,
          labelSelector: options.labelSelector,
          retention: .standard,
          kubernetesVersion: version
        ),
        cluster: cluster
      )
    }
    task = Task { try await recorder.run() }
  }

  /// Time is the clock's, pauses are noted and cut short, and chance is always the same.
  private static func environment(_ clock: LogicalClock, _ told: Told) -> RecorderEnvironment {
    RecorderEnvironment(
      now: { clock.now() },
      pause: { seconds in
        told.pauses.withLock { $0.append(seconds) }
        clock.pass(seconds: Int64(seconds.rounded(.up)))
        try await Polling.pause()
      },
      random: { 0.5 }
    )
  }

  /// The lines of the recorder's log.
  var messages: [String] {
    told.messages.withLock { $0.map { "\($0.kind?.resourceName ?? "-"): \($0.text)" } }
  }

  /// What the recorder said to do.
  var helps: [String] { told.messages.withLock { $0.compactMap { $0.help } } }

  /// How long it wanted to wait, each time.
  var pauses: [Double] { told.pauses.withLock { $0 } }

  /// Waits until a condition on the watches holds.
  func wait(
    _ what: String,
    until condition: @Sendable ([WatchState]) -> Bool
  ) async throws {
    for _ in 0..<6_000 {
      if condition(board.watches) { return }
      try await Polling.pause()
    }
    let states = board.watches.map {
      "\($0.kind.resourceName) \($0.phase) \($0.revision?.text ?? "-")"
    }
    throw Waited(message: "\(what): \(states) \(messages.suffix(9))")
  }

  /// Waits until every kind was told everything up to a revision.
  func wait(untilAllReach revision: Revision, _ kinds: Int = 4) async throws {
    try await wait("all kinds reach \(revision)") { watches in
      watches.count == kinds
        && watches.allSatisfy { $0.revision.map { $0 >= revision } ?? false }
    }
  }

  /// How the writing goes.
  var storeState: LiveStoreState { store.state }

  /// Returns when all that was told is in the log.
  func drain() async throws {
    try await store.drain()
  }

  /// Ends the recorder as Ctrl-C does, and leaves the log open.
  func end() async throws {
    task.cancel()
    try await task.value
    try await store.finish()
    await server.shutdown()
  }

  /// Ends the recorder without a word, as a crash does: nothing that it says at its end is kept.
  func crash() async throws {
    try await store.drain()
    try log.close()
    task.cancel()
    _ = await task.result
    await server.shutdown()
  }

  /// What was waited for in vain.
  struct Waited: Error {
    var message: String
  }
}
