/// A stage of the pipeline, its columns resolved to indexes of its input.
public enum BoundStage: Hashable, Sendable {
  /// Keeps the rows for which the expression is true.
  case filter(BoundExpression)
  /// Adds columns that are keys of label maps, for the next stage to name.
  case derive([BoundColumn], columns: [Column])
  /// Keeps some columns, in the given order; equal rows become one.
  case select([Int], columns: [Column])
  /// Equal rows become one.
  case distinct
  /// The number of rows, for each combination of some columns.
  case count(by: [Int], columns: [Column])
  /// Aggregates over the rows, for each combination of some columns.
  case group(by: [Int], [BoundAggregate], columns: [Column])
  /// The stretches of observed time without rows, longer than so many nanoseconds.
  case outages(longerThan: Int64, columns: [Column])
  /// The observed time that rows cover, for each combination of some columns.
  case duration(by: [Int], columns: [Column])
  /// The fraction of the observed time that rows cover, for each combination of some columns.
  case share(by: [Int], columns: [Column])
  /// Every row's beginning and end.
  case changes(columns: [Column])
  /// The rows at regular instants, so many nanoseconds apart.
  case every(Int64, columns: [Column])
  /// The rows that held during the whole observed time.
  case throughout(columns: [Column])
  /// Orders by columns; the language's own order decides the rest.
  case sort([BoundSortKey])
  /// Keeps `count` rows after the first `offset`.
  case limit(count: Int, offset: Int)

  /// How many stages a query has at most (docs/reference/limits.md).
  static let stagesMax = 100

  /// How many columns a stage names at most (docs/reference/limits.md).
  static let columnsMax = 200

  /// Whether rows keep their cells and their stretches, if with more cells or fewer rows.
  var keepsRows: Bool {
    switch self {
    case .filter, .derive: true
    case .select, .distinct, .count, .group, .outages, .duration, .share, .changes, .every,
      .throughout, .sort, .limit:
      false
    }
  }

  /// Where a stage may stand: sequenced ones first, then those over spans, then those over the table.
  ///
  /// Behind a stage over the span, sequenced ones act on its rows as on any table (decision 0012).
  enum Phase: Int, Comparable {
    case sequenced
    case span
    case table

    static func < (left: Phase, right: Phase) -> Bool { left.rawValue < right.rawValue }
  }

  /// Where the stage may stand.
  var phase: Phase {
    switch self {
    case .filter(let expression): expression.readsTemporal ? .table : .sequenced
    case .derive, .select, .distinct, .count, .group: .sequenced
    case .outages, .duration, .share, .changes, .every, .throughout: .span
    case .sort, .limit: .table
    }
  }
}
