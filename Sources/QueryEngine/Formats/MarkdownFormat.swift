import TopologyModel

/// Renders an answer for reports as GitHub Markdown: a table, its notes, and what it rests on.
///
/// It has the columns of the table. Texts are shown as they are: what Markdown would take as its
/// own is escaped.
public struct MarkdownFormat: Sendable {
  /// In which zone instants are written.
  public var display: DisplayOptions

  /// Creates the format.
  public init(display: DisplayOptions = .plain) {
    self.display = display
  }

  /// The answer as Markdown, ending in a line break; stored objects follow the table as YAML.
  public func text(_ answer: Answer) -> String {
    var parts = [table(answer)]
    parts += ObjectBlock.blocks(answer, zone: display.zone).map { Self.fenced($0) }
    parts.append(answer.notes.map { Self.note($0, display.zone) }.joined())
    parts.append("*\(Self.escaped(AnswerRemarks.basis(answer, display.zone)))*\n")
    return parts.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private func table(_ answer: Answer) -> String {
    guard !answer.rows.isEmpty else { return "(0 rows)\n" }
    let grid = AnswerGrid(answer, isWide: false, zone: display.zone)
    guard !grid.columns.isEmpty else { return "" }
    let rules = grid.columns.map { column in
      switch column.type {
      case .integer, .decimal: "---:"
      case .boolean, .text, .address, .instant, .duration, .port, .texts, .addresses, .ports,
        .labels, .document:
        "---"
      }
    }
    let header = grid.columns.map { Self.escaped(DisplayText.safe($0.name)) }
    let rows = grid.rows.map { cells in cells.map { Self.escaped($0) } }
    return ([header, rules] + rows).map { Self.line($0) }.joined()
  }

  private static func line(_ cells: [String]) -> String {
    "|" + cells.map { $0.isEmpty ? " |" : " \($0) |" }.joined() + "\n"
  }

  private static func note(_ note: Note, _ zone: DisplayZone) -> String {
    AnswerRemarks.noteLines(note, zone).enumerated().map { index, line in
      (index == 0 ? "- " : "  - ") + escaped(line) + "\n"
    }.joined()
  }

  /// The object between fences longer than any run of backticks in it.
  private static func fenced(_ block: ObjectBlock) -> String {
    var longest = 0
    var run = 0
    for byte in block.yaml.utf8 {
      run = byte == UInt8(ascii: "`") ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: max(3, longest + 1))
    return "\(escaped(block.title))\n\n\(fence)yaml\n\(block.yaml)\(fence)\n"
  }

  /// Escapes what begins markup within a line, and what GitHub would make a link of: within one,
  /// the other escapes would show.
  package static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      if "\\`*_[]<>|~&$".unicodeScalars.contains(scalar) { result += "\\" }
      result.unicodeScalars.append(scalar)
    }
    return result.replacing("://", with: "\\://").replacing("www.", with: "www\\.")
  }
}
