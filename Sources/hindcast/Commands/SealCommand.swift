import ArgumentParser
import Diagnostics
import EventLog

/// `hindcast seal`.
struct SealCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "seal",
    abstract: "Compress the bodies of older events together, and return the space.",
    discussion: """
      A body is stored as it arrives, against the one before. Many of them together
      take less than half of that: a part of 4,096 events at a time, versions of an
      object side by side. Answers, hashes, and noted heads stay what they are, and
      the next versions build on what was sealed. A recorder seals what it has
      recorded by itself; an import leaves it to this command, or to the next
      recorder. A last part that was not whole is compressed again together with what
      came since.

      It needs the writer's place, and readers go on. To return the space, twice of
      what the store takes afterwards must be free, which is looked at first; without
      --keep-space the freed pages are given back, with it they stay for what is
      appended next.

      Examples:
        hindcast seal
        hindcast seal --store prod.db --keep-space
      """
  )

  @OptionGroup var options: StoreOptions

  @Flag(help: "Leave the freed space in the file, for what is appended next.")
  var keepSpace = false

  func run() throws {
    // Who is told that there is no store should not find one afterwards.
    _ = try options.openForReading()
    let log = try options.openForWriting("seal")
    let before = log.fileByteCount()
    let (count, hasShrunk) =
      keepSpace ? (try log.seal(isWhole: true), true) : try log.sealReturningSpace()
    try log.close()
    let path = options.path
    let bodies = count == 1 ? "body" : "bodies"
    Output.write("\(DisplayWidth.escaped(path)): sealed \(count) \(bodies)\n")
    Output.write(
      "size      \(ByteSize(bytes: log.fileByteCount())), was \(ByteSize(bytes: before))\n"
    )
    if !hasShrunk { Output.message(RetainCommand.notShrunk) }
  }
}
