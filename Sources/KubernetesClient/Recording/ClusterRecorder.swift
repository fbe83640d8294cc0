public import Ingest
public import TopologyModel

/// Records one cluster: every kind in every scope by a watch of its own, until it is cancelled.
public struct ClusterRecorder: Sendable {
  /// What is recorded of a cluster, and how.
  public struct Options: Sendable {
    /// The kinds.
    public var kinds: [ResourceKind]
    /// The namespaces; empty for all.
    public var namespaces: [String]
    /// Whether lists may be asked for as streams where the server offers them.
    public var streamsLists: Bool

    /// Creates options.
    public init(kinds: [ResourceKind], namespaces: [String], streamsLists: Bool = true) {
      self.kinds = kinds
      self.namespaces = namespaces
      self.streamsLists = streamsLists
    }
  }

  /// The first minor version of Kubernetes 1 whose servers stream lists or refuse to, and never
  /// take the request for another (KEP-3157).
  private static let streamingMinor = 32

  private let server: APIServer
  private var options: Options
  private let board: RecorderBoard
  private let environment: RecorderEnvironment
  private let makeFeed:
    @Sendable (ResourceKind, _ namespace: String?, _ version: String) throws -> LiveFeed

  /// Creates the recorder of a cluster; `makeFeed` makes the feed of a kind in a namespace, nil for
  /// all, of a server of a version such as `1.36`, empty where it did not tell.
  public init(
    server: APIServer,
    options: Options,
    board: RecorderBoard,
    environment: RecorderEnvironment,
    makeFeed:
      @escaping @Sendable (
        ResourceKind, _ namespace: String?, _ version: String
      ) throws -> LiveFeed
  ) {
    self.server = server
    self.options = options
    // One that is named twice is watched once: two feeds of one identity would mix.
    var names: Set<String> = []
    self.options.namespaces = options.namespaces.filter { names.insert($0).inserted }
    self.board = board
    self.environment = environment
    self.makeFeed = makeFeed
  }

  /// Records until the task is cancelled; then sessions are ended and what was told is handed over.
  ///
  /// - Throws: `EventLogError` where the store can take nothing any more.
  public func run() async throws {
    let version = await ServerVersion.ask(server)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for kind in options.kinds {
        let scopes: [String?] =
          kind.isNamespaced && !options.namespaces.isEmpty ? options.namespaces : [nil]
        for namespace in scopes {
          group.addTask {
            let feed = try makeFeed(kind, namespace, version?.text ?? "")
            let reflector = Reflector(
              server: server,
              feed: feed,
              environment: environment,
              reporter: WatchReporter(
                board: board,
                source: feed.source,
                environment: environment
              ),
              streamsLists: options.streamsLists
                && (version.map { $0.minor >= Self.streamingMinor } ?? false)
            )
            try await reflector.run()
          }
        }
      }
      for try await _ in group {}
    }
  }
}
