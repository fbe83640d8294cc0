import Testing
import TopologyModel

@testable import QueryEngine

@Suite("Texts of rows that are kept")
struct RowTextsTests {
  private static let columns = [Column("pod", .text), Column("port", .port)]
  private static let rows = (1...3).map {
    Sample.row(
      [.text("pod-\($0)"), .port(Sample.http)],
      from: $0,
      until: $0 + 10,
      event: Int64($0)
    )
  }

  private static func text(_ rows: [ResultRow], _ columns: [Column] = columns) -> String {
    JSONFormat().text(Sample.answer(columns: columns, rows: rows))
  }

  @Test("are, each time, what is written of rows that are not kept")
  func same() {
    let kept = ResultRow.kept(Self.rows)
    #expect(kept == Self.rows)
    #expect(Set(kept).union(Self.rows).count == 3)
    for _ in 0..<3 {
      for chosen in [[0, 1, 2], [2, 0], [1]] {
        #expect(Self.text(chosen.map { kept[$0] }) == Self.text(chosen.map { Self.rows[$0] }))
      }
    }
  }

  @Test("are not given to a row that was changed")
  func changed() {
    let changes: [(inout ResultRow) -> Void] = [
      { $0.values[0] = .text("other") }, { $0.from = Sample.time(0) }, { $0.until = nil },
      { $0.certainty = .inferred }, { $0.event = nil },
    ]
    for change in changes {
      var kept = ResultRow.kept(Self.rows)
      _ = Self.text(kept)
      var own = Self.rows
      change(&kept[1])
      change(&own[1])
      #expect(kept != Self.rows)
      #expect(Self.text(kept) == Self.text(own))
    }
  }

  @Test("are told apart by what answers have beside the cells")
  func layouts() {
    let kept = ResultRow.kept(Self.rows)
    let own = [Column("from", .text), Column("port", .port)]
    for hasOthers in [false, true, false, true] {
      var answer = Sample.answer(columns: Self.columns, rows: kept)
      var bare = Sample.answer(columns: Self.columns, rows: Self.rows)
      answer.hasOtherClusters = hasOthers
      bare.hasOtherClusters = hasOthers
      #expect(JSONFormat().text(answer) == JSONFormat().text(bare))
      #expect(Self.text(kept, own) == Self.text(Self.rows, own))
    }
  }
}
