import Diagnostics
import Export
import Ingest
import Synchronization

/// One line on a terminal that says how far an import or an export is; nothing where there is no terminal.
final class ProgressLine: Sendable {
  /// What the line is about since when.
  private struct State {
    var drawn = ContinuousClock.now
    var file: String?
    var begun = ContinuousClock.now
    var eventsBefore = 0
    var eventsLast = 0
  }

  private let isShown = Output.isErrorTerminal
  private let state = Mutex(State())

  /// Draws the line of an import, at most ten times a second.
  func update(_ progress: ImportProgress) {
    let pace = pace(of: progress)
    draw {
      let percent =
        progress.bytesTotal > 0 ? "\(progress.bytesRead * 100 / progress.bytesTotal) %  " : ""
      let name = progress.file.split(separator: "/").last.map(String.init) ?? ""
      return "\(percent)\(progress.recordsRead) records read, "
        + "\(progress.eventsAppended) events stored\(pace.text.map { ", \($0)" } ?? "")  "
        + DisplayWidth.escaped(name)
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

  /// Draws the line of a check of a store, at most ten times a second.
  func update(verified: Int64, of total: Int64) {
    draw { "\(total > 0 ? verified * 100 / total : 0) % verified" }
  }

  /// Draws the line of a copy, at most ten times a second.
  func update(pagesCopied: Int, of total: Int) {
    draw { "\(total > 0 ? pagesCopied * 100 / total : 0) % copied" }
  }

  /// Draws the line of rows that are attributed, at most ten times a second; `bytesTotal` is 0 where it
  /// is not known.
  func update(rows: Int, bytesRead: Int, bytesTotal: Int) {
    draw {
      let percent = bytesTotal > 0 ? "\(bytesRead * 100 / bytesTotal) %  " : ""
      return "\(percent)\(rows) rows attributed"
    }
  }

  /// Draws the line of a simulation, at most ten times a second; `total` is nil where its end is a time.
  func update(changes: Int, of total: Int?) {
    draw {
      let percent = total.map { "\(changes * 100 / max($0, 1)) %  " } ?? ""
      return "\(percent)\(changes) changes written"
    }
  }

  /// Removes the line.
  func clear() {
    if isShown { Output.message("\r\u{1B}[K") }
  }

  /// The pace of the path that is being imported; each begins anew.
  private func pace(of progress: ImportProgress) -> ProgressPace {
    state.withLock { state in
      if state.file != progress.file {
        // The first path began with the line, the others where the one before ended.
        if state.file != nil {
          state.begun = .now
          state.eventsBefore = state.eventsLast
        }
        state.file = progress.file
      }
      defer { state.eventsLast = progress.eventsAppended }
      let elapsed = state.begun.duration(to: .now).components
      return ProgressPace(
        seconds: Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18,
        events: progress.eventsAppended - state.eventsBefore,
        share: progress.bytesTotal > 0
          ? Double(progress.bytesRead) / Double(progress.bytesTotal) : nil
      )
    }
  }

  private func draw(_ text: () -> String) {
    let isDue = state.withLock { state in
      let now = ContinuousClock.now
      guard state.drawn.duration(to: now) >= .milliseconds(100) else { return false }
      state.drawn = now
      return true
    }
    guard isShown, isDue else { return }
    Output.message("\r\u{1B}[K" + text())
  }
}
