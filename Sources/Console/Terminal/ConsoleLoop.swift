import Diagnostics
internal import Foundation

/// Reads lines until the end and gives them to a session.
public struct ConsoleLoop {
  private let session: ConsoleSession
  private let screen: TerminalScreen
  private let historyPath: String?

  /// Creates a loop; without `historyPath` nothing is remembered from one run to the next.
  public init(session: ConsoleSession, screen: TerminalScreen, historyPath: String?) {
    self.session = session
    self.screen = screen
    self.historyPath = historyPath
  }

  /// Takes over the signals that a session on a terminal lives with.
  public static func takeSignals() {
    TerminalSignals.install()
  }

  /// Talks with whoever sits at the terminal, until they leave.
  public func run() {
    let session = session
    let editor = LineEditor(
      columns: { [screen] in screen.width ?? 80 },
      complete: { session.completions(in: $0, at: $1) }
    )
    guard let editor else {
      runThroughInput()
      return
    }
    let history = historyPath.map { HistoryFile(path: $0) }
    history?.trim()
    let entries = history?.entries() ?? []
    for entry in entries { editor.remember(entry) }
    session.greet(withExamples: entries.isEmpty)
    var lines: [String] = []
    while true {
      switch editor.read(prompt: decorated(session.prompt)) {
      case .interrupted:
        screen.tell("^C\n")
        session.forgetLines()
        lines = []
      case .ended:
        screen.tell("\n")
        return
      case .line(let line):
        if line.trimmingSpace.first == "\\" {
          remember([line], editor, history)
          if session.enter(line) == .ended { return }
          continue
        }
        lines.append(line)
        let progress = session.enter(line)
        if progress == .incomplete { continue }
        remember(lines, editor, history)
        lines = []
        if progress == .ended { return }
      }
    }
  }

  private func remember(_ lines: [String], _ editor: LineEditor, _ history: HistoryFile?) {
    for entry in HistoryEntries.of(lines) {
      editor.remember(entry)
      history?.append(entry)
    }
  }

  /// Takes the lines of standard input, such as those of a file.
  public func runThroughInput() {
    while let line = readLine() {
      if session.enter(line) == .ended { return }
    }
    session.end()
  }

  /// The prompt in color, what takes no room being marked for the editor.
  private func decorated(_ prompt: String) -> String {
    let prompt = DisplayWidth.escaped(prompt)
    guard screen.usesColor else { return prompt }
    return "\u{1}\u{1B}[1;36m\u{1}\(prompt)\u{1}\u{1B}[0m\u{1}"
  }
}
