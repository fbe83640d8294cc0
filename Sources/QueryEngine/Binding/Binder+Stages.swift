import Diagnostics
import QuerySyntax
import TopologyModel

extension Binder {
  mutating func bindStages(
    _ stages: [Stage],
    question: BoundQuestion
  ) -> (stages: [BoundStage], columns: [Column]) {
    var columns = QuestionColumns.columns(of: question)
    var bound: [BoundStage] = []
    var isTablePart = false
    for stage in stages {
      guard let boundStage = bind(stage, columns: &columns) else { continue }
      let isTableStage = Self.isTableStage(boundStage)
      if isTablePart, !isTableStage { report(.stageOrder(stage: stage.keyword, span: stage.span)) }
      isTablePart = isTablePart || isTableStage
      bound.append(boundStage)
    }
    return (bound, columns)
  }

  /// Whether a stage acts on the finished table: `sort`, `limit`, and `where` on intervals.
  private static func isTableStage(_ stage: BoundStage) -> Bool {
    switch stage {
    case .sort, .limit: true
    case .filter(let expression): expression.readsTemporal
    case .select, .distinct, .count: false
    }
  }

  private mutating func bind(_ stage: Stage, columns: inout [Column]) -> BoundStage? {
    switch stage.form {
    case .filter(let expression):
      return condition(expression, columns).map { .filter($0) }
    case .select(let paths):
      // Every row has its interval, certainty and event beside its cells, named or not.
      let cells = paths.filter { path in
        path.key != nil || !Self.temporal.contains { $0.name == path.column }
          || columns.contains { $0.name == path.column }
      }
      let indexes = cells.compactMap { cell($0, columns) }
      guard indexes.count == cells.count else { return nil }
      columns = indexes.map { columns[$0] }
      return .select(indexes, columns: columns)
    case .distinct: return .distinct
    case .count(let paths):
      let indexes = paths.compactMap { cell($0, columns) }
      guard indexes.count == paths.count else { return nil }
      columns = indexes.map { columns[$0] } + [Column("count", .integer)]
      return .count(by: indexes, columns: columns)
    case .sort(let keys):
      let bound = keys.compactMap { key in
        column(key.column, columns).map {
          BoundSortKey(column: $0.column, isDescending: key.isDescending)
        }
      }
      return .sort(bound)
    case .limit(let count, let offset):
      guard let count = number(count), let offset = offset.map({ number($0) }) ?? 0 else {
        return nil
      }
      return .limit(count: count, offset: offset)
    case .group, .outages, .duration, .share, .changes, .every, .throughout:
      report(
        .notYet(what: "`| \(stage.keyword)`", instead: "use `| count by COLUMN`", span: stage.span)
      )
      return nil
    }
  }

  private mutating func number(_ expression: CountExpression) -> Int? {
    var value: Int64?
    switch expression.form {
    case .number(let number): value = number
    case .parameter(let name):
      guard let literal = literal(ofParameter: name, span: expression.span) else { return nil }
      if case .integer(let number) = literal { value = number }
    }
    guard let value, (0...1_000_000_000).contains(value) else {
      report(.countTooLarge(span: expression.span))
      return nil
    }
    return Int(value)
  }

  /// A column that is a cell of its own, as `select` and `count by` need it.
  private mutating func cell(_ path: ColumnPath, _ columns: [Column]) -> Int? {
    guard path.key == nil, let index = columns.firstIndex(where: { $0.name == path.column }) else {
      report(.unknownColumn(Self.text(path), known: columns.map { $0.name }, span: path.span))
      return nil
    }
    return index
  }

  private static let temporal: [(name: String, type: ColumnType, column: BoundColumn)] = [
    ("from", .instant, .from), ("until", .instant, .until), ("certainty", .text, .certainty),
    ("event", .integer, .event),
  ]

  mutating func column(
    _ path: ColumnPath,
    _ columns: [Column]
  ) -> (column: BoundColumn, type: ColumnType)? {
    if let index = columns.firstIndex(where: { $0.name == path.column }) {
      guard let key = path.key else { return (.cell(index), columns[index].type) }
      if columns[index].type == .labels { return (.label(cell: index, key: key), .text) }
    } else if path.key == nil,
      let found = Self.temporal.first(where: { $0.name == path.column })
    {
      return (found.column, found.type)
    }
    let known = columns.map { $0.name } + Self.temporal.map { $0.name }
    report(.unknownColumn(Self.text(path), known: known, span: path.span))
    return nil
  }

  private static func text(_ path: ColumnPath) -> String {
    path.key.map { "\(path.column).\($0)" } ?? path.column
  }
}
