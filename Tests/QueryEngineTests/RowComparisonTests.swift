import HindcastTestSupport
import Testing
import TopologyModel

@testable import QueryEngine

@Suite("Comparison of rows")
struct RowComparisonTests {
  private static let columns = [
    Column("service", .text, isKey: true), Column("pod", .text, isKey: true),
    Column("ready", .boolean), Column("weight", .integer),
  ]

  /// What differs, found the long way: by each key, equal rows leave in pairs, the others in their order.
  private static func expected(_ before: [[Value]], _ after: [[Value]]) -> [[Value]] {
    let keys = Set((before + after).map { Array($0.prefix(2)) })
    return keys.sorted { Value.precedes($0, $1) }.flatMap { key -> [[Value]] in
      let old = before.filter { Array($0.prefix(2)) == key && !after.contains($0) }
      let new = after.filter { Array($0.prefix(2)) == key && !before.contains($0) }
      let rows = (0..<max(old.count, new.count)).map { index -> [Value] in
        guard index < new.count else { return [.text("-")] + old[index] + [.list([])] }
        guard index < old.count else { return [.text("+")] + new[index] + [.list([])] }
        let changes = (0..<4).filter { old[index][$0] != new[index][$0] }.map { place in
          let texts = [old[index], new[index]].map {
            $0[place] == .null ? "-" : ValueText.plain($0[place])
          }
          return Value.text("\(columns[place].name): \(texts[0]) → \(texts[1])")
        }
        return [.text("~")] + new[index] + [.list(changes)]
      }
      return rows.sorted { Value.precedes($0, $1) }
    }
  }

  /// Different rows with few keys, in the order of their keys.
  private static func side(_ numbers: inout SplitMix64) -> [[Value]] {
    let count = Int.random(in: 0..<9, using: &numbers)
    let rows = (0..<count).map { _ -> [Value] in
      [
        .text("s\(Int.random(in: 0..<2, using: &numbers))"),
        Int.random(in: 0..<4, using: &numbers) == 0
          ? .null : .text("p\(Int.random(in: 0..<3, using: &numbers))"),
        .boolean(Bool.random(using: &numbers)),
        .integer(Int64.random(in: 0..<2, using: &numbers)),
      ]
    }
    return Array(Set(rows)).sorted { Value.precedes($0, $1) }
  }

  @Test("finds what differs, in whatever order the rows come, and whether they share cells or not")
  func differences() {
    var numbers = SplitMix64(seed: 7)
    let comparison = RowComparison(Self.columns, keys: [0, 1])
    for _ in 0..<2000 {
      let (before, after) = (Self.side(&numbers), Self.side(&numbers))
      // Rows that are on both sides share their cells, as slices of one timeline do.
      let shared = Dictionary(uniqueKeysWithValues: before.map { ($0, Sample.row($0)) })
      let old = before.map { shared[$0] ?? Sample.row($0) }
      let new = after.map { shared[$0] ?? Sample.row($0) }
      let apart = after.map { Sample.row(Array($0.map { $0 })) }
      let expected = Self.expected(before, after)
      for later in [new, apart] {
        #expect(comparison.rows(before: old, after: later).map(\.values) == expected)
      }
      let (mixedOld, mixedNew) = (before.shuffled(using: &numbers), after.shuffled(using: &numbers))
      let mixed = comparison.rows(
        before: mixedOld.map { Sample.row($0) },
        after: mixedNew.map { Sample.row($0) }
      )
      #expect(mixed.map(\.values) == Self.expected(mixedOld, mixedNew))
    }
  }
}
