import ArgumentParser

/// `hindcast run`.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Ask a saved query.",
    discussion: """
      A saved query is a file of TQL whose header declares its parameters. Those
      that come with Hindcast are run by name; `hindcast queries` lists them.

      Examples:
        hindcast run service-availability --param service=shop/web
        hindcast run service-outages -p service=shop/web -p port=web -p from=-1d
        hindcast run queries/ip-owner.tql --param ip=10.244.1.3 --param at=-1h
      """
  )

  @OptionGroup var options: AskingOptions

  @Argument(
    help: ArgumentHelp("The name of a saved query, or a file.", valueName: "query"),
    completion: Completions.savedQueries
  )
  var query: String

  func run() throws {
    try options.ask(try SavedQueryLibrary().source(query))
  }
}
