import ArgumentParser
import Diagnostics
import Foundation

/// Where the text of a query comes from: arguments, a file, or standard input.
struct QueryText: ParsableArguments {
  @Option(help: ArgumentHelp("Read the query from a file.", valueName: "path"))
  var file: String?

  @Argument(help: ArgumentHelp("The query; - or nothing reads standard input.", valueName: "query"))
  var words: [String] = []

  /// The text, named as messages name it.
  func read() throws -> SourceText {
    if let file {
      guard words.isEmpty else {
        throw ValidationError("give the query or `--file`, not both")
      }
      return try Self.read(file)
    }
    if words.isEmpty || words == ["-"] {
      if words.isEmpty, isatty(STDIN_FILENO) == 1 {
        throw ValidationError(
          "there is no query: try `hindcast query 'services at now'`, or `hindcast query --help`"
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
      throw ValidationError("cannot read `\(path)`: name a file with a query in it")
    }
    return SourceText(name: name ?? path, bytes: Array(data))
  }
}
