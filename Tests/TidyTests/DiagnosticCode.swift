/// A stable code of a diagnostic, `TQL` or `HC` and four digits.
struct DiagnosticCode: Hashable, Comparable {
  let text: String

  private static let prefixes = [Array("TQL".utf8), Array("HC".utf8)]
  private static let digitCount = 4

  static func < (left: DiagnosticCode, right: DiagnosticCode) -> Bool { left.text < right.text }

  /// Returns the codes of a text, each with its line, counted from 1.
  static func codes(in text: String) -> [(code: DiagnosticCode, line: Int)] {
    var codes: [(code: DiagnosticCode, line: Int)] = []
    for (index, line) in text.utf8.split(separator: .newline, omittingEmptySubsequences: false)
      .enumerated()
    {
      codes += words(of: line).filter(isCode).map { word in
        (DiagnosticCode(text: String(decoding: word, as: UTF8.self)), index + 1)
      }
    }
    return codes
  }

  private static func words(of line: Substring.UTF8View) -> [[UInt8]] {
    line.split { !$0.isLetter && !$0.isDigit }.map(Array.init)
  }

  private static func isCode(_ word: [UInt8]) -> Bool {
    prefixes.contains {
      word.starts(with: $0) && word.count == $0.count + digitCount
        && word.dropFirst($0.count).allSatisfy(\.isDigit)
    }
  }
}
