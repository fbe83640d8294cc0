import ArgumentParser
import Diagnostics
import Foundation
import QuerySyntax

/// `hindcast fmt`.
struct FmtCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fmt",
    abstract: "Print a query in its canonical layout.",
    discussion: """
      The meaning stays, and comments stay. What was formatted once is not changed
      again.

      Examples:
        hindcast fmt 'pods   serving shop/web at now|where  ready'
        hindcast fmt --in-place queries/*.tql
        hindcast fmt --check queries/*.tql
      """
  )

  /// The columns that a line has at most before it is broken.
  static let columns = 100

  @Flag(name: [.short, .long], help: "Rewrite the files that are named.")
  var inPlace = false

  @Flag(help: "Exit with 1 where a file is not formatted; name it.")
  var check = false

  @Argument(
    help: ArgumentHelp(
      "A query, or with --in-place or --check files; - or nothing reads standard input.",
      valueName: "query"
    ),
    completion: Completions.files
  )
  var words: [String] = []

  func validate() throws {
    guard !(inPlace && check) else {
      throw ValidationError("give `--in-place` or `--check`, not both")
    }
    guard !(inPlace || check) || !words.isEmpty else {
      throw ValidationError("name the files, for example `hindcast fmt --check queries/*.tql`")
    }
  }

  func run() throws {
    guard inPlace || check else {
      var text = QueryText()
      text.file = nil
      text.words = words
      let source = try text.read()
      guard let formatted = Self.formatted(source) else { throw CommandOutcome.refused }
      Output.write(formatted)
      return
    }
    var isRefused = false
    var isChanged = false
    for path in words {
      let source = try QueryText.read(path)
      guard let formatted = Self.formatted(source) else {
        isRefused = true
        continue
      }
      guard Array(formatted.utf8) != source.bytes else { continue }
      isChanged = true
      if check {
        Output.message("\(DisplayWidth.escaped(path)) is not formatted\n")
      } else {
        try Data(formatted.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
      }
    }
    if isRefused { throw CommandOutcome.refused }
    if check, isChanged { throw CommandOutcome.unformatted }
  }

  /// The text of a query in its canonical layout, ending in a line feed; nil where it has errors, which
  /// are printed.
  private static func formatted(_ source: SourceText) -> String? {
    let parsed = Parser.parse(source)
    guard let query = parsed.query else {
      DiagnosticOutput.print(parsed.diagnostics, in: source, asJSON: false)
      return nil
    }
    return QueryPrinter.text(of: query, layout: .fitting(columns: columns)) + "\n"
  }
}
