import ArgumentParser
import Diagnostics
import QuerySyntax

/// `hindcast queries`.
struct QueriesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "queries",
    abstract: "List the saved queries, or show one.",
    discussion: """
      Without a name: what each saved query answers. With one: its text, with its
      parameters, their types and defaults.

      Examples:
        hindcast queries
        hindcast queries service-outages
      """
  )

  @Flag(help: "Print the list as JSON.")
  var json = false

  @Argument(
    help: ArgumentHelp("The name of a saved query, or a file.", valueName: "query"),
    completion: Completions.savedQueries
  )
  var query: String?

  func run() throws {
    let library = SavedQueryLibrary()
    if let query {
      let saved = try library.query(query)
      Output.write(json ? Self.json([saved]) : Self.text(saved))
      return
    }
    let all = try library.names().map { try library.query($0) }
    Output.write(json ? Self.json(all) : Self.list(all))
  }

  /// The text as it stands, control characters shown.
  private static func text(_ query: SavedQuery) -> String {
    query.source.text(in: query.source.span)
      .split(separator: "\n", omittingEmptySubsequences: false)
      .map { DisplayWidth.escaped(String($0)) }
      .joined(separator: "\n")
  }

  private static func list(_ queries: [SavedQuery]) -> String {
    let width = queries.map(\.name.count).max() ?? 0
    return queries.map { query in
      let padding = String(repeating: " ", count: width - query.name.count)
      let parameters = query.header.parameters.map { parameter in
        parameter.defaultValue == nil ? parameter.name : "[\(parameter.name)]"
      }
      let uses =
        parameters.isEmpty
        ? ""
        : "\n\(String(repeating: " ", count: width))  "
          + "parameters: " + parameters.joined(separator: ", ")
      return "\(query.name)\(padding)  \(query.header.documentation.first ?? "")\(uses)\n"
    }.joined()
  }

  private static func json(_ queries: [SavedQuery]) -> String {
    var json = JSONWriter()
    json.array { json in
      for query in queries {
        query.header.write(
          name: query.name,
          text: query.source.text(in: query.source.span),
          to: &json
        )
      }
    }
    return json.text + "\n"
  }
}
