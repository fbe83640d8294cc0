import ArgumentParser
import Diagnostics
import Foundation
import TopologyModel

/// Where the text of a query comes from: arguments, a file, or standard input.
struct QueryText: ParsableArguments {
  @Option(
    help: ArgumentHelp("Read the query from a file.", valueName: "path"),
    completion: Completions.files
  )
  var file: String?

  @Argument(help: ArgumentHelp("The query; - or nothing reads standard input.", valueName: "query"))
  var words: [String] = []

  /// The text, named as messages name it.
  func read() throws -> SourceText {
    if let file {
      guard words.isEmpty else {
        throw UsageError(message: "there are a query and `--file`", help: "give one of them")
      }
      return try Self.read(file)
    }
    if words.isEmpty || words == ["-"] {
      if words.isEmpty, isatty(STDIN_FILENO) == 1 {
        throw UsageError(
          message: "there is no query",
          help: "try `hindcast query 'services at now'`, or `hindcast query --help`"
        )
      }
      return SourceText(
        name: "query",
        bytes: Array(FileHandle.standardInput.readDataToEndOfFile())
      )
    }
    return SourceText(name: "query", text: words.joined(separator: " "))
  }

  /// The text of a file; messages name it by `name`, or by its path.
  static func read(_ path: String, as name: String? = nil) throws -> SourceText {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw UsageError(
        category: .notFound,
        message: "cannot read `\(path)`",
        help: "name a file with a query in it"
      )
    }
    return SourceText(name: name ?? path, bytes: Array(data))
  }
}
