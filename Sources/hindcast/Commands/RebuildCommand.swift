import ArgumentParser
import EventLog
import Projections

/// `hindcast rebuild`.
struct RebuildCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rebuild",
    abstract: "Drop the projections and build them again from the log.",
    discussion: """
      The log is the only truth; everything else is derived from it. A rebuild
      changes no event. It needs the writer's place, and readers see the old
      projections until it is done.
      """
  )

  @OptionGroup var options: StoreOptions

  func run() throws {
    _ = try options.openForReading()
    let projection = TopologyProjection()
    let log = try options.openForWriting("rebuild", projection: projection)
    var count = 0
    try projection.rebuild(in: log) { _ in count += 1 }
    try log.close()
    Output.write("\(options.path): projections rebuilt from \(count) events\n")
  }
}
