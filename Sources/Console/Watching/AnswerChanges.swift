import QueryEngine

/// Which rows came and which went between two answers to one query.
struct AnswerChanges {
  /// The rows that came and went, in a table of its own with the sign first; nil where none did.
  let answer: Answer?

  /// Compares two answers by their rows' cells.
  init(before: Answer, after: Answer) {
    // A query whose columns are others now has no row in common with before.
    let isSame = before.columns == after.columns
    var counts: [[Value]: Int] = [:]
    for row in before.rows { counts[row.values, default: 0] += 1 }
    var came: [ResultRow] = []
    for row in after.rows {
      if isSame, let count = counts[row.values], count > 0 {
        counts[row.values] = count - 1
      } else {
        came.append(Self.signed(row, "+"))
      }
    }
    var went: [ResultRow] = []
    if isSame {
      // Of equal rows the last ones are those that went.
      for row in before.rows.reversed() {
        guard let count = counts[row.values], count > 0 else { continue }
        counts[row.values] = count - 1
        went.append(Self.signed(row, "-"))
      }
    }
    guard !came.isEmpty || !went.isEmpty else {
      answer = nil
      return
    }
    var changes = after
    changes.columns = [Column("change", .text)] + after.columns
    changes.rows = went.reversed() + came
    changes.notes = after.notes.filter { note in !before.notes.contains { $0.code == note.code } }
    answer = changes
  }

  private static func signed(_ row: ResultRow, _ sign: String) -> ResultRow {
    var row = row
    row.values.insert(.text(sign), at: 0)
    return row
  }
}
