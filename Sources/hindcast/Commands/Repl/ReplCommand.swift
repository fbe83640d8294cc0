import ArgumentParser
import Console
import Diagnostics
import Foundation
import QueryEngine
import TopologyModel

/// `hindcast repl`.
struct ReplCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "repl",
    abstract: "Ask question after question, with completion, history, and time travel.",
    discussion: """
      Also what `hindcast` alone does on a terminal, where there is a store. A line is a
      query in TQL or, with a backslash in front, a command: \\help lists them, \\at TIME
      looks from another time, \\step goes to the next change of the last answer.

      Where standard input is no terminal, its lines are taken one after the other,
      and the exit code is 2 where any of them failed.

      History: $HINDCAST_HISTORY, else hindcast/history in $XDG_STATE_HOME (default:
      ~/.local/state). Pager: $HINDCAST_PAGER, else $PAGER, else less. No colors where
      $NO_COLOR is set. Keys: ~/.editrc, see editrc(5).

      Examples:
        hindcast repl
        hindcast repl --store incident.db --at 2026-11-23T04:30:06Z
        echo 'pods serving my-service | count' | hindcast repl
      """
  )

  @OptionGroup var store: StoreOptions

  @OptionGroup var asked: ContextOptions

  @Option(help: ArgumentHelp("Look from a time, as with \\at.", valueName: "time"))
  var at: String?

  @OptionGroup var shown: DisplayArguments

  @Flag(help: "Neither read nor write the history.")
  var noHistory = false

  /// The arguments behind the program's name; without any, on a terminal and with a store where one
  /// is looked for, those of `hindcast repl`.
  static func arguments(_ all: [String]) -> [String] {
    let given = Array(all.dropFirst())
    guard given.isEmpty, isatty(STDIN_FILENO) == 1, Output.isTerminal,
      let path = (try? StoreOptions.parse([]))?.path, FileManager.default.fileExists(atPath: path)
    else { return given }
    return [configuration.commandName ?? "repl"]
  }

  func run() throws {
    let isTerminal = isatty(STDIN_FILENO) == 1 && Output.isTerminal
    // Lines from a file end with Ctrl-C as any program does.
    if isTerminal { ConsoleLoop.takeSignals() }
    let environment = ReplEnvironment()
    let screen = TerminalScreen(
      environment: ProcessInfo.processInfo.environment,
      glyphs: shown.display.glyphs
    )
    let session = ConsoleSession(
      store: try environment.open(store.path),
      environment: environment,
      screen: screen,
      settings: ConsoleSettings(
        context: try asked.context(),
        format: shown.format,
        zone: shown.zone
      )
    )
    if let at, session.enter("\\at \(at)") != .complete || session.hasFailed {
      throw CommandOutcome.refused
    }
    let historyPath = noHistory ? nil : ReplEnvironment.historyPath()
    let loop = ConsoleLoop(session: session, screen: screen, historyPath: historyPath)
    if isTerminal {
      loop.run()
    } else {
      loop.runThroughInput()
      if session.hasFailed { throw CommandOutcome.refused }
    }
  }
}
