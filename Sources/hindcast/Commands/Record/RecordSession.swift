import Foundation
import Ingest
import KubernetesClient
import TopologyModel

/// One run of `hindcast record`: the signals and the terminal around the recorders.
final class RecordSession: Sendable {
  /// How often the screen is drawn, in seconds.
  private static let drawSeconds = 1.0

  private let storePath: String
  private let servers: [(name: String, server: APIServer)]
  private let isPlain: Bool
  private let console: RecordConsole
  private let recording: Recording

  init(
    storePath: String,
    servers: [(name: String, server: APIServer)],
    isPlain: Bool,
    makeRecording: (_ tell: @escaping @Sendable (RecorderMessage) -> Void) -> Recording
  ) {
    self.storePath = storePath
    self.servers = servers
    self.isPlain = isPlain
    let console = RecordConsole(
      title: "hindcast record into \(storePath)",
      isPlain: isPlain,
      begunAt: SystemClock().now()
    )
    self.console = console
    recording = makeRecording { console.add($0) }
  }

  /// Records until a signal ends it.
  ///
  /// - Throws: `EventLogError` where the store can take nothing any more.
  func run() throws {
    let names = servers.map { "\($0.name) (\($0.server.address))" }.joined(separator: ", ")
    console.say("recording \(names) into \(storePath)")
    // Whoever stops reading the log does not end the recording.
    signal(SIGPIPE, SIG_IGN)
    let recording = Task { [recording] in try await recording.run() }
    let signals = EndingSignals { [console] in
      console.say("ending: writing what was told")
      recording.cancel()
    }
    defer { signals.cancel() }
    let drawing = Task { await draw() }
    let result = try Waiting.run {
      let result = await recording.result
      drawing.cancel()
      await drawing.value
      return result
    }
    console.finish(self.recording.board.watches, store: self.recording.store.state)
    try result.get()
  }

  private func draw() async {
    var reporter = StoreReporter()
    while !Task.isCancelled {
      if isPlain {
        for line in reporter.news(recording.store.state) { console.say(line) }
      } else {
        console.draw(
          recording.board.watches,
          store: recording.store.state,
          now: SystemClock().now()
        )
      }
      try? await Task.sleep(for: .seconds(Self.drawSeconds))
    }
  }
}
