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

  /// Creates a format.
  public init(showsBasis: Bool = true) {
    self.showsBasis = showsBasis
  }

  /// The answer as text, ending in a line break; stored objects follow the rows as YAML.
  public func text(_ answer: Answer) -> String {
    rows(answer) + ObjectBlock.text(answer) + AnswerRemarks.text(answer, showsBasis: showsBasis)
  }

  private func rows(_ answer: Answer) -> String {
    guard !answer.rows.isEmpty else { return "(0 rows)\n" }
    let grid = AnswerGrid(answer, isWide: true)
    let names = grid.columns.map { DisplayText.safe($0.name) }
    let width = names.map { DisplayWidth.width(of: $0) }.max() ?? 0
    return grid.rows.enumerated().map { index, cells in
      "-[ row \(index + 1) ]-\n"
        + zip(names, cells).map { Self.line($0, $1, width: width) }.joined()
    }.joined()
  }

  private static func line(_ name: String, _ cell: String, width: Int) -> String {
    DisplayText.padded(name, to: width) + " |" + (cell.isEmpty ? "" : " " + cell) + "\n"
  }
}
