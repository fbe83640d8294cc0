import Testing

/// Queries with errors, and what is said about them.
///
/// A case is the query, a line of dashes, and the rendering; a line of `=` stands between two.
enum DiagnosticSnapshots {
  /// A query and the rendering of its diagnostics.
  struct Case: Sendable, CustomTestStringConvertible {
    let query: String
    let rendering: String

    var testDescription: String { query }
  }

  /// All cases.
  static let all = [characters, clauses, names, times, stages].flatMap(cases)

  private static func cases(in text: String) -> [Case] {
    (text + "\n").splitting(by: "====\n").map { part in
      let halves = part.splitting(by: "\n----\n")
      return Case(query: halves[0], rendering: halves.dropFirst().joined())
    }
  }
}

extension String {
  /// Returns the parts between occurrences of `separator`.
  fileprivate func splitting(by separator: String) -> [String] {
    var parts: [[UInt8]] = [[]]
    let separator = Array(separator.utf8)
    for byte in utf8 {
      parts[parts.count - 1].append(byte)
      if parts[parts.count - 1].suffix(separator.count).elementsEqual(separator) {
        parts[parts.count - 1].removeLast(separator.count)
        parts.append([])
      }
    }
    return parts.map { String(decoding: $0, as: UTF8.self) }
  }
}
