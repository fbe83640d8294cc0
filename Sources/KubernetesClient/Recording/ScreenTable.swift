internal import Diagnostics

/// The table of watches on a recorder's screen.
enum ScreenTable {
  static let titles = [
    "CLUSTER", "KIND", "STATE", "REVISION", "LAST WORD", "EVENTS/S", "GAP FOR",
  ]
  /// The columns that give way where the terminal is narrow, the first one first.
  private static let dispensable = [5, 4, 3]
  /// What a cluster's name is cut to before columns give way.
  private static let nameWidth = 10
  private static let gap = "  "

  /// Sets rows into columns that together take no more than `width`, where that is possible; a row
  /// of one cell is a remark.
  static func lines(_ rows: [[String]], width: Int) -> [String] {
    let full = rows.filter { $0.count == titles.count }
    var columns = Array(titles.indices)
    var widths = columns.map { column in
      full.map { DisplayWidth.width(of: $0[column]) }.max() ?? 0
    }
    func excess() -> Int {
      columns.reduce(0) { $0 + widths[$1] } + gap.count * (columns.count - 1) - width
    }
    let name = widths[0]
    if excess() > 0 { widths[0] = max(min(name, nameWidth), name - excess()) }
    for column in dispensable where excess() > 0 { columns.removeAll { $0 == column } }
    // What a column left goes to the name again.
    widths[0] = min(name, widths[0] + max(0, -excess()))
    return rows.map { row in
      guard row.count == titles.count else { return row.joined(separator: gap) }
      var line = columns.map { ScreenText.fitted(row[$0], to: widths[$0]) }.joined(separator: gap)
      while line.last == " " { line.removeLast() }
      return line
    }
  }
}
