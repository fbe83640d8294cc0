import Dispatch
import EventLog
import Foundation
import Ingest
import KubernetesClient
import Synchronization
import TopologyModel

/// One run of `hindcast record`: the clock, the signals, and the terminal around the recorders.
final class RecordSession: Sendable {
  /// How often the screen is drawn, in seconds.
  private static let drawSeconds = 1.0

  private let log: SQLiteEventLog
  private let storePath: String
  private let servers: [(name: String, server: APIServer)]
  private let source: @Sendable (String, String, ResourceKind, String?, String) -> LiveSource
  private let options: ClusterRecorder.Options
  private let isPlain: Bool
  private let store: LiveStore
  private let console: RecordConsole
  private let board: RecorderBoard

  init(
    log: SQLiteEventLog,
    storePath: String,
    servers: [(name: String, server: APIServer)],
    source: @escaping @Sendable (String, String, ResourceKind, String?, String) -> LiveSource,
    options: ClusterRecorder.Options,
    isPlain: Bool
  ) {
    self.log = log
    self.storePath = storePath
    self.servers = servers
    self.source = source
    self.options = options
    self.isPlain = isPlain
    store = LiveStore(log: log) { try? await Task.sleep(for: .milliseconds($0)) }
    let console = RecordConsole(
      title: "hindcast record into \(storePath)",
      isPlain: isPlain,
      begunAt: SystemClock().now()
    )
    self.console = console
    board = RecorderBoard { console.add($0) }
  }

  /// Records until a signal ends it.
  ///
  /// - Throws: `EventLogError` where the store can take nothing any more.
  func run() throws {
    let names = servers.map { "\($0.name) (\($0.server.address))" }.joined(separator: ", ")
    console.say("recording \(names) into \(storePath)")
    // Whoever stops reading the log does not end the recording.
    signal(SIGPIPE, SIG_IGN)
    let recording = Task { try await record() }
    let signals = [SIGINT, SIGTERM, SIGHUP].map { endOnSignal($0, recording) }
    let drawing = Task { await draw() }
    let ended = DispatchSemaphore(value: 0)
    let outcome = Mutex<Result<Void, any Error>>(.success(()))
    Task {
      let result = await recording.result
      drawing.cancel()
      await drawing.value
      outcome.withLock { $0 = result }
      ended.signal()
    }
    ended.wait()
    for signal in signals { signal.cancel() }
    console.finish(board.watches, store: store.state)
    try outcome.withLock { try $0.get() }
  }

  private func record() async throws {
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

  /// The first signal ends the sessions and writes what was told; the second ends at once.
  private func endOnSignal(
    _ number: Int32,
    _ recording: Task<Void, any Error>
  ) -> any DispatchSourceSignal {
    signal(number, SIG_IGN)
    let handler = DispatchSource.makeSignalSource(signal: number, queue: .global())
    let console = console
    let count = Mutex(0)
    handler.setEventHandler {
      let isFirst = count.withLock { count in
        count += 1
        return count == 1
      }
      guard isFirst else { Output.exit(128 + number) }
      console.say("ending: writing what was told")
      recording.cancel()
    }
    handler.resume()
    return handler
  }

  private func draw() async {
    var reporter = StoreReporter()
    while !Task.isCancelled {
      if isPlain {
        for line in reporter.news(store.state) { console.say(line) }
      } else {
        console.draw(board.watches, store: store.state, now: SystemClock().now())
      }
      try? await Task.sleep(for: .seconds(Self.drawSeconds))
    }
  }
}
