import Diagnostics
import Export
import Ingest
import Synchronization
import TopologyModel

/// One line on a terminal that says how far an import or an export is; nothing where there is no terminal.
final class ProgressLine: Sendable {
  private let isShown = Output.isErrorTerminal
  private let last = Mutex(SystemClock().now())

  /// Draws the line of an import, at most ten times a second.
  func update(_ progress: ImportProgress) {
    draw {
      let percent =
        progress.bytesTotal > 0 ? "\(progress.bytesRead * 100 / progress.bytesTotal) %  " : ""
      let name = progress.file.split(separator: "/").last.map(String.init) ?? ""
      return "\(percent)\(progress.recordsRead) records read, "
        + "\(progress.eventsAppended) events stored  \(DisplayWidth.escaped(name))"
    }
  }

  /// Draws the line of an export, at most ten times a second.
  func update(_ progress: ExportProgress) {
    draw {
      let percent =
        progress.eventsTotal > 0 ? progress.eventsRead * 100 / progress.eventsTotal : 0
      return "\(percent) %  \(progress.eventsRead) of \(progress.eventsTotal) events read"
    }
  }

  /// Removes the line.
  func clear() {
    if isShown { Output.message("\r\u{1B}[K") }
  }

  private func draw(_ text: () -> String) {
    let isDue = last.withLock { last in
      let now = SystemClock().now()
      guard now.nanoseconds - last.nanoseconds >= 100_000_000 else { return false }
      last = now
      return true
    }
    guard isShown, isDue else { return }
    Output.message("\r\u{1B}[K" + text())
  }
}
