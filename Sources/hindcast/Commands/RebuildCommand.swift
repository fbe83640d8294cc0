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
      projections until it is done. With --indexes, what finds the log's events is
      derived from them again, too; `hindcast verify` says when that is needed.

      Examples:
        hindcast rebuild
        hindcast rebuild --indexes --store prod.db
      """
  )

  @OptionGroup var options: StoreOptions

  @Flag(help: "Also derive the log's own indexes from its events.")
  var indexes = false

  func run() throws {
    _ = try options.openForReading()
    let projection = TopologyProjection()
    let log = try options.openForWriting("rebuild", projection: projection)
    if indexes { try log.rebuildIndexes() }
    var count = 0
    try projection.rebuild(in: log) { _ in count += 1 }
    try log.close()
    let what = indexes ? "indexes and projections" : "projections"
    Output.write("\(options.path): \(what) rebuilt from \(count) events\n")
  }
}
