import ArgumentParser
import EventLog

/// `hindcast head`.
struct HeadCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "head",
    abstract: "Print the last event's position and chain hash.",
    discussion: """
      Prints POSITION:HASH. Whoever notes it can later show that everything up to
      that position is still what it was: the hash covers it.
      """
  )

  @OptionGroup var options: StoreOptions

  func run() throws {
    let head = try options.openForReading().read { try $0.head() }
    Output.write("\(head.position):\(head.hash)\n")
  }
}
