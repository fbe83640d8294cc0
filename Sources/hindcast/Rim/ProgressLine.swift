import Diagnostics
import Ingest
import Synchronization
import TopologyModel

/// One line on a terminal that says how far an import is; nothing where there is no terminal.
final class ProgressLine: Sendable {
  private let isShown = Output.isErrorTerminal
  private let last = Mutex(SystemClock().now())

  /// Draws the line, at most ten times a second.
  func update(_ progress: ImportProgress) {
    let isDue = last.withLock { last in
      let now = SystemClock().now()
      guard now.nanoseconds - last.nanoseconds >= 100_000_000 else { return false }
      last = now
      return true
    }
    guard isShown, isDue else { return }
    let percent = progress.bytesTotal > 0 ? progress.bytesRead * 100 / progress.bytesTotal : 0
    let file = DisplayWidth.escaped(progress.file.split(separator: "/").last.map(String.init) ?? "")
    Output.message(
      "\r\u{1B}[K\(percent) %  \(progress.recordsRead) records read, "
        + "\(progress.eventsAppended) events stored  \(file)"
    )
  }

  /// Removes the line.
  func clear() {
    if isShown { Output.message("\r\u{1B}[K") }
  }
}
