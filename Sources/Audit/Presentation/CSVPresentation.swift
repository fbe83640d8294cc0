internal import EventLog
import QueryEngine
import TopologyModel

/// A report as CSV: a table of the statement, and a file for each table, whose hash it names.
struct CSVPresentation {
  private let report: Report

  init(_ report: Report) {
    self.report = report
  }

  func files() -> [ReportFile] {
    let parts = report.tables.map { table in
      ReportFile(
        part: table.name,
        text: CSVFormat.line(table.columns.map { .text($0.name) })
          + table.rows.map { CSVFormat.line($0) }.joined()
      )
    }
    return [ReportFile(text: statement(parts))] + parts
  }

  private func statement(_ parts: [ReportFile]) -> String {
    var lines: [[Value]] = [[.text("name"), .text("value")]]
    for member in report.statement.members {
      lines.append([.text(member.name), .nonEmpty(Self.text(member.value))])
    }
    for fact in report.facts { lines.append([.text("fact: \(fact.name)"), .text(fact.value)]) }
    lines.append([.text("coverage"), .text(report.coverageText)])
    lines.append([
      .text("retention horizon"), .nonEmpty(report.forgottenBefore?.description ?? ""),
    ])
    for gap in report.gaps.all {
      lines.append([.text("gap"), .text("\(gap.from) to \(gap.until)")])
    }
    for note in ReportFacts.notes(report) { lines.append([.text("note"), .text(note)]) }
    for query in report.queries { lines.append([.text("query"), .text(query)]) }
    for part in parts {
      lines.append([
        .text("table: \(part.part ?? "")"),
        .text("sha256:" + ChainHash.contentIdentity(of: part.bytes)),
      ])
    }
    return lines.map { CSVFormat.line($0) }.joined()
  }

  private static func text(_ value: ObjectDocument) -> String {
    switch value {
    case .null: ""
    case .boolean(let flag): flag ? "true" : "false"
    case .number(let text), .text(let text): text
    case .list(let values): values.map { text($0) }.joined(separator: "\n")
    case .object: ""
    }
  }
}
