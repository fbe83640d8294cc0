import QueryEngine

/// A report as Markdown for pull requests.
struct MarkdownPresentation {
  /// The most rows of a table; other formats have all.
  static let rowsMax = 200

  private let report: Report

  init(_ report: Report) {
    self.report = report
  }

  func text() -> String {
    var parts = ["# \(report.title)\n", "\(escaped(ReportFacts.subtitle(report)))\n"]
    parts.append(pairs(report.facts))
    for section in report.sections {
      parts.append("## \(escaped(section.title))\n")
      parts += section.paragraphs.map { escaped($0) + "\n" }
      for table in section.tables where !table.isForPrograms { parts.append(self.table(table)) }
    }
    parts.append("## Coverage\n")
    parts.append(escaped(report.coverageText) + "\n")
    parts.append(table(report.coverage))
    let notes = ReportFacts.notes(report)
    if !notes.isEmpty {
      parts.append("## Notes\n")
      parts.append(notes.map { "- \(escaped($0))\n" }.joined())
    }
    parts.append("## About this report\n")
    parts.append(pairs(ReportFacts.pairs(report)))
    parts.append("`hindcast report verify` makes it again from the same events and compares.\n")
    return parts.joined(separator: "\n")
      + "\n<!-- hindcast-report \(report.statement.jsonText) -->\n"
  }

  private func pairs(_ facts: [Report.Fact]) -> String {
    facts.map { "- **\(escaped($0.name))**: \(escaped($0.value))\n" }.joined()
  }

  private func table(_ table: ReportTable) -> String {
    let heading = "**\(escaped(table.title))**\n\n"
    guard !table.rows.isEmpty else { return heading + escaped(table.emptyText) + "\n" }
    let shown = PresentedTable(table, rowsMax: Self.rowsMax)
    let rules = shown.columns.map { column in
      switch column.type {
      case .integer, .decimal, .duration: "---:"
      case .boolean, .text, .address, .instant, .port, .texts, .addresses, .ports, .labels,
        .document:
        "---"
      }
    }
    let lines =
      [shown.columns.map { escaped($0.name) }, rules] + shown.rows.map { $0.map(escaped) }
    let text = lines.map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
    return heading + text + (shown.omission.map { "\n\(escaped($0))\n" } ?? "")
  }

  private func escaped(_ text: String) -> String { MarkdownFormat.escaped(text) }
}
