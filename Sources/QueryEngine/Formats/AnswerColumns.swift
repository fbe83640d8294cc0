import TopologyModel

/// The columns of an answer with those that every row has beside its cells.
enum AnswerColumns {
  /// The cells' columns, then `cluster` where the store has several, then `from`, `until`,
  /// `certainty`, `event`; names that cells have are theirs.
  static func all(_ answer: Answer) -> [Column] {
    let names = Set(answer.columns.map { $0.name })
    let temporal = [
      Column("from", .instant), Column("until", .instant),
      Column("certainty", .text, visibility: .wide), Column("event", .integer, visibility: .wide),
    ]
    let own = (answer.hasOtherClusters ? [Column("cluster", .text)] : []) + temporal
    return answer.columns + own.filter { !names.contains($0.name) }
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
    /// The names of all columns.
    let names: [String]
    private let cluster: Value?
    private let temporal: [BoundColumn]

    init(_ answer: Answer) {
      let own = Set(answer.columns.map { $0.name })
      names = AnswerColumns.all(answer).map { $0.name }
      cluster =
        answer.hasOtherClusters && !own.contains("cluster")
        ? answer.cluster.map { .text($0) } ?? .null : nil
      let temporal: [(String, BoundColumn)] = [
        ("from", .from), ("until", .until), ("certainty", .certainty), ("event", .event),
      ]
      self.temporal = temporal.filter { !own.contains($0.0) }.map { $0.1 }
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
