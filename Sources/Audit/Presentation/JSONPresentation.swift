import Diagnostics
import QueryEngine
import TopologyModel

/// A report as one JSON object, a row on each line.
struct JSONPresentation {
  private let report: Report

  init(_ report: Report) {
    self.report = report
  }

  func text() -> String {
    var text = "{\"statement\":\(report.statement.jsonText),\n"
    text += "\"title\":\(json(.text(report.title))),\n"
    let facts = report.facts.map {
      ObjectDocument.object([.init("name", .text($0.name)), .init("value", .text($0.value))])
    }
    text += "\"facts\":\(json(.list(facts))),\n"
    let horizon = report.forgottenBefore.map { ObjectDocument.text($0.description) } ?? .null
    text += "\"retention\":\(json(.object([.init("horizon", horizon)]))),\n"
    text += "\"gaps\":\(json(.list(report.gaps.all.map { Self.gap($0) }))),\n"
    text += "\"notes\":\(json(.list(report.notes.map { Self.note($0) }))),\n"
    text += "\"remarks\":\(json(.list(report.remarks.map { .text($0) }))),\n"
    text += "\"queries\":\(json(.list(report.queries.map { .text($0) }))),\n"
    text += "\"tables\":["
    text += report.tables.map { table($0) }.joined(separator: ",")
    return text + "\n]}\n"
  }

  private func table(_ table: ReportTable) -> String {
    let columns = table.columns.map {
      ObjectDocument.object([
        .init("name", .text($0.name)), .init("type", .text($0.type.rawValue)),
      ])
    }
    let rows = table.rows.map { row in json(.list(row.map { ObjectDocument($0) })) }
    return "\n{\"name\":\(json(.text(table.name))),\"title\":\(json(.text(table.title))),"
      + "\"columns\":\(json(.list(columns))),\"rowCount\":\(table.rows.count),\"rows\":["
      + rows.map { "\n\($0)" }.joined(separator: ",") + (rows.isEmpty ? "]}" : "\n]}")
  }

  private func json(_ document: ObjectDocument) -> String {
    var json = JSONWriter()
    document.write(to: &json)
    return json.text
  }

  private static func gap(_ stretch: Stretch) -> ObjectDocument {
    .object([
      .init("from", .text(stretch.from.description)),
      .init("until", .text(stretch.until.description)),
    ])
  }

  private static func note(_ note: Note) -> ObjectDocument {
    .object([
      .init("code", .text(note.code.rawValue)), .init("message", .text(note.message)),
      .init("help", note.help.map { .text($0) } ?? .null),
    ])
  }
}
