import Diagnostics
import Foundation
import QuerySyntax
import TopologyModel

/// The saved queries that come with Hindcast, and those in files.
struct SavedQueryLibrary {
  private static let suffix = ".tql"

  /// The folder of those that come with Hindcast.
  private var folder: URL? { Bundle.module.url(forResource: "queries", withExtension: nil) }

  /// The names of those that come with Hindcast, sorted.
  func names() throws -> [String] {
    guard let folder else { return [] }
    return try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(Self.suffix) }
      .map { String($0.dropLast(Self.suffix.utf8.count)) }
      .sorted()
  }

  /// The text of a saved query: of that name, or in that file.
  ///
  /// Throws `UsageError` where there is neither.
  func source(_ query: String) throws -> SourceText {
    let names = try names()
    if names.contains(query), let folder {
      return try QueryText.read(folder.appendingPathComponent(query + Self.suffix).path, as: query)
    }
    guard FileManager.default.fileExists(atPath: query) else {
      let closest = EditDistance.closest(to: query, in: names)
      throw UsageError(
        category: .notFound,
        message: "there is no saved query and no file `\(query)`",
        help: closest.map { "did you mean `\($0)`?" } ?? "`hindcast queries` lists the saved ones"
      )
    }
    return try QueryText.read(query)
  }

  /// A saved query with its header; one with errors in it is refused.
  func query(_ query: String) throws -> SavedQuery {
    let source = try source(query)
    let parsed = Parser.parse(source)
    guard let tree = parsed.query else {
      DiagnosticOutput.print(parsed.diagnostics, in: source, asJSON: false)
      throw CommandOutcome.refused
    }
    return SavedQuery(name: query, source: source, header: tree.header)
  }
}
