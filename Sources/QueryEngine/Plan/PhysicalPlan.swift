/// How a query is computed: operators in the order in which rows pass through them; printable.
public struct PhysicalPlan: Hashable, Sendable {
  /// One operator.
  public enum Operator: Hashable, Sendable {
    /// Evaluates the question at the asked time.
    case evaluate(BoundQuestion)
    /// Evaluates the question over the asked span; in revisions, states without duration are kept.
    case evaluateSpan(BoundQuestion, inRevisions: Bool)
    /// Keeps rows before their intervals are known.
    case filterState(BoundExpression)
    /// A stage that acts at each instant of a span.
    case sequenced(BoundStage)
    /// A stage over the whole span.
    case overSpan(BoundStage)
    /// Drops states without duration, joins what adjoins then, and finds how far rows reach beyond
    /// the span, where they are not merged.
    case finish(isMerged: Bool)
    /// Finds how far rows reach.
    case extend
    /// Cuts rows to the asked time, for stages that merge them.
    case clip
    /// Keeps rows with their intervals.
    case filter(BoundExpression)
    case derive([BoundColumn], columns: [Column])
    case selectColumns([Int])
    case distinct
    case count(by: [Int])
    case group(by: [Int], [BoundAggregate], columns: [Column])
    /// The language's own order.
    case order
    case sort([BoundSortKey])
    case limit(count: Int, offset: Int)

    /// Whether it acts on rows over a span, before they are a table.
    var isOfSpans: Bool {
      switch self {
      case .evaluateSpan, .sequenced, .overSpan, .finish: true
      case .evaluate, .extend, .clip, .filterState, .filter, .derive, .selectColumns, .distinct,
        .count, .group, .order, .sort, .limit:
        false
      }
    }

    /// Whether rows that came in the language's order are in it still, and have the same columns.
    var keepsOrder: Bool {
      switch self {
      case .evaluate, .extend, .filter, .filterState, .order, .limit: true
      case .evaluateSpan, .sequenced, .overSpan, .finish, .clip, .derive, .selectColumns, .distinct,
        .count, .group, .sort:
        false
      }
    }
  }

  /// The operators, the first one first.
  public var operators: [Operator]

  /// Whether rows carry an interval of their own.
  var hasIntervals: Bool { !operators.contains(.clip) }

  /// Whether, of rows that began before the span, an event is shown that depends on where the span
  /// begins.
  var showsEventsAtStart: Bool {
    operators.contains { step in
      switch step {
      case .finish(let isMerged): isMerged && !countsRows
      case .overSpan(.every), .overSpan(.throughout), .overSpan(.changes): true
      default: false
      }
    }
  }

  /// Whether rows are counted or grouped, and have no events then.
  private var countsRows: Bool {
    operators.contains { step in
      switch step {
      case .sequenced(.count), .sequenced(.group): true
      default: false
      }
    }
  }

  /// Plans the operators of a logical plan, over a span or at one time.
  ///
  /// Filters on cells run before intervals are looked up; where a merging stage follows, intervals
  /// are not looked up at all.
  public init(_ plan: LogicalPlan, isOverSpan: Bool) {
    operators = isOverSpan ? Self.overSpan(plan) : Self.atInstant(plan)
  }

  private static func atInstant(_ plan: LogicalPlan) -> [Operator] {
    var operators: [Operator] = [.evaluate(plan.question)]
    var hasIntervals = false
    // Versions come in order of time, then revision, then fields.
    var isOrdered = if case .history = plan.question { true } else { false }
    func interval(_ step: Operator) {
      if !hasIntervals { operators.append(step) }
      hasIntervals = true
    }
    func table(_ step: Operator) {
      interval(.extend)
      if !isOrdered { operators.append(.order) }
      isOrdered = true
      operators.append(step)
    }
    for stage in plan.stages {
      switch stage {
      case .filter(let expression):
        if !hasIntervals, !expression.readsTemporal {
          operators.append(.filterState(expression))
        } else {
          interval(.extend)
          operators.append(.filter(expression))
        }
      case .derive(let derived, let columns):
        operators.append(.derive(derived, columns: columns))
      case .select(let indexes, _):
        interval(.clip)
        operators += [.selectColumns(indexes), .distinct]
        isOrdered = false
      case .distinct:
        interval(.clip)
        operators.append(.distinct)
      case .count(let indexes, _):
        interval(.clip)
        operators.append(.count(by: indexes))
        isOrdered = false
      case .group(let indexes, let aggregates, let columns):
        interval(.clip)
        operators.append(.group(by: indexes, aggregates, columns: columns))
        isOrdered = false
      case .sort(let keys): table(.sort(keys))
      case .limit(let count, let offset): table(.limit(count: count, offset: offset))
      case .outages, .duration, .share, .changes, .every, .throughout: break
      }
    }
    interval(.extend)
    if !isOrdered { operators.append(.order) }
    return operators
  }

  private static func overSpan(_ plan: LogicalPlan) -> [Operator] {
    let inRevisions = plan.stages.contains { stage in
      if case .changes = stage { true } else { false }
    }
    var operators: [Operator] = [.evaluateSpan(plan.question, inRevisions: inRevisions)]
    var isMerged = false
    var isFinished = false
    var isOrdered = false
    func finish() {
      if !isFinished { operators.append(.finish(isMerged: isMerged)) }
      isFinished = true
    }
    for stage in plan.stages {
      switch stage {
      case .filter(let expression):
        if isFinished || expression.readsTemporal {
          finish()
          operators.append(.filter(expression))
        } else {
          operators.append(.sequenced(stage))
        }
      case .derive, .select, .distinct, .count, .group:
        if isFinished {
          operators += onTable(stage)
          if case .distinct = stage {} else { isOrdered = false }
        } else {
          isMerged = true
          operators.append(.sequenced(stage))
        }
      case .outages, .duration, .share, .changes, .every, .throughout:
        operators.append(.overSpan(stage))
        isFinished = true
        // Changes come in order of time, then revision.
        if case .changes = stage { isOrdered = true }
      case .sort, .limit:
        finish()
        if !isOrdered { operators.append(.order) }
        isOrdered = true
        if case .sort(let keys) = stage { operators.append(.sort(keys)) }
        if case .limit(let count, let offset) = stage {
          operators.append(.limit(count: count, offset: offset))
        }
      }
    }
    finish()
    if !isOrdered { operators.append(.order) }
    return operators
  }

  /// The operators of a stage that acts on the rows of a stage over the span.
  private static func onTable(_ stage: BoundStage) -> [Operator] {
    switch stage {
    case .derive(let derived, let columns): [.derive(derived, columns: columns)]
    case .select(let indexes, _): [.selectColumns(indexes), .distinct]
    case .distinct: [.distinct]
    case .count(let indexes, _): [.count(by: indexes)]
    case .group(let indexes, let aggregates, let columns):
      [.group(by: indexes, aggregates, columns: columns)]
    case .filter, .outages, .duration, .share, .changes, .every, .throughout, .sort, .limit: []
    }
  }
}
