import ArgumentParser

/// `hindcast run`.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Ask a saved query.",
    discussion: """
      A saved query is a file of TQL whose header declares its parameters. Those that come with
      Hindcast are run by name; `hindcast queries` lists them.

      Examples:
        hindcast run service-outages --param service=shop/web --param from=-1d
        hindcast run queries/service-outages.tql --param service=shop/web
      """
  )

  @OptionGroup var options: AskingOptions

  @Argument(help: ArgumentHelp("The name of a saved query, or a file.", valueName: "query"))
  var query: String

  func run() throws {
    try options.ask(try SavedQueryLibrary().source(query))
  }
}
