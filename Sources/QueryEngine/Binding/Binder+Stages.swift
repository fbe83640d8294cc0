import Diagnostics
import QuerySyntax
import TopologyModel

extension Binder {
  mutating func bindStages(
    _ stages: [Stage],
    question: BoundQuestion,
    time: BoundQuery.Time?
  ) -> (stages: [BoundStage], columns: [Column]) {
    if let stage = stages.dropFirst(BoundStage.stagesMax).first {
      report(.tooMany("stages", max: BoundStage.stagesMax, span: stage.span))
      return ([], [])
    }
    var columns = QuestionColumns.columns(of: question)
    var bound: [BoundStage] = []
    var phase = BoundStage.Phase.sequenced
    var span: HalfOpenInterval<Instant>?
    if case .span(let from, let until)? = time {
      span = HalfOpenInterval(from: from, until: until)
    }
    for stage in stages {
      if stage.phase == .span, time != nil, span == nil {
        report(.spanStageAtInstant(stage: stage.keyword, span: stage.span))
        continue
      }
      guard Self.paths(stage).count <= BoundStage.columnsMax else {
        report(.tooMany("columns in a stage", max: BoundStage.columnsMax, span: stage.span))
        return ([], [])
      }
      if let derived = derive(stage, columns: &columns) { bound.append(derived) }
      guard let boundStage = bind(stage, columns: &columns, span: span) else { continue }
      let own = boundStage.phase
      let isFilter = if case .filter = boundStage { true } else { false }
      let actsOnSpanRows = phase == .span && (own == .sequenced || isFilter)
      if !actsOnSpanRows, own < phase || (own == .span && phase == .span) {
        report(.stageOrder(stage: stage.keyword, isBehindTable: phase == .table, span: stage.span))
      }
      if !actsOnSpanRows { phase = max(phase, own) }
      bound.append(boundStage)
    }
    return (bound, columns)
  }

  /// The stage that makes columns of the labels that a stage names as columns; nil where it names none.
  private mutating func derive(_ stage: Stage, columns: inout [Column]) -> BoundStage? {
    var derived: [BoundColumn] = []
    for path in Self.paths(stage) where path.key != nil {
      guard !columns.contains(where: { $0.name == Self.text(path) }),
        let index = columns.firstIndex(where: { $0.name == path.column }),
        columns[index].type == .labels, let key = path.key
      else { continue }
      derived.append(.label(cell: index, key: key))
      columns.append(Column(Self.text(path), .text))
    }
    return derived.isEmpty ? nil : .derive(derived, columns: columns)
  }

  /// The columns that a stage names and that rows must have as cells.
  private static func paths(_ stage: Stage) -> [ColumnPath] {
    switch stage.form {
    case .select(let named), .count(let named), .duration(let named), .share(let named):
      return named
    case .group(let named, let aggregates):
      return named
        + aggregates.compactMap { aggregate in
          if case .of(_, let path) = aggregate.form { path } else { nil }
        }
    case .filter, .distinct, .sort, .limit, .outages, .changes, .every, .throughout: return []
    }
  }

  private mutating func bind(
    _ stage: Stage,
    columns: inout [Column],
    span: HalfOpenInterval<Instant>?
  ) -> BoundStage? {
    switch stage.form {
    case .filter(let expression):
      return condition(expression, columns).map { .filter($0) }
    case .select(let paths):
      // Every row has its interval, certainty and event beside its cells, named or not.
      let cells = paths.filter { path in
        path.key != nil || !everyRowHas(path.column)
          || columns.contains { $0.name == path.column }
      }
      let indexes = cells.compactMap { cell($0, columns) }
      guard indexes.count == cells.count else { return nil }
      columns = Self.shown(indexes.map { columns[$0] })
      return .select(indexes, columns: columns)
    case .distinct: return .distinct
    case .count(let named):
      let paths = withoutCluster(named, columns)
      let indexes = paths.compactMap { cell($0, columns) }
      guard indexes.count == paths.count else { return nil }
      columns = Self.shown(indexes.map { columns[$0] }) + [Column("count", .integer)]
      return .count(by: indexes, columns: columns)
    case .sort(let named):
      // All rows are of one cluster, so it orders nothing.
      let keys = named.filter { !isCluster($0.column, columns) }
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
    case .group(let paths, let aggregates):
      return group(by: withoutCluster(paths, columns), aggregates, columns: &columns)
    case .outages, .duration, .share, .changes, .every, .throughout:
      return overSpan(stage, columns: &columns, span: span)
    }
  }

  /// The columns as those that a query names, and that every format shows.
  private static func shown(_ columns: [Column]) -> [Column] {
    columns.map { column in
      var column = column
      column.visibility = .always
      column.hidesEmpty = false
      return column
    }
  }

  private mutating func group(
    by paths: [ColumnPath],
    _ aggregates: [Aggregate],
    columns: inout [Column]
  ) -> BoundStage? {
    let indexes = paths.compactMap { cell($0, columns) }
    var bound: [BoundAggregate] = []
    var results: [Column] = []
    for aggregate in aggregates {
      switch aggregate.form {
      case .count:
        bound.append(.count)
        results.append(Column("count", .integer))
      case .of(let function, let path):
        guard let index = cell(path, columns),
          let found = self.aggregate(function, index, columns[index], span: aggregate.span)
        else { continue }
        bound.append(found.aggregate)
        let name = "\(function.rawValue)_\(columns[index].name)"
        results.append(Column(name, found.type))
      }
    }
    guard indexes.count == paths.count, bound.count == aggregates.count else { return nil }
    columns = Self.shown(indexes.map { columns[$0] }) + results
    return .group(by: indexes, bound, columns: columns)
  }

