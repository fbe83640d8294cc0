import QueryEngine
import TopologyModel

/// A table as formats for people show it: without wide and empty columns, rows up to a limit.
struct PresentedTable {
  /// The most elements of a list that are shown.
  static let listMax = 4
  /// The most pieces of evidence that are shown, which are sentences.
  static let evidenceMax = 2

  let table: ReportTable
  let columns: [Column]
  /// The cells as text, made safe for terminals.
  let rows: [[String]]
  /// How many rows are left out.
  let omitted: Int

  init(_ table: ReportTable, rowsMax: Int) {
    self.table = table
    let places = table.columns.indices.filter { index in
      let column = table.columns[index]
      guard column.visibility == .always else { return false }
      return !column.hidesEmpty || table.rows.contains { !Self.isEmpty($0[index]) }
    }
    columns = places.map { table.columns[$0] }
    rows = table.rows.prefix(rowsMax).map { row in
      places.map { Self.text(row[$0], table.columns[$0]) }
    }
    omitted = max(0, table.rows.count - rowsMax)
  }

  /// What is said where rows were left out.
  var omission: String? {
    guard omitted > 0 else { return nil }
    return "\(ReportText.grouped(rows.count)) of \(ReportText.grouped(table.rows.count)) rows are "
      + "shown; the formats csv and json have all of them."
  }

  private static func isEmpty(_ value: Value) -> Bool {
    switch value {
    case .null: true
    case .list(let values): values.isEmpty
    case .labels(let labels): labels.labels.isEmpty
    case .boolean, .integer, .decimal, .text, .address, .instant, .duration, .port, .document: false
    }
  }

  private static func text(_ value: Value, _ column: Column) -> String {
    switch value {
    case .decimal(let share): ReportText.percent(share)
    case .duration(let nanoseconds): ReportText.duration(nanoseconds)
    case .list(let values) where !values.isEmpty:
      DisplayText.safe(
        ReportText.list(
          values.map { ValueText.plain($0) },
          max: column.name == "evidence" ? evidenceMax : listMax
        )
      )
    default: DisplayText.cell(value)
    }
  }
}
