import Diagnostics
import Foundation
import Ingest
import KubernetesClient
import Synchronization
import TopologyModel

/// What `hindcast record` shows: a screen on a terminal, plain lines elsewhere.
final class RecordConsole: Sendable {
  private struct State {
    var screen: RecorderScreen
    /// The lines that stand on the terminal.
    var drawn: [String] = []
  }

  private let isPlain: Bool
  private let state: Mutex<State>

  init(title: String, isPlain: Bool, begunAt: Instant) {
    self.isPlain = isPlain
    state = Mutex(State(screen: RecorderScreen(title: title, begunAt: begunAt)))
  }

  /// Shows a line of a recorder's log.
  func add(_ message: RecorderMessage) {
    var line = message.cluster
    if let kind = message.kind { line += " \(kind.resourceName)" }
    line += ": \(message.text)"
    if message.level == .warning { line = "warning: " + line }
    say(line)
    if let help = message.help { say("help: " + help) }
  }

  /// Shows a line.
  func say(_ text: String) {
    let line = "\(Self.time) \(DisplayWidth.escaped(text))"
    guard !isPlain else {
      Output.message(line + "\n")
      return
    }
    state.withLock { $0.screen.add(line) }
  }

  /// Draws the screen over the one before it.
  func draw(_ watches: [WatchState], store: LiveStoreState, now: Instant) {
    state.withLock { state in
      let (width, height) = Self.terminalSize
      // The last row stays empty, for the cursor.
      let lines = state.screen.lines(
        watches,
        store: store,
        now: now,
        width: width,
        height: max(height - 1, 1)
      )
      let rowCount = Self.rowCount(of: state.drawn, width: width)
      var text = rowCount > 0 ? "\u{1B}[\(rowCount)A" : ""
      for line in lines { text += "\r\u{1B}[K" + line + "\n" }
      text += "\u{1B}[J"
      state.drawn = lines
      Output.message(text)
    }
  }

  /// Says how it ended.
  func finish(_ watches: [WatchState], store: LiveStoreState) {
    if !isPlain { draw(watches, store: store, now: SystemClock().now()) }
    Output.message("\(store.appendedCount) events stored\n")
  }

  private static var time: String {
    let now = SystemClock().now()
    return "\(Instant(nanoseconds: now.nanoseconds / 1_000_000 * 1_000_000))"
  }

  /// How many rows lines take, also on a terminal that has become narrower since they were drawn.
  private static func rowCount(of lines: [String], width: Int) -> Int {
    lines.reduce(0) { $0 + max(1, (DisplayWidth.width(of: $1) + width - 1) / width) }
  }

  private static var terminalSize: (width: Int, height: Int) {
    var size = winsize()
    guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return (80, 24)
    }
    return (Int(size.ws_col), Int(size.ws_row))
  }
}
