import TopologyModel

/// The columns of an answer with those that every row has beside its cells.
enum AnswerColumns {
  /// The cells' columns, then `cluster` where the store has several, then `from`, `until`,
  /// `certainty`, `event`; names that cells have are theirs.
  static func all(_ answer: Answer) -> [Column] {
    let own = (answer.hasOtherClusters ? [clusterColumn] : []) + temporal.map { $0.column }
    return answer.columns + own.filter { !isCell($0, of: answer) }
  }

  private static let clusterColumn = Column("cluster", .text)
  private static let temporal: [(column: Column, bound: BoundColumn)] = [
    (Column("from", .instant), .from), (Column("until", .instant), .until),
    (Column("certainty", .text, visibility: .wide), .certainty),
    (Column("event", .integer, visibility: .wide), .event),
  ]

  /// Whether rows have a cell of a column's name.
  private static func isCell(_ column: Column, of answer: Answer) -> Bool {
    answer.columns.contains { $0.name == column.name }
  }

  /// Whether a column is shown only where rows have an interval of their own.
  static func isTemporal(_ index: Int, of answer: Answer) -> Bool {
    let own = index - answer.columns.count
    return own >= (answer.hasOtherClusters ? 1 : 0)
  }

  /// A row's cells under those columns.
  static func values(_ row: ResultRow, _ answer: Answer) -> [Value] {
    Layout(answer).values(row)
  }

  /// What the rows of an answer have beside their cells.
  struct Layout {
    /// All columns.
    let columns: [Column]
    /// Their names.
    let names: [String]
    private let cluster: Value?
    private let temporal: [BoundColumn]
    /// Whether a column names the cluster.
    var hasCluster: Bool { cluster != nil }
    /// Whether rows have the four that all of them have, so that a row is written the same in all answers
    /// with that.
    var isCommon: Bool { temporal.count == AnswerColumns.temporal.count }

    init(_ answer: Answer) {
      columns = AnswerColumns.all(answer)
      names = columns.map { $0.name }
      cluster =
        answer.hasOtherClusters && !isCell(clusterColumn, of: answer)
        ? answer.cluster.map { .text($0) } ?? .null : nil
      temporal = AnswerColumns.temporal.filter { !isCell($0.column, of: answer) }.map { $0.bound }
    }

    /// A row's cells under all columns.
    func values(_ row: ResultRow) -> [Value] {
      var values: [Value] = []
      values.reserveCapacity(names.count)
      forEachValue(of: row) { values.append($0) }
      return values
    }

    /// Visits a row's cells under all columns.
    func forEachValue(of row: ResultRow, _ visit: (Value) -> Void) {
      for value in row.values { visit(value) }
      if let cluster { visit(cluster) }
      for column in temporal { visit(column.value(in: row)) }
    }
  }

  /// The answer with names that tell its columns apart: a name that comes again gets a number.
  ///
  /// `select name, name` gives `name` and `name_2`, so that no cell hides another one of the row.
  static func uniquelyNamed(_ answer: Answer) -> Answer {
    var taken = Set(answer.columns.map { $0.name })
    guard taken.count < answer.columns.count else { return answer }
    var seen: Set<String> = []
    var answer = answer
    for index in answer.columns.indices {
      let name = answer.columns[index].name
      if seen.insert(name).inserted { continue }
      var number = 2
      while !taken.insert("\(name)_\(number)").inserted { number += 1 }
      answer.columns[index].name = "\(name)_\(number)"
    }
    return answer
  }
}
