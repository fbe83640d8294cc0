import Diagnostics

/// Renders an answer for people: a table, its notes, and what it rests on.
public struct TableFormat: Sendable {
  /// Whether all columns are shown, `uid`, `certainty` and `event` among them.
  public var isWide: Bool
  /// Whether a last line says the time, the cluster and the basis.
  public var showsBasis: Bool

  /// Creates a format.
  public init(isWide: Bool = false, showsBasis: Bool = true) {
    self.isWide = isWide
    self.showsBasis = showsBasis
  }

  /// The answer as text, ending in a line break; stored objects follow the table as YAML.
  public func text(_ answer: Answer) -> String {
    table(answer) + ObjectBlock.text(answer)
      + AnswerRemarks.text(answer, showsBasis: showsBasis)
  }

  private func table(_ answer: Answer) -> String {
    guard !answer.rows.isEmpty else { return "(0 rows)\n" }
    let grid = AnswerGrid(answer, isWide: isWide)
    guard !grid.columns.isEmpty else { return "" }
    let header = grid.columns.map { Self.heading($0.name) }
    let lines = [header] + grid.rows
    let widths = header.indices.map { column in
      lines.map { DisplayWidth.width(of: $0[column]) }.max() ?? 0
    }
    return lines.map { Self.line($0, widths) + "\n" }.joined()
  }

  /// A column's name in capitals, but for the key of a label, whose case means something.
  private static func heading(_ name: String) -> String {
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
