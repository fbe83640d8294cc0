import ArgumentParser
import Diagnostics
import EventLog
import Foundation
import HindcastServer
import Ingest
import KubernetesClient
import TopologyModel

/// One run of `hindcast serve`: the clock and the signals around the server and its collector.
final class ServeSession: Sendable {
  private let server: QueryServer
  private let recording: Recording?
  private let storePath: String
  private let host: String
  private let isTLS: Bool

  /// Throws `ServerSetupError` where the options are unsafe, or a file cannot be used.
  init(
    options: ServerOptions,
    log: SQLiteEventLog,
    storePath: String,
    makeRecording: (_ tell: @escaping @Sendable (RecorderMessage) -> Void) -> Recording?
  ) throws {
    let recording = makeRecording { Self.tell($0) }
    self.recording = recording
    self.storePath = storePath
    host = options.host
    isTLS = options.tls != nil
    server = try QueryServer(
      options,
      log: log,
      environment: ServerEnvironment(
        toolVersion: Hindcast.configuration.version,
        now: { SystemClock().now() },
        stopwatch: StoreQueries.stopwatch,
        pause: { try await Task.sleep(for: .seconds($0)) },
        zone: { DisplayZones.zone($0) },
        savedQueries: {
          let library = SavedQueryLibrary()
          return try library.names().map { name in
            let source = try library.source(name)
            return ServerEnvironment.SavedQuery(name: name, text: source.text(in: source.span))
          }
        },
        writeLog: { Output.message($0) },
        collector: Self.collector(recording)
      )
    )
  }

  /// Serves until a signal ends it.
  ///
  /// - Throws: `ServerSetupError` where the address cannot be listened on; `EventLogError` where what is
  ///   recorded can be stored no more.
  func run() throws {
    signal(SIGPIPE, SIG_IGN)
    let serving = Task { try await serve() }
    let signals = EndingSignals {
      Output.message("ending: answering what was asked\n")
      serving.cancel()
    }
    defer { signals.cancel() }
    try Waiting.run { try await serving.value }
  }

  private func serve() async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { [server] in
        try await server.run { port in self.sayAddress(port) }
      }
      if let recording { group.addTask { try await recording.run() } }
      // Whichever ends first, by an error or by the signal, ends the other.
      defer { group.cancelAll() }
      while try await group.next() != nil { group.cancelAll() }
    }
  }

  private func sayAddress(_ port: Int) {
    let name = host.contains(":") ? "[\(host)]" : host
    let scheme = isTLS ? "https" : "http"
    Output.message("serving \(DisplayWidth.escaped(storePath)) at \(scheme)://\(name):\(port)\n")
  }

  private static func tell(_ message: RecorderMessage) {
    var line = message.cluster
    if let kind = message.kind { line += " \(kind.resourceName)" }
    line += ": \(message.text)"
    if let help = message.help { line += "; help: \(help)" }
    var json = JSONWriter()
    json.object { json in
      json.key("time")
      json.write(SystemClock().now().description)
      json.key("level")
      json.write(message.level == .warning ? "warning" : "info")
      json.key("message")
      json.write(line)
    }
    json.newline()
    Output.message(json.takeBytes())
  }

  private static func collector(_ recording: Recording?) -> CollectorStatus.Source? {
    guard let recording else { return nil }
    return { status(recording) }
  }

  private static func status(_ recording: Recording) -> CollectorStatus {
    let state = recording.store.state
    return CollectorStatus(
      watches: recording.board.watches.map { watch in
        CollectorStatus.Watch(
          cluster: watch.cluster,
          kind: watch.kind,
          namespace: watch.namespace,
          isConnected: watch.phase == .watching,
          lastToldAt: watch.lastToldAt
        )
      },
      appendedCount: state.appendedCount,
      queuedCount: state.queuedCount,
      failure: state.failure
    )
  }
}
