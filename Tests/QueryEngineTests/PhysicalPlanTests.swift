import Testing
import TopologyModel

@testable import QueryEngine

@Suite("physical plan")
struct PhysicalPlanTests {
  private static let isReady = Sample.equals(4, .boolean(true))
  private static let isRecent = BoundExpression.compare(
    .column(.from),
    .greater,
    .literal(.instant(Sample.time(1)))
  )
  private static let name = Column("name", .text, isKey: true)
  private static let byName = [BoundSortKey(column: .cell(0), isDescending: false)]

  private static let select = BoundStage.select([1], columns: [name])
  private static let count = BoundStage.count(by: [1], columns: [name, Column("count", .integer)])
  private static let sort = BoundStage.sort(byName)
  private static let limit = BoundStage.limit(count: 3, offset: 1)
  private static let all: [BoundStage] = [
    .filter(isReady), .filter(isRecent), select, .distinct, count, sort, limit,
  ]

  private static func plan(
    _ stages: [BoundStage],
    isOverSpan: Bool = false
  ) -> [PhysicalPlan.Operator] {
    let logical = LogicalPlan(Sample.pods, stages: stages)
    return PhysicalPlan(logical, isOverSpan: isOverSpan).operators
  }

  @Test("a question alone is evaluated, its rows extended and put in order")
  func question() {
    #expect(Self.plan([]) == [.evaluate(Sample.pods), .extend, .order])
  }

  @Test("a filter on cells runs before intervals are looked up, one on intervals after")
  func filters() {
    #expect(
      Self.plan([.filter(Self.isReady), .filter(Self.isRecent), .filter(Self.isReady)]) == [
        .evaluate(Sample.pods), .filterState(Self.isReady), .extend, .filter(Self.isRecent),
        .filter(Self.isReady), .order,
      ]
    )
  }

  @Test("where rows are merged, intervals are not looked up at all")
  func merging() {
    #expect(
      Self.plan([.filter(Self.isReady), Self.count]) == [
        .evaluate(Sample.pods), .filterState(Self.isReady), .clip, .count(by: [1]), .order,
      ]
    )
    #expect(
      Self.plan([Self.select, Self.count]) == [
        .evaluate(Sample.pods), .clip, .selectColumns([1]), .distinct, .count(by: [1]), .order,
      ]
    )
    #expect(Self.plan([.distinct]) == [.evaluate(Sample.pods), .clip, .distinct, .order])
  }

  @Test("rows are in the language's order before they are sorted or cut, and only once")
  func ordering() {
    #expect(
      Self.plan([Self.sort, Self.limit]) == [
        .evaluate(Sample.pods), .extend, .order, .sort(Self.byName), .limit(count: 3, offset: 1),
      ]
    )
    #expect(
      Self.plan([Self.limit]) == [
        .evaluate(Sample.pods), .extend, .order, .limit(count: 3, offset: 1),
      ]
    )
    #expect(
      Self.plan([Self.select, Self.sort]) == [
        .evaluate(Sample.pods), .clip, .selectColumns([1]), .distinct, .order, .sort(Self.byName),
      ]
    )
  }

  @Test("over a span, stages on cells act at each instant, and the rest on the finished table")
  func overSpan() {
    let evaluate = PhysicalPlan.Operator.evaluateSpan(Sample.pods, inRevisions: false)
    #expect(Self.plan([], isOverSpan: true) == [evaluate, .finish(isMerged: false), .order])
    #expect(
      Self.plan([.filter(Self.isReady), .filter(Self.isRecent)], isOverSpan: true) == [
        evaluate, .sequenced(.filter(Self.isReady)), .finish(isMerged: false),
        .filter(Self.isRecent), .order,
      ]
    )
    #expect(
      Self.plan([Self.count, Self.sort, Self.limit], isOverSpan: true) == [
        evaluate, .sequenced(Self.count), .finish(isMerged: true), .order, .sort(Self.byName),
        .limit(count: 3, offset: 1),
      ]
    )
  }

  @Test("rows have intervals of their own unless they were merged at an instant")
  func hasIntervals() {
    for isOverSpan in [false, true] {
      func hasIntervals(_ stages: [BoundStage]) -> Bool {
        let logical = LogicalPlan(Sample.pods, stages: stages)
        return PhysicalPlan(logical, isOverSpan: isOverSpan).hasIntervals
      }
      #expect(hasIntervals([]))
      #expect(hasIntervals([.filter(Self.isReady), .filter(Self.isRecent), Self.sort, Self.limit]))
      for stage in [Self.select, .distinct, Self.count] {
        #expect(hasIntervals([.filter(Self.isReady), stage]) == isOverSpan, "\(stage)")
      }
    }
  }

  @Test("a condition on what a row has beside its cells makes it read an interval")
  func readsTemporal() {
    let cell = Self.isReady
    let temporal = Self.isRecent
    let reading: [BoundExpression] = [
      temporal, .not(temporal), .and([cell, temporal]), .or([temporal, cell]),
      .isNull(.column(.until)), .like(.column(.certainty), "o*"),
      .oneOf(.column(.event), [.literal(.integer(1))]),
      .oneOf(.column(.cell(0)), [.column(.event)]),
      .compare(.literal(.integer(1)), .less, .column(.event)),
    ]
    for expression in reading { #expect(expression.readsTemporal, "\(expression)") }
    let plain: [BoundExpression] = [
      cell, .not(cell), .and([cell, cell]), .or([]), .literal(.boolean(true)),
      .column(.label(cell: 0, key: "from")),
    ]
    for expression in plain { #expect(!expression.readsTemporal, "\(expression)") }
  }

  @Test("every pipeline looks intervals up once, before what needs them, and ends in order")
  func invariants() throws {
    let pairs = Self.all.flatMap { first in Self.all.map { [first, $0] } }
    let triples = pairs.flatMap { pair in Self.all.map { pair + [$0] } }
    for stages in [[]] + Self.all.map({ [$0] }) + pairs + triples {
      let operators = Self.plan(stages)
      #expect(operators.first == .evaluate(Sample.pods))
      let lookups = operators.indices.filter { [.extend, .clip].contains(operators[$0]) }
      let lookup = try #require(lookups.first)
      #expect(lookups.count == 1, "\(stages)")
      var isOrdered = false
      for (index, step) in operators.enumerated() {
        switch step {
        case .evaluate: #expect(index == 0)
        case .filterState: #expect(index < lookup, "\(stages)")
        case .extend, .clip, .derive: break
        case .filter, .distinct: #expect(index > lookup, "\(stages)")
        case .selectColumns, .count, .group:
          #expect(index > lookup, "\(stages)")
          isOrdered = false
        case .order:
          #expect(!isOrdered, "ordered twice: \(stages)")
          isOrdered = true
        case .sort, .limit: #expect(isOrdered, "\(stages)")
        case .evaluateSpan, .sequenced, .overSpan, .finish: Issue.record("of a span: \(stages)")
        }
      }
      #expect(isOrdered, "\(stages)")
    }
  }
}
