import Diagnostics

/// A rendered table whose cells are changed after the fact.
enum TableText {
  /// Returns a rendered answer of so many rows with the times of the scripts' day shortened, and
  /// the columns as wide as they then need to be.
  static func shortened(_ text: String, rowCount: Int) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
    guard rowCount > 0, lines.count > rowCount else { return ScriptTime.shortened(text) }
    let table = lines[...rowCount].map { Array($0) }
    let starts = columnStarts(table[0])
    let cells = table.map { line in
      starts.indices.map { column in
        let end = column + 1 < starts.count ? starts[column + 1] : line.count
        let start = min(starts[column], line.count)
        let cell = String(line[start..<min(max(end, start), line.count)])
        return ScriptTime.shortened(trimmed(cell))
      }
    }
    let widths = starts.indices.map { column in
      cells.map { DisplayWidth.width(of: $0[column]) }.max() ?? 0
    }
    for (index, row) in cells.enumerated() {
      let padded = zip(row, widths).map { cell, width in
        cell + String(repeating: " ", count: width - DisplayWidth.width(of: cell))
      }
      lines[index] = trimmed(padded.joined(separator: "  "))
    }
    for index in lines.indices.dropFirst(rowCount + 1) {
      lines[index] = ScriptTime.shortened(lines[index])
    }
    return lines.joined(separator: "\n")
  }

  /// Where the words of the heading begin.
  private static func columnStarts(_ heading: [Character]) -> [Int] {
    heading.indices.filter { index in
      heading[index] != " " && (index == 0 || heading[index - 1] == " ")
    }
  }

  private static func trimmed(_ text: String) -> String {
    var text = text
    while text.hasSuffix(" ") { text.removeLast() }
    return text
  }
}
