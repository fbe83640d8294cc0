import Diagnostics

/// Renders an answer for people: a block of lines for each row, a line for each column.
///
/// It shows all columns, as the wide table does:
///
/// ```text
/// -[ row 1 ]-
/// name      | web-1
/// ready     | true
/// ```
public struct VerticalFormat: Sendable {
  /// Whether a last line says the time, the cluster, and the basis.
  public var showsBasis: Bool

  /// How wide the screen is, and in which zone instants are written.
  public var display: DisplayOptions

  /// Creates a format.
  public init(showsBasis: Bool = true, display: DisplayOptions = .plain) {
    self.showsBasis = showsBasis
    self.display = display
  }

  /// The answer as text, ending in a line break; stored objects follow the rows as YAML.
  public func text(_ answer: Answer) -> String {
    rows(answer) + ObjectBlock.text(answer, zone: display.zone)
      + AnswerRemarks.text(answer, showsBasis: showsBasis, display: display)
  }

  private func rows(_ answer: Answer) -> String {
    guard !answer.rows.isEmpty else { return "(0 rows)\n" }
    let grid = AnswerGrid(answer, isWide: true, zone: display.zone)
    return Self.blocks(grid, width: display.width)
  }

  /// The rows of a grid as blocks; on a screen a long cell goes on in the next line, behind the bar.
  static func blocks(_ grid: AnswerGrid, width screen: Int?) -> String {
    let names = grid.columns.map { DisplayText.safe($0.name) }
    let width = names.map { DisplayWidth.width(of: $0) }.max() ?? 0
    return grid.rows.enumerated().map { index, cells in
      "-[ row \(index + 1) ]-\n"
        + zip(names, cells).map { name, cell in
          guard let screen else { return line(name, cell, width: width) }
          return lines(name, cell, width: min(width, screen / 2), screen: screen)
        }.joined()
    }.joined()
  }

  private static func line(_ name: String, _ cell: String, width: Int) -> String {
    DisplayText.padded(name, to: width) + " |" + (cell.isEmpty ? "" : " " + cell) + "\n"
  }

  private static func lines(
    _ name: String,
    _ cell: String,
    width: Int,
    screen: Int
  ) -> String {
    let left = CellLines.lines(of: name, width: width, indent: 1)
    let right = CellLines.lines(of: cell, width: screen - width - 3, indent: 1)
    return (0..<max(left.count, right.count)).map { index in
      line(
        index < left.count ? left[index] : "",
        index < right.count ? right[index] : "",
        width: width
      )
    }.joined()
  }
}
