import Diagnostics

/// Renders an answer for people: a table, its notes, and what it rests on.
///
/// The wide table never fits a screen: it has all columns and every cell in a line.
public struct TableFormat: Sendable {
  /// Whether all columns are shown, `uid`, `certainty` and `event` among them.
  public var isWide: Bool
  /// Whether a last line says the time, the cluster and the basis.
  public var showsBasis: Bool
  /// How wide the screen is, and in which zone instants are written.
  public var display: DisplayOptions

  /// Creates a format.
  public init(
    isWide: Bool = false,
    showsBasis: Bool = true,
    display: DisplayOptions = .plain
  ) {
    self.isWide = isWide
    self.showsBasis = showsBasis
    self.display = display
  }

  /// The answer as text, ending in a line break; stored objects follow the table as YAML.
  public func text(_ answer: Answer) -> String {
    table(answer) + ObjectBlock.text(answer, zone: display.zone)
      + AnswerRemarks.text(answer, showsBasis: showsBasis, display: display)
  }

  private func table(_ answer: Answer) -> String {
    guard !answer.rows.isEmpty else { return "(0 rows)\n" }
    let grid = AnswerGrid(answer, isWide: isWide, zone: display.zone)
    guard !grid.columns.isEmpty else { return "" }
    if !isWide, let width = display.width {
      return TableScreen(width: width, glyphs: display.glyphs, hints: display.hints).text(grid)
    }
    let header = grid.columns.map { Self.heading($0.name) }
    let lines = [header] + grid.rows
    let widths = header.indices.map { column in
      lines.map { DisplayWidth.width(of: $0[column]) }.max() ?? 0
    }
    return lines.map { Self.line($0, widths) + "\n" }.joined()
  }

  /// A column's name in capitals, but for the key of a label, whose case means something.
  static func heading(_ name: String) -> String {
    guard let key = name.firstIndex(where: { $0 == "." || $0 == "[" }) else {
      return name.uppercased()
    }
    return name[..<key].uppercased() + name[key...]
  }

  private static func line(_ cells: [String], _ widths: [Int]) -> String {
    var line = zip(cells, widths).map { DisplayText.padded($0, to: $1) }.joined(separator: "  ")
    while line.hasSuffix(" ") { line.removeLast() }
    return line
  }
}