  private mutating func aggregate(
    _ function: AggregateFunction,
    _ index: Int,
    _ column: Column,
    span: SourceSpan
  ) -> (aggregate: BoundAggregate, type: ColumnType)? {
    let isNumber = [.integer, .decimal, .duration].contains(column.type)
    switch function {
    case .min where column.type.isOrdered: return (.least(index), column.type)
    case .max where column.type.isOrdered: return (.greatest(index), column.type)
    case .sum where isNumber: return (.sum(index), column.type)
    case .avg where isNumber:
      return (.mean(index), column.type == .duration ? .duration : .decimal)
    case .min, .max:
      report(.unorderedType(column: column.name, type: column.type, span: span))
    case .sum, .avg:
      report(
        .notANumber(function: function.rawValue, column: column.name, type: column.type, span: span)
      )
    }
    return nil
  }

  private mutating func overSpan(
    _ stage: Stage,
    columns: inout [Column],
    span: HalfOpenInterval<Instant>?
  ) -> BoundStage? {
    switch stage.form {
    case .outages(let limit):
      var longerThan: Int64 = 0
      if let limit {
        guard let nanoseconds = nanoseconds(limit) else { return nil }
        longerThan = nanoseconds
      }
      columns = SpanColumns.outages
      return .outages(longerThan: longerThan, columns: columns)
    case .duration(let named):
      let paths = withoutCluster(named, columns)
      let indexes = paths.compactMap { cell($0, columns) }
      guard indexes.count == paths.count else { return nil }
      columns = SpanColumns.duration(by: indexes.map { columns[$0] })
      return .duration(by: indexes, columns: columns)
    case .share(let named):
      let paths = withoutCluster(named, columns)
      let indexes = paths.compactMap { cell($0, columns) }
      guard indexes.count == paths.count else { return nil }
      columns = SpanColumns.share(by: indexes.map { columns[$0] })
      return .share(by: indexes, columns: columns)
    case .changes:
      columns = SpanColumns.changes(of: columns)
      return .changes(columns: columns)
    case .every(let interval):
      guard let nanoseconds = nanoseconds(interval) else { return nil }
      let length = span.map { Self.length($0) } ?? 0
      guard nanoseconds > 0, length / nanoseconds < Int64(SpanStages.samplesMax) else {
        report(.tooManySamples(span: interval.span))
        return nil
      }
      columns = SpanColumns.every(of: columns)
      return .every(nanoseconds, columns: columns)
    case .throughout:
      columns = SpanColumns.throughout(of: columns)
      return .throughout(columns: columns)
    case .filter, .select, .distinct, .count, .group, .sort, .limit: return nil
    }
  }

  private static func length(_ span: HalfOpenInterval<Instant>) -> Int64 {
    guard let until = span.until else { return 0 }
    let (length, isOverflow) = until.nanoseconds
      .subtractingReportingOverflow(span.from.nanoseconds)
    return isOverflow ? .max : length
  }

  /// The length of a duration, in nanoseconds, a parameter's included.
  mutating func nanoseconds(_ expression: DurationExpression) -> Int64? {
    switch expression.form {
    case .nanoseconds(let nanoseconds): return nanoseconds
    case .parameter(let name):
      guard let literal = literal(ofParameter: name, span: expression.span) else { return nil }
      if case .duration(let value) = literal, case .nanoseconds(let nanoseconds) = value.form {
        return nanoseconds
      }
      report(.parameterType(name, expected: "a duration", span: expression.span))
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
    guard let index = columns.firstIndex(where: { $0.name == Self.text(path) }) else {
      report(.unknownColumn(Self.text(path), known: columns.map { $0.name }, span: path.span))
      return nil
    }
    return index
  }

  /// Whether the column is the one that names the cluster of every row.
  func isCluster(_ path: ColumnPath, _ columns: [Column]) -> Bool {
    path.column == "cluster" && path.key == nil && clusterColumn != nil
      && !columns.contains { $0.name == "cluster" }
  }

  /// The columns without the cluster's, which all rows have alike, and after every stage.
  private func withoutCluster(_ paths: [ColumnPath], _ columns: [Column]) -> [ColumnPath] {
    paths.filter { !isCluster($0, columns) }
  }

  /// Whether every row has a column of that name beside its cells.
  func everyRowHas(_ name: String) -> Bool {
    Self.temporal.contains { $0.name == name } || (name == "cluster" && clusterColumn != nil)
  }

  private static let temporal: [(name: String, type: ColumnType, column: BoundColumn)] = [
    ("from", .instant, .from), ("until", .instant, .until), ("certainty", .text, .certainty),
    ("event", .integer, .event),
  ]

  mutating func column(
    _ path: ColumnPath,
    _ columns: [Column]
  ) -> (column: BoundColumn, type: ColumnType)? {
    if path.key != nil, let index = columns.firstIndex(where: { $0.name == Self.text(path) }) {
      return (.cell(index), columns[index].type)
    }
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
    path.key.map { ColumnText.label(path.column, $0) } ?? path.column
  }
}
