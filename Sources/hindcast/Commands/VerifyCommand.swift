import ArgumentParser
import EventLog
import Projections
import TopologyModel

/// `hindcast verify`.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Check the log's hash chain, and the projections against the log.",
    discussion: """
      Reads every event, decompresses its body and recomputes its hash from the one
      before; then replays the log and compares with the stored projections. Nothing
      is changed. Prints the first damage, and exits with 1 where there is one.
      """
  )

  @OptionGroup var options: StoreOptions

  func run() throws {
    let log = try options.openForReading()
    try log.read { snapshot in
      let head = try snapshot.head()
      if let damage = try snapshot.firstDamage(progress: { _ in }) {
        Output.message("error: \(damage.message)\nhelp: events before it are sound\n")
        throw CommandOutcome.damaged
      }
      Output.write("log: \(head.position) events, chain \(head.hash) holds\n")
      if let difference = try TopologyProjection.firstDifference(snapshot) {
        Output.message(
          """
          error: the projections differ from the log
          stored:   \(difference.stored ?? "(nothing)")
          replayed: \(difference.replayed ?? "(nothing)")
          help: run `hindcast rebuild`; the log is sound

          """
        )
        throw CommandOutcome.damaged
      }
      Output.write("projections: equal to a replay of the log\n")
    }
  }
}
