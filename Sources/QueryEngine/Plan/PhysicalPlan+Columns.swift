extension PhysicalPlan.Operator {
  /// The columns of the rows behind the operator, given those in front of it.
  func columns(behind columns: [Column]) -> [Column] {
    switch self {
    case .derive(_, let own), .group(_, _, let own): own
    case .selectColumns(let indexes): indexes.map { columns[$0] }
    case .count(let indexes): indexes.map { columns[$0] } + [Column("count", .integer)]
    case .sequenced(let stage), .overSpan(let stage): stage.columns(behind: columns)
    case .evaluate, .evaluateSpan, .filterState, .finish, .extend, .clip, .filter, .distinct,
      .order, .sort, .limit:
      columns
    }
  }
}

extension BoundStage {
  /// The columns of the rows behind the stage, given those in front of it.
  func columns(behind columns: [Column]) -> [Column] {
    switch self {
    case .derive(_, let own), .select(_, let own), .count(_, let own), .group(_, _, let own),
      .outages(_, let own), .duration(_, let own), .share(_, let own), .changes(let own),
      .every(_, let own), .throughout(let own):
      own
    case .filter, .distinct, .sort, .limit: columns
    }
  }
}
