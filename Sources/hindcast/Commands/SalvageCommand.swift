import ArgumentParser
import Diagnostics
import EventLog
import Foundation
import Ingest
import Projections
import TopologyModel

/// `hindcast salvage`.
struct SalvageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "salvage",
    abstract: "Take every event that still holds from a damaged store into a new one.",
    discussion: """
      An event holds where its hash follows from its content and the hash before it.
      What the chain does not prove is not taken; each lost event is told, with its
      object and the reason. Projections and indexes are made anew. The damaged store
      is read only, and stays as it is. Exits with 5 where something is lost.

      Where nothing is lost, the new store has the same events at the same positions
      with the same hashes. Else events behind the first lost one move up, and a head
      that was noted behind it does not hold for the new store.

      What a retention left below its horizon is taken as a whole, with the horizon, where
      it is what it was. Else the new store begins behind the horizon and knows nothing
      of what was open there.

      FILE appears when all of that is done; until then it is FILE-partial. A salvage
      that was interrupted is begun anew by repeating it.

      Example:
        hindcast salvage damaged.db --into saved.db
      """
  )

  /// How many lost events are printed.
  private static let lossesShown = 20

  @Argument(
    help: ArgumentHelp("The damaged store.", valueName: "damaged"),
    completion: Completions.files
  )
  var damaged: String

  @Option(
    help: ArgumentHelp("The new store; it must not be there yet.", valueName: "file"),
    completion: Completions.files
  )
  var into: String

  func run() throws {
    // Its advice is for commands that take a store by `--store`.
    guard FileManager.default.fileExists(atPath: damaged) else {
      throw ImportError.noSuchPath(damaged)
    }
    let progress = ProgressLine()
    defer { progress.clear() }
    let (report, hadRest) = try Salvage.save(
      damaged,
      to: into,
      holder: "hindcast salvage, process \(ProcessInfo.processInfo.processIdentifier)",
      participants: [TopologyProjection()]
    ) { position, last in
      progress.update(verified: position.value, of: last.value)
    }
    progress.clear()
    if hadRest {
      Output.message("note: an earlier salvage was interrupted; this one began anew\n")
    }
    write(report)
    if report.lostCount > 0 { throw CommandOutcome.partlyStored }
  }

  private func write(_ report: SalvageReport) {
    let total = report.savedCount + report.lostCount
    let path = DisplayWidth.escaped(into)
    Output.write("\(path): \(report.savedCount) of \(total) events saved\n")
    guard let common = report.commonPosition else { return }
    if let horizon = report.lostHorizon {
      Output.message(
        "lost: what a retention left up to event \(horizon): it, or what was told of it, is not what "
          + "it was\n"
      )
    }
    for loss in report.losses.prefix(Self.lossesShown) {
      let object = loss.object.map { ", \($0.slot.kind.kindName) \($0)" } ?? ""
      Output.message(
        "lost: event \(loss.position)\(DisplayWidth.escaped(object)): \(loss.reason)\n"
      )
    }
    let more = report.lostCount - min(report.losses.count, Self.lossesShown)
    if more > 0 { Output.message("lost: \(more) more events\n") }
    Output.message(
      report.lostHorizon != nil
        ? """
        note: the new store begins behind the retention horizon, with other positions and hashes: what \
        was open there is not known until it is listed again; a backup from before the damage has it

        """
        : """
        note: up to event \(common) the chain is the old one; later events have other positions and hashes

        """
    )
    Output.message(
      """
      note: an object whose event is lost stands as its events before and after say, and observed \
      time as the other observations say

      """
    )
  }
}
