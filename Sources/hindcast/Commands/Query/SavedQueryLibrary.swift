import Diagnostics
import Foundation
import QuerySyntax
import TopologyModel

/// The saved queries: those of the user, those that come with Hindcast, and those in files.
struct SavedQueryLibrary {
  private static let suffix = ".tql"

  /// The folder of those that come with Hindcast.
  private var bundledFolder: String? {
    Bundle.module.url(forResource: "queries", withExtension: nil)?.path
  }

  /// The folder of the user's own; nil where the environment names none and there is no home.
  private var ownFolder: String? {
    let environment = ProcessInfo.processInfo.environment
    if let folder = environment["HINDCAST_QUERIES"], !folder.isEmpty { return folder }
    if let folder = environment["XDG_CONFIG_HOME"], !folder.isEmpty {
      return folder + "/hindcast/queries"
    }
    return environment["HOME"].map { $0 + "/.config/hindcast/queries" }
  }

  /// The names of all, sorted.
  func names() throws -> [String] {
    Set(Self.names(in: bundledFolder) + Self.names(in: ownFolder)).sorted()
  }

  private static func names(in folder: String?) -> [String] {
    guard let folder,
      let files = try? FileManager.default.contentsOfDirectory(atPath: folder)
    else { return [] }
    return files.filter { $0.hasSuffix(suffix) }.map { String($0.dropLast(suffix.utf8.count)) }
  }

  /// Saves a query of the user's and returns the path of its file.
  ///
  /// Throws `UsageError` where a query that comes with Hindcast has the name, where there is a file of
  /// that name and it is not to be replaced, and where it cannot be written.
  func save(_ text: String, as name: String, replaces: Bool) throws -> String {
    guard !Self.names(in: bundledFolder).contains(name) else {
      throw UsageError(
        category: .conflict,
        message: "`\(name)` is a query that comes with Hindcast",
        help: "save under another name"
      )
    }
    guard let ownFolder else {
      throw UsageError(
        category: .notFound,
        message: "there is no folder for saved queries",
        help: "set HINDCAST_QUERIES to one"
      )
    }
    let path = "\(ownFolder)/\(name)\(Self.suffix)"
    guard replaces || !FileManager.default.fileExists(atPath: path) else {
      throw UsageError(
        category: .conflict,
        message: "there is a saved query `\(name)` already",
        help: "`\\save -f \(name)` replaces it"
      )
    }
    do {
      try FileManager.default.createDirectory(
        atPath: ownFolder,
        withIntermediateDirectories: true
      )
      try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw UsageError(category: .unavailable, message: "cannot write `\(path)`")
    }
    return path
  }

  /// The text of a saved query: of that name, or in that file.
  ///
  /// Throws `UsageError` where there is neither.
  func source(_ query: String) throws -> SourceText {
    for folder in [bundledFolder, ownFolder] where Self.names(in: folder).contains(query) {
      return try QueryText.read("\(folder ?? "")/\(query)\(Self.suffix)", as: query)
    }
    let names = try names()
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
