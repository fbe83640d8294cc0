import ArgumentParser
import Diagnostics
import EventLog
import Projections
import TopologyModel

/// `hindcast verify`.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Check that the store is what was written: chain, indexes, and projections.",
    discussion: """
      Runs SQLite's own check; reads every event, decompresses its body, and
      recomputes its hash from the one before; holds the log's indexes to its events;
      then replays the log and compares with every stored row. Nothing is changed.
      Says of each damage what is affected and what mends it, and exits with 1 where
      there is one.

      Whoever can write to the file can write a whole new chain, too. Only a head that
      was noted elsewhere, as `hindcast head` prints it, tells the two apart. Of a head
      below the retention horizon nothing can be said: it exits with 2.

      Examples:
        hindcast verify
        hindcast verify --head 1072:1f0c9a6b2d4e
      """
  )

  @OptionGroup var options: StoreOptions

  @Option(
    help: ArgumentHelp(
      """
      Also check that the log begins as it was when this was noted; the hash's first 12 digits, as \
      answers show them, are enough. May be given several times.
      """,
      valueName: "position:hash"
    )
  )
  var head: [String] = []

  func validate() throws {
    for text in head where NotedHead(text) == nil {
      throw ValidationError(
        "`--head \(text)`: write POSITION:HASH as `hindcast head` prints it, with at least "
          + "\(NotedHead.digitsMin) digits of the hash"
      )
    }
  }

  func run() throws {
    let heads = head.compactMap { NotedHead($0) }
    let log = try options.openForReading(isReadOnce: true)
    let progress = ProgressLine()
    defer { progress.clear() }
    try log.read { snapshot in
      let verification = try StoreVerification.of(snapshot, heads: heads, progress)
      progress.clear()
      Output.write(verification.summary)
      Output.message(verification.messages(path: options.path))
      guard verification.isSound else { throw CommandOutcome.damaged }
      if let noted = verification.log.forgottenHeads.first, let horizon = verification.log.horizon {
        throw EventLogError.headForgotten(noted, horizon: horizon)
      }
    }
  }
}
