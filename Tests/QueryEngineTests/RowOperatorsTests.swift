import Testing
import TopologyModel

@testable import QueryEngine

@Suite("row operators")
struct RowOperatorsTests {
  private static let rows = ["b", "a", "c", "a"].enumerated().map { index, name in
    Sample.row([.text(name), .integer(Int64(index))], from: index, event: Int64(10 - index))
  }

  private static func texts(_ rows: [ResultRow]) -> [[String]] {
    rows.map { row in row.values.map { ValueText.plain($0) } }
  }

  @Test("a filter keeps rows for which the condition is true, not those where it is unknown")
  func filter() {
    let rows = [Value.integer(1), .null, .integer(2)].map { Sample.row([$0]) }
    let isOne = Sample.equals(0, .integer(1))
    #expect(RowOperators.filter(rows, isOne) == [rows[0]])
    #expect(RowOperators.filter(rows, .not(isOne)) == [rows[2]])
    #expect(RowOperators.filter(rows, .or([isOne, .not(isOne)])) == [rows[0], rows[2]])
    #expect(RowOperators.filter([], isOne) == [])
  }

  @Test("columns are selected in the asked order, more than once where asked")
  func select() {
    let selected = RowOperators.selectColumns(Self.rows, [1, 0, 1])
    #expect(
      Self.texts(selected) == [
        ["0", "b", "0"], ["1", "a", "1"], ["2", "c", "2"], ["3", "a", "3"],
      ]
    )
    #expect(selected.map { $0.event } == Self.rows.map { $0.event })
    #expect(selected.map { $0.from } == Self.rows.map { $0.from })
  }

  @Test("equal rows become one, with the first event and the weakest certainty")
  func distinct() {
    let rows = [
      Sample.row([.text("a")], certainty: .observed, event: 5),
      Sample.row([.text("b")], certainty: .observed, event: 1),
      Sample.row([.text("a")], certainty: .carried, event: nil),
      Sample.row([.text("a")], certainty: .inferred, event: 3),
      Sample.row([.null], certainty: .clipped, event: nil),
      Sample.row([.null], certainty: .observed, event: nil),
    ]
    let merged = RowOperators.distinct(rows)
    #expect(Self.texts(merged) == [["a"], ["b"], [""]])
    #expect(merged.map { $0.certainty } == [.carried, .observed, .clipped])
    #expect(merged.map { $0.event?.value } == [3, 1, nil])
    #expect(RowOperators.distinct(merged) == merged)
    #expect(RowOperators.distinct([]) == [])
  }

  @Test("rows are counted for each combination of columns")
  func countBy() {
    let counted = RowOperators.count(
      Self.rows,
      by: [0],
      clippedTo: HalfOpenInterval(from: Sample.time(9), until: nil)
    )
    #expect(Self.texts(counted) == [["b", "1"], ["a", "2"], ["c", "1"]])
    #expect(counted.allSatisfy { $0.from == Sample.time(9) && $0.until == nil })
    #expect(counted.allSatisfy { $0.event == nil })
    let nulls = [Value.null, .text(""), .null].map { Sample.row([$0]) }
    let byNull = RowOperators.count(nulls, by: [0], clippedTo: nil)
    #expect(byNull.map { $0.values } == [[.null, .integer(2)], [.text(""), .integer(1)]])
  }

  @Test("without columns there is one count, zero included; with columns no rows are none")
  func countAll() {
    #expect(Self.texts(RowOperators.count(Self.rows, by: [], clippedTo: nil)) == [["4"]])
    let none = RowOperators.count(
      [],
      by: [],
      clippedTo: HalfOpenInterval(from: Sample.time(1), until: nil)
    )
    #expect(Self.texts(none) == [["0"]])
    #expect(none.map { $0.certainty } == [.clipped])
    #expect(none.map { $0.from } == [Sample.time(1)])
    #expect(RowOperators.count([], by: [0], clippedTo: nil) == [])
  }

  @Test("a count is clipped, or carried where a row of it is")
  func countCertainty() {
    func certainty(_ certainties: [Certainty]) -> [Certainty] {
      let rows = certainties.map { Sample.row([], certainty: $0) }
      return RowOperators.count(rows, by: [], clippedTo: nil).map { $0.certainty }
    }
    #expect(certainty([.observed, .inferred]) == [.clipped])
    #expect(certainty([.carried, .observed]) == [.carried])
    #expect(certainty([.observed, .carried]) == [.carried])
  }

  @Test("groups have aggregates over their rows, and the weakest certainty")
  func group() {
    var rows = Self.rows
    rows[3].certainty = .carried
    let aggregates = [BoundAggregate.count, .sum(1), .least(1)]
    let grouped = RowOperators.group(
      rows,
      by: [0],
      aggregates,
      clippedTo: HalfOpenInterval(from: Sample.time(9), until: nil)
    )
    #expect(
      Self.texts(grouped) == [["b", "1", "0", "0"], ["a", "2", "4", "1"], ["c", "1", "2", "2"]]
    )
    #expect(grouped.map { $0.certainty } == [.observed, .carried, .observed])
    #expect(grouped.allSatisfy { $0.from == Sample.time(9) && $0.until == nil && $0.event == nil })
    #expect(RowOperators.group([], by: [0], aggregates, clippedTo: nil) == [])
  }

  @Test("the language's order is by key, then beginning, then the other columns")
  func order() {
    let columns = [
      Column("other", .text), Column("name", .text, isKey: true),
      Column("port", .integer, isKey: true),
    ]
    func row(_ other: String, _ name: Value, _ port: Int64, from: Int?) -> ResultRow {
      Sample.row([.text(other), name, .integer(port)], from: from)
    }
    let ordered = [
      row("z", .null, 1, from: 9), row("z", .text("a"), 2, from: 9),
      row("z", .text("a"), 10, from: nil), row("y", .text("a"), 10, from: 1),
      row("z", .text("a"), 10, from: 1), row("a", .text("a"), 10, from: 2),
      row("a", .text("b"), 1, from: 0),
    ]
    #expect(RowOperators.order(ordered.reversed(), columns: columns) == ordered)
    #expect(RowOperators.order(ordered, columns: columns) == ordered)
  }

  @Test("sorting is by the keys in order, up or down, and leaves ties as they were")
  func sort() {
    let byName = BoundSortKey(column: .cell(0), isDescending: false)
    let byNameDown = BoundSortKey(column: .cell(0), isDescending: true)
    let byNumberDown = BoundSortKey(column: .cell(1), isDescending: true)
    func numbers(_ keys: [BoundSortKey]) -> [Value] {
      RowOperators.sort(Self.rows, keys).map { $0.values[1] }
    }
    #expect(numbers([byName]) == [1, 3, 0, 2].map { .integer($0) })
    #expect(numbers([byNameDown]) == [2, 0, 1, 3].map { .integer($0) })
    #expect(numbers([byName, byNumberDown]) == [3, 1, 0, 2].map { .integer($0) })
    #expect(numbers([]) == [0, 1, 2, 3].map { .integer($0) })
    let byEvent = BoundSortKey(column: .event, isDescending: false)
    #expect(numbers([byEvent]) == [3, 2, 1, 0].map { .integer($0) })
  }

  @Test("sorting many rows with few different keys is stable, both ways")
  func stableSort() {
    let rows = (0..<500).map { Sample.row([.integer(Int64($0 * 7 % 5)), .integer(Int64($0))]) }
    for isDescending in [false, true] {
      let key = BoundSortKey(column: .cell(0), isDescending: isDescending)
      let sorted = RowOperators.sort(rows, [key])
      for (left, right) in zip(sorted, sorted.dropFirst()) {
        if left.values[0] == right.values[0] {
          #expect(left.values[1].precedes(right.values[1]))
        } else {
          #expect(left.values[0].precedes(right.values[0]) == !isDescending)
        }
      }
    }
  }

  @Test("nulls come first, and last when the greatest comes first")
  func sortNulls() {
    let rows = [Value.integer(1), .null, .integer(0)].map { Sample.row([$0]) }
    func sorted(_ isDescending: Bool) -> [[Value]] {
      RowOperators.sort(rows, [BoundSortKey(column: .cell(0), isDescending: isDescending)])
        .map { $0.values }
    }
    #expect(sorted(false) == [[.null], [.integer(0)], [.integer(1)]])
    #expect(sorted(true) == [[.integer(1)], [.integer(0)], [.null]])
  }

  @Test(
    "a limit keeps a stretch of the rows",
    arguments: [
      (2, 0, ["0", "1"]), (2, 3, ["3"]), (0, 0, []), (9, 1, ["1", "2", "3"]), (1, 4, []),
      (1_000_000_000, 1_000_000_000, []),
    ]
  )
  func limit(count: Int, offset: Int, expected: [String]) {
    let kept = RowOperators.limit(Self.rows, count: count, offset: offset)
    #expect(Self.texts(kept).map { $0[1] } == expected)
  }
}
