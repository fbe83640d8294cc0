import Foundation

/// A command line that a shell completes: what stands there, and the word at the cursor.
struct CompletionLine {
  /// The words, less the quotes that the shell would take away.
  private let words: [String]
  /// What is typed of the word at the cursor.
  let prefix: String

  /// Reads what a completion script hands over: the words of the line, and which is completed.
  init(words raw: [String], index: Int) {
    words = raw.map { Self.unquoted($0) }
    prefix = words.indices.contains(index) ? words[index] : ""
  }

  /// The value of a long option that stands on the line, of which the last one counts.
  func value(of option: String) -> String? {
    var found: String?
    for (index, word) in words.enumerated() {
      if word.hasPrefix(option + "=") {
        found = String(word.dropFirst(option.count + 1))
      } else if word == option {
        // For bash an equals sign is a word.
        found = words[(index + 1)...].first { $0 != "=" }
      }
    }
    return found.map { Self.expanded($0) }
  }

  /// Of texts, those that begin with what is typed.
  func candidates(_ texts: [String]) -> [String] {
    texts.filter { $0.hasPrefix(prefix) }
  }

  /// A word as the shell would hand it over, as far as names and paths need it.
  private static func unquoted(_ word: String) -> String {
    word.filter { !#"'"\"#.contains($0) }
  }

  /// A path whose `~` the shell has not replaced.
  private static func expanded(_ path: String) -> String {
    guard path.hasPrefix("~/"), let home = ProcessInfo.processInfo.environment["HOME"] else {
      return path
    }
    return home + path.dropFirst()
  }
}
