import Foundation

/// A folder of scripts beside this file.
struct ScriptFolder {
  /// The scripts that are run.
  static let scripts = ScriptFolder(name: "Scripts")
  /// Pairs of scripts before and after a rewrite.
  static let rewrites = ScriptFolder(name: "Rewrite")

  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path

  let name: String

  /// The path of a file of the folder.
  func file(_ name: String) -> String { "\(Self.root)/\(self.name)/\(name)" }

  /// The names of the scripts, sorted; without those of `slow/` where `SKIP_LONG_TESTS=1`, and only
  /// those that contain the text of `HINDCAST_SCRIPT=` where there is one.
  func names() -> [String] {
    let environment = ProcessInfo.processInfo.environment
    let skipsLong = environment["SKIP_LONG_TESTS"] == "1"
    let wanted = environment["HINDCAST_SCRIPT"] ?? ""
    let path = "\(Self.root)/\(name)"
    let found = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
    return found.filter { name in
      name.hasSuffix(".test") && !(skipsLong && name.hasPrefix("slow/"))
        && (wanted.isEmpty || name.contains(wanted))
    }.sorted()
  }
}
