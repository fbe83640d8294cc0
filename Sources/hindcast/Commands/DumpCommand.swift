import ArgumentParser
import EventLog
import Projections
import TopologyModel

/// `hindcast dump`.
struct DumpCommand: ParsableCommand {
  /// What is dumped.
  enum Subject: String, ExpressibleByArgument, CaseIterable {
    case log
    case projections
  }

  static let configuration = CommandConfiguration(
    commandName: "dump",
    abstract: "Print the log or the projections as ordered text.",
    discussion: """
      The dump of the projections is canonical: equal logs give equal dumps, however
      the projections were built. The dump of the log has a line for each event,
      hashes included.
      """
  )

  @OptionGroup var options: StoreOptions

  @Argument(help: "log or projections.")
  var subject: Subject

  func run() throws {
    let log = try options.openForReading()
    try log.read { snapshot in
      switch subject {
      case .projections: Output.write(TerminalText.shown(try ProjectionSnapshot(snapshot).dump()))
      case .log:
        try snapshot.forEachEvent(from: LogPosition(1), through: try snapshot.head().position) {
          let hash = try snapshot.hash(at: $0.event.position)
          Output.write(EventLine.text($0.event, hash: hash) + "\n")
          return true
        }
      }
    }
  }
}
