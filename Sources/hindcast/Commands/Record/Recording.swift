import EventLog
import Ingest
import KubernetesClient
import TopologyModel

/// The recorders of some clusters, and what writes what they tell.
final class Recording: Sendable {
  /// Makes the source of a feed: of a cluster, a server, a kind, a namespace, and a version.
  typealias SourceMaker =
    @Sendable (String, String, ResourceKind, String?, String) -> LiveSource

  /// How the watches go.
  let board: RecorderBoard
  /// What writes.
  let store: LiveStore
  private let servers: [(name: String, server: APIServer)]
  private let source: SourceMaker
  private let options: ClusterRecorder.Options

  init(
    log: SQLiteEventLog,
    servers: [(name: String, server: APIServer)],
    source: @escaping SourceMaker,
    options: ClusterRecorder.Options,
    tell: @escaping @Sendable (RecorderMessage) -> Void
  ) {
    self.servers = servers
    self.source = source
    self.options = options
    board = RecorderBoard(tell: tell)
    store = LiveStore(log: log) { try? await Task.sleep(for: .milliseconds($0)) }
  }

  /// Records until the task is cancelled, and then writes what was told.
  ///
  /// - Throws: `EventLogError` where the store can take nothing any more.
  func run() async throws {
    do {
      try await withThrowingTaskGroup(of: Void.self) { group in
        for (name, server) in servers {
          let cluster = LiveCluster(store: store)
          let recorder = ClusterRecorder(
            server: server,
            options: options,
            board: board,
            environment: Self.environment
          ) { [source] kind, namespace, version in
            try LiveFeed(
              source: source(name, server.address, kind, namespace, version),
              cluster: cluster
            )
          }
          group.addTask { try await recorder.run() }
        }
        for try await _ in group {}
      }
    } catch is CancellationError {
      // The signal's way to end it.
    }
    try await store.finish()
    for (_, server) in servers { await server.shutdown() }
  }

  private static let environment = RecorderEnvironment(
    now: { SystemClock().now() },
    pause: { try await Task.sleep(for: .seconds($0)) },
    random: { Double.random(in: 0..<1) }
  )
}
