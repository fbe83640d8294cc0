import Diagnostics
package import QuerySyntax

/// Whether an answer has all rows that hold in its span.
package enum PartialRows {
  /// Whether rows were left out of the finished table: by `limit`, by `where` on what only the table
  /// has, or by the limit on rows.
  ///
  /// What such an answer lacks was there all the same, so nothing may be said of its absence.
  static func isSelection(_ answer: Answer) -> Bool {
    if answer.notes.contains(where: { $0.code == .rowsLimited }) { return true }
    let source = SourceText(name: "query", text: answer.query)
    guard case .question(let statement) = Parser.parse(source).query?.statement else {
      return false
    }
    return statement.stages.contains { leavesOut($0) }
  }

  /// Whether a stage leaves rows of the finished table out.
  package static func leavesOut(_ stage: Stage) -> Bool {
    switch stage.form {
    case .limit: true
    case .filter(let expression): isOfTable(expression)
    case .select, .distinct, .count, .group, .outages, .duration, .share, .changes, .every,
      .throughout, .sort:
      false
    }
  }

  /// Whether a condition asks for a column that only the finished table has.
  private static func isOfTable(_ expression: Expression) -> Bool {
    switch expression.form {
    case .or(let parts), .and(let parts): parts.contains { isOfTable($0) }
    case .not(let part), .isNull(let part, _): isOfTable(part)
    case .comparison(let left, _, let right), .inNetwork(let left, let right, _),
      .like(let left, let right, _):
      isOfTable(left) || isOfTable(right)
    case .inList(let left, let list, _): isOfTable(left) || list.contains { isOfTable($0) }
    case .column(let path): ["from", "until", "certainty", "event"].contains(path.column)
    case .literal, .parameter: false
    }
  }
}
