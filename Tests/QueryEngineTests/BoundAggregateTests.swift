import Testing

@testable import QueryEngine

@Suite("aggregates")
struct BoundAggregateTests {
  private static func value(_ aggregate: BoundAggregate, _ cells: [Value]) -> Value {
    aggregate.value(over: cells.map { [.text("other"), $0] })
  }

  @Test("a count is of rows, the others leave nulls out")
  func nulls() {
    let cells: [Value] = [.null, .integer(4), .null, .integer(2)]
    #expect(Self.value(.count, cells) == .integer(4))
    #expect(Self.value(.least(1), cells) == .integer(2))
    #expect(Self.value(.greatest(1), cells) == .integer(4))
    #expect(Self.value(.sum(1), cells) == .integer(6))
    #expect(Self.value(.mean(1), cells) == .decimal(3))
  }

  @Test("of no values, or of nulls alone, there is a count and nothing else")
  func nothing() {
    for cells in [[], [Value.null, .null]] {
      #expect(Self.value(.count, cells) == .integer(Int64(cells.count)))
      for aggregate in [BoundAggregate.least(1), .greatest(1), .sum(1), .mean(1)] {
        #expect(Self.value(aggregate, cells) == .null, "\(aggregate)")
      }
    }
  }

  @Test("whole numbers stay whole, durations stay durations, and decimals take part")
  func types() {
    #expect(Self.value(.sum(1), [.integer(1), .decimal(0.5), .integer(2)]) == .decimal(3.5))
    #expect(Self.value(.mean(1), [.integer(1), .integer(2)]) == .decimal(1.5))
    #expect(Self.value(.mean(1), [.decimal(1), .decimal(2)]) == .decimal(1.5))
    #expect(Self.value(.sum(1), [.duration(5), .duration(2)]) == .duration(7))
    #expect(Self.value(.mean(1), [.duration(5), .duration(2)]) == .duration(3))
    #expect(Self.value(.least(1), [.text("b"), .text("a"), .text("c")]) == .text("a"))
    #expect(
      Self.value(.greatest(1), [.port(Sample.dns), .port(Sample.http)]) == .port(Sample.http)
    )
  }

  @Test("a sum beyond the whole numbers becomes a decimal, one of durations stays at the end")
  func overflow() {
    #expect(Self.value(.sum(1), [.integer(.max), .integer(1)]) == .decimal(Double(Int64.max) + 1))
    #expect(Self.value(.sum(1), [.integer(.min), .integer(-1)]) == .decimal(Double(Int64.min) - 1))
    #expect(Self.value(.sum(1), [.duration(.max), .duration(1)]) == .duration(.max))
  }

  @Test("a sum of decimals does not depend on the order of the rows")
  func order() {
    let cells = [0.1, 1e16, -1e16, 0.2, 3e-9].map { Value.decimal($0) }
    let sum = Self.value(.sum(1), cells)
    for shift in 1..<cells.count {
      let turned = Array(cells[shift...] + cells[..<shift])
      #expect(Self.value(.sum(1), turned) == sum)
      #expect(Self.value(.mean(1), turned) == Self.value(.mean(1), cells))
    }
  }
}
