import Diagnostics

/// A table for a screen: it fits the width, numbers stand at the right, and names that repeat stand
/// once.
///
/// What does not fit beside each other is told in this order: columns with the same in every row
/// are said once above the table, then cells take several lines, then they are cut, which is marked
/// and said, and at last each row becomes a block of lines.
struct TableScreen {
  /// The lines of a cell beyond which it is cut (docs/reference/limits.md).
  static let cellLinesMax = 6
  /// The rows after which a name that repeats is shown again (docs/reference/limits.md).
  static let groupRowsMax = 20

  let width: Int
  let glyphs: DisplayOptions.Glyphs
  let hints: HintSpelling

  /// The table and what is to be said of it, each line with its break.
  func text(_ grid: AnswerGrid) -> String {
    let headings = Self.headings(grid)
    if let layout = natural(grid, headings) { return table(grid, headings, layout) }
    let (rest, common) = grid.rows.count > 1 ? withoutCommon(grid) : (grid, [])
    let restHeadings = Self.headings(rest)
    let above = common.isEmpty ? "" : commonLines(common)
    if let layout = natural(rest, restHeadings)
      ?? TableLayout(rest, headings: restHeadings, width: width)?.widths
    {
      return above + table(rest, restHeadings, layout)
    }
    return above + VerticalFormat.blocks(rest, width: width)
      + remark(
        "\(width) columns are too few for this table, so each row is a block of lines; "
          + hints.text("`--format wide` is the whole table at any width")
      )
  }

  static func headings(_ grid: AnswerGrid) -> [String] {
    grid.columns.map { TableFormat.heading($0.name) }
  }

  private func natural(_ grid: AnswerGrid, _ headings: [String]) -> [Int]? {
    let widths = headings.indices.map { column in
      grid.rows.reduce(DisplayWidth.width(of: headings[column])) {
        max($0, DisplayWidth.width(of: $1[column]))
      }
    }
    let total = widths.reduce(0, +) + TableLayout.gap * max(0, widths.count - 1)
    return total <= width ? widths : nil
  }

  // MARK: - What all rows have in common

  /// The grid without the columns that have the same in all rows, and those; one column stays.
  private func withoutCommon(
    _ grid: AnswerGrid
  ) -> (AnswerGrid, [(name: String, cell: String)]) {
    guard let first = grid.rows.first else { return (grid, []) }
    var common = grid.columns.indices.filter { column in
      grid.rows.allSatisfy { $0[column] == first[column] }
    }
    if common.count == grid.columns.count {
      let last = grid.columns.lastIndex { $0.isKey } ?? 0
      common.removeAll { $0 == last }
    }
    let kept = grid.columns.indices.filter { !common.contains($0) }
    let rest = AnswerGrid(
      columns: kept.map { grid.columns[$0] },
      rows: grid.rows.map { row in kept.map { row[$0] } }
    )
    return (
      rest,
      common.map { (DisplayText.safe(grid.columns[$0].name), first[$0].isEmpty ? "-" : first[$0]) }
    )
  }

  private func commonLines(_ common: [(name: String, cell: String)]) -> String {
    let dot = glyphs == .ascii ? "; " : " · "
    let text = "all rows: " + common.map { "\($0.name) \($0.cell)" }.joined(separator: dot)
    return CellLines.lines(of: text, width: width, indent: 2, joints: [" "])
      .map { $0 + "\n" }.joined() + "\n"
  }

  private func remark(_ text: String) -> String {
    CellLines.lines(of: "-- " + text, width: width, indent: 3, joints: [" "])
      .map { $0 + "\n" }.joined()
  }

  // MARK: - Lines

  private func table(_ grid: AnswerGrid, _ headings: [String], _ widths: [Int]) -> String {
    let isRight = grid.columns.map { $0.type == .integer || $0.type == .decimal }
    let isInstant = grid.columns.map { $0.type == .instant }
    let keys = grid.columns.prefix { $0.isKey }.count
    var text = lines(
      headings.indices.map { CellLines.lines(of: headings[$0], width: widths[$0]) },
      widths,
      isRight
    )
    var cutCount = 0
    var previous: [String] = []
    for (number, row) in grid.rows.enumerated() {
      let repeated =
        number % Self.groupRowsMax == 0
        ? 0 : zip(row, previous).prefix(keys).prefix { $0 == $1 }.count
      let cells = row.indices.map { column -> [String] in
        if column < repeated { return [""] }
        let lines =
          isInstant[column]
          ? CellLines.lines(ofInstant: row[column], width: widths[column])
          : CellLines.lines(of: row[column], width: widths[column], indent: 1)
        guard lines.count > Self.cellLinesMax else { return lines }
        cutCount += 1
        return cut(lines, to: widths[column])
      }
      text += lines(cells, widths, isRight)
      previous = row
    }
    guard cutCount > 0 else { return text }
    let cells = cutCount == 1 ? "1 cell is" : "\(cutCount) cells are"
    let more = hints.text("`--format vertical` shows everything")
    return text + remark("\(cells) cut where `\(mark)` stands; \(more)")
  }

  private var mark: String { glyphs == .ascii ? "..." : "…" }

  private func cut(_ lines: [String], to width: Int) -> [String] {
    let kept = lines.prefix(Self.cellLinesMax)
    let room = width - DisplayWidth.width(of: mark)
    return kept.dropLast() + [CellLines.cut(kept.last ?? "", to: room, mark: "") + mark]
  }

  private func lines(_ cells: [[String]], _ widths: [Int], _ isRight: [Bool]) -> String {
    let count = cells.map { $0.count }.max() ?? 0
    return (0..<count).map { number in
      var line = ""
      for column in cells.indices {
        let cell = number < cells[column].count ? cells[column][number] : ""
        let spaces = max(0, widths[column] - DisplayWidth.width(of: cell))
        let padding = String(repeating: " ", count: spaces)
        line += (column == 0 ? "" : "  ") + (isRight[column] ? padding + cell : cell + padding)
      }
      while line.hasSuffix(" ") { line.removeLast() }
      return line + "\n"
    }.joined()
  }
}
