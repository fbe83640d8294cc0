/// The cells that formats for people show, as texts that are safe on a terminal.
struct AnswerGrid {
  /// The shown columns; never those of stored objects, which fit no cell.
  let columns: [Column]
  /// The texts of each row, one a column.
  let rows: [[String]]

  /// Takes columns and their cells.
  init(columns: [Column], rows: [[String]]) {
    self.columns = columns
    self.rows = rows
  }

  /// Reads an answer; only the wide one has `uid`, `certainty`, `event`, and the like.
  init(_ answer: Answer, isWide: Bool, zone: DisplayZone = .utc) {
    let columns = AnswerColumns.all(answer)
    let shown = columns.indices.filter { index in
      if columns[index].type == .document { return false }
      if columns[index].hidesEmpty,
        !answer.rows.contains(where: { $0.values[index] != .null })
      {
        return false
      }
      if isWide { return true }
      let isTemporal = AnswerColumns.isTemporal(index, of: answer)
      return columns[index].visibility == .always && (answer.hasIntervals || !isTemporal)
    }
    self.columns = shown.map { columns[$0] }
    rows = answer.rows.map { row in
      let values = AnswerColumns.values(row, answer)
      return shown.map { index in
        columns[index].name == "until" && values[index] == .null
          ? "" : DisplayText.cell(values[index], zone)
      }
    }
  }
}
