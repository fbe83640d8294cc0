import HindcastTestSupport
import Testing

/// A query of `LanguageExamples.txt`, and the recording that it is asked of.
struct LanguageExample: Sendable, CustomTestStringConvertible {
  static let path = "Tests/CommandTests/LanguageExamples.txt"
  private static let separator = " | "

  /// Its line in the file, counted from 1.
  let line: Int
  let recording: String
  /// Whether the answer must have a row.
  let needsRows: Bool
  let query: String

  var testDescription: String { query }

  /// Every example; a line with `#` is a title, and `\n` in a query begins a new line.
  static func all() throws -> [LanguageExample] {
    let lines = try ProjectTree.text(of: path).split(
      separator: "\n",
      omittingEmptySubsequences: false
    )
    return try lines.enumerated().compactMap { index, line -> LanguageExample? in
      guard !line.isEmpty, line.first != "#" else { return nil }
      guard let separator = line.firstRange(of: Self.separator) else {
        throw ScriptError("\(path):\(index + 1): there is no `\(Self.separator)`")
      }
      let words = line[..<separator.lowerBound].split(separator: " ")
      guard let recording = words.first, words.count == 1 || words.dropFirst() == ["rows"] else {
        throw ScriptError("\(path):\(index + 1): write `RECORDING` or `RECORDING rows`")
      }
      return LanguageExample(
        line: index + 1,
        recording: String(recording),
        needsRows: words.count == 2,
        query: String(line[separator.upperBound...]).replacing("\\n", with: "\n")
      )
    }
  }
}
