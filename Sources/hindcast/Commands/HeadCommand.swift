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
    try options.openForReading().read { snapshot in
      let head = try snapshot.head()
      Output.write("\(head.position):\(head.hash)\n")
      guard let base = try snapshot.base() else { return }
      Output.message(
        "note: the chain holds from the retention horizon on, event \(base.position)\n"
      )
    }
  }
}
