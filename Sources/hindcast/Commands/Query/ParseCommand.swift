import ArgumentParser
import Diagnostics
import QuerySyntax

/// `hindcast parse`.
struct ParseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "parse",
    abstract: "Print a query's syntax tree as JSON.",
    discussion: """
      Nothing is looked up: the query need not fit any store. Errors are printed as
      JSON, too.

      Example:
        hindcast parse 'pods serving shop/web on port 80 at now | count by node'
      """
  )

  @OptionGroup var text: QueryText

  func run() throws {
    let source = try text.read()
    let parsed = Parser.parse(source)
    guard let query = parsed.query else {
      DiagnosticOutput.print(parsed.diagnostics, in: source, asJSON: true)
      throw CommandOutcome.refused
    }
    Output.write(query.syntaxJSON + "\n")
  }
}
