/// Compares what a command printed with what a text says.
///
/// Chain hashes differ with every import, so they count as equal.
enum TranscriptText {
  /// A line that stands for any number of lines, and what stands for a hash.
  static let ellipsis = "…"

  /// The lines of a text, hashes replaced; the line feed at its end begins no line.
  ///
  /// The carriage returns that end the lines of CSV are left out, since no document shows them.
  static func lines(of text: String) -> [String] {
    let lineFeeds = text.replacing("\r\n", with: "\n")
    var lines = lineFeeds.split(separator: "\n", omittingEmptySubsequences: false).map {
      withoutHashes(String($0))
    }
    while lines.last == "" { lines.removeLast() }
    return lines
  }

  /// Whether the lines are those expected, of which `…` stands for any number.
  static func matches(_ expected: [String], _ actual: [String]) -> Bool {
    matches(expected, actual, ellipsis: ellipsis)
  }

  /// Whether a text, or the lines of one, is what is expected, in which an ellipsis stands for anything.
  static func matches<Text: BidirectionalCollection>(
    _ expected: Text,
    _ actual: Text,
    ellipsis: Text.Element
  ) -> Bool where Text.Element: Equatable {
    let parts = expected.split(separator: ellipsis, omittingEmptySubsequences: false)
    guard let first = parts.first, let last = parts.last, parts.count > 1 else {
      return expected.elementsEqual(actual)
    }
    guard actual.starts(with: first) else { return false }
    var rest = actual.dropFirst(first.count)
    for part in parts.dropFirst().dropLast() where !part.isEmpty {
      guard let range = rest.firstRange(of: part) else { return false }
      rest = rest[range.upperBound...]
    }
    return rest.count >= last.count && rest.suffix(last.count).elementsEqual(last)
  }

  /// The line with `…` for the hash of a basis, of JSON's `"hash"`, and every chain hash in full.
  ///
  /// YAML quotes a hash or not, as its digits want it.
  static func withoutHashes(_ line: String) -> String {
    line.replacing(/(basis \d+:)[0-9a-f]+/) { "\($0.output.1)\(ellipsis)" }
      .replacing(/("hash": ?")[0-9a-f]+/) { "\($0.output.1)\(ellipsis)" }
      .replacing(/\b[0-9a-f]{64}\b/) { _ in ellipsis }
      .replacing("hash: '\(ellipsis)'", with: "hash: \(ellipsis)")
  }
}
