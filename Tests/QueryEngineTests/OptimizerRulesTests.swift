import Testing
import TopologyModel

@testable import QueryEngine

@Suite("optimizer")
struct OptimizerRulesTests {
  private static let first = Sample.equals(0, .integer(1))
  private static let second = Sample.equals(1, .integer(1))
  private static let third = BoundExpression.not(Sample.equals(0, .integer(0)))
  private static let temporal = BoundExpression.isNull(.column(.until))

  private static func optimized(_ stages: [BoundStage]) -> [BoundStage] {
    var plan = LogicalPlan(Sample.pods, stages: stages)
    for rule in OptimizerRules.all { plan = rule.apply(plan) }
    return plan.stages
  }

  /// All combinations of true, false and unknown.
  private static let rows = [Value.integer(1), .integer(0), .null].flatMap { left in
    [Value.integer(1), .integer(0), .null].flatMap { right in
      [nil, 5].map { Sample.row([left, right], until: $0) }
    }
  }

  private static func run(_ stages: [BoundStage]) -> [ResultRow] {
    stages.reduce(rows) { rows, stage in
      switch stage {
      case .filter(let expression): RowOperators.filter(rows, expression)
      case .limit(let count, let offset): RowOperators.limit(rows, count: count, offset: offset)
      case .sort(let keys): RowOperators.sort(rows, keys)
      case .distinct: RowOperators.distinct(rows)
      case .derive(let derived, _): RowOperators.derive(rows, derived)
      case .select(let indexes, _): RowOperators.selectColumns(rows, indexes)
      case .count(let indexes, _): RowOperators.count(rows, by: indexes, clippedTo: nil)
      case .group(let indexes, let aggregates, _):
        RowOperators.group(rows, by: indexes, aggregates, clippedTo: nil)
      // They act on spans, which these rows have none of.
      case .outages, .duration, .share, .changes, .every, .throughout: []
      }
    }
  }

  @Test("filters that follow each other become one")
  func mergeFilters() {
    #expect(
      Self.optimized([.filter(Self.first), .filter(Self.second)])
        == [.filter(.and([Self.first, Self.second]))]
    )
    #expect(Self.optimized([.filter(Self.first)]) == [.filter(Self.first)])
    #expect(Self.optimized([]) == [])
    let three = Self.optimized([
      .filter(Self.first), .filter(Self.second), .filter(Self.third),
    ])
    #expect(three.count == 1)
  }

  @Test("a filter on intervals stays apart from one on cells, so that the latter runs early")
  func keepTemporalApart() {
    let stages: [BoundStage] = [.filter(Self.first), .filter(Self.temporal)]
    #expect(Self.optimized(stages) == stages)
    #expect(
      Self.optimized([.filter(Self.temporal), .filter(Self.temporal)])
        == [.filter(.and([Self.temporal, Self.temporal]))]
    )
  }

  @Test("filters are not merged across other stages")
  func keepOthers() {
    let others: [BoundStage] = [
      .limit(count: 3, offset: 1), .distinct,
      .sort([BoundSortKey(column: .cell(1), isDescending: true)]),
      .select([1, 0], columns: [Column("b", .integer), Column("a", .integer)]),
    ]
    for other in others {
      let stages: [BoundStage] = [.filter(Self.first), other, .filter(Self.second)]
      #expect(Self.optimized(stages) == stages)
    }
  }

  @Test("no rule changes a result, whatever is unknown")
  func sameResults() {
    let stages: [BoundStage] = [
      .filter(Self.first), .filter(Self.second), .filter(Self.third), .filter(Self.temporal),
      .filter(.or([Self.second, Self.temporal])), .limit(count: 3, offset: 1), .distinct,
    ]
    for first in stages {
      for second in stages {
        for third in stages {
          let pipeline = [first, second, third]
          #expect(Self.run(Self.optimized(pipeline)) == Self.run(pipeline), "\(pipeline)")
        }
      }
    }
    #expect(!Self.run([.filter(Self.first)]).isEmpty)
  }

  @Test("a plan keeps its question and the order of its stages")
  func logicalPlan() {
    let stages: [BoundStage] = [.filter(Self.first), .distinct, .limit(count: 1, offset: 0)]
    let plan = LogicalPlan(Sample.pods, stages: stages)
    #expect(plan.stages == stages)
    #expect(plan.question == Sample.pods)
    #expect(LogicalPlan(plan.question, stages: plan.stages) == plan)
  }
}
