import Foundation

/// Where the project's own files lie.
enum ProjectTree {
  /// The absolute path of the folder that holds the manifest.
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  /// Whether expectations are replaced by what the executable prints.
  static let isRewriting = ProcessInfo.processInfo.environment["HINDCAST_REWRITE"] == "1"

  /// Whether slow suites are left out.
  static let skipsLong = ProcessInfo.processInfo.environment["SKIP_LONG_TESTS"] == "1"

  /// The documents for people, from the root, sorted.
  static let documents: [String] =
    ["README.md"] + names(in: "docs", ending: ".md").map { "docs/\($0)" }

  /// The command that accepts what a suite printed.
  static func rewriteCommand(_ suite: String) -> String {
    "to accept the output: HINDCAST_REWRITE=1 swift test --disable-xctest --filter \(suite)"
  }

  /// The files of a folder and its folders whose names end so, from that folder, sorted.
  static func names(in folder: String, ending suffix: String) -> [String] {
    let found = FileManager.default.enumerator(atPath: "\(root)/\(folder)")
    let names = found?.compactMap { $0 as? String } ?? []
    return names.filter { $0.hasSuffix(suffix) }.sorted()
  }

  /// The text of a file.
  static func text(of path: String) throws -> String {
    try String(contentsOfFile: "\(root)/\(path)", encoding: .utf8)
  }

  /// Copies a file to where a test may use it.
  static func copy(_ path: String, to destination: String) throws {
    try FileManager.default.copyItem(atPath: "\(root)/\(path)", toPath: destination)
  }

  /// Replaces the text of a file; continuous integration never does.
  static func rewrite(_ path: String, _ text: String) throws {
    guard ProcessInfo.processInfo.environment["CI"] == nil else {
      throw CocoaError(.fileWriteNoPermission)
    }
    try text.write(toFile: "\(root)/\(path)", atomically: true, encoding: .utf8)
  }
}
