import Diagnostics
import Testing
import TopologyModel

@testable import QueryEngine

@Suite("vertical format")
struct VerticalFormatTests {
  private static let columns = [
    Column("name", .text, isKey: true), Column("uid", .text, visibility: .wide),
    Column("ports", .ports), Column("labels", .labels),
  ]
  private static let bare = VerticalFormat(showsBasis: false)

  @Test("a row is a block with a line for each column, those of the wide table among them")
  func blocks() {
    let rows = [
      Sample.row(
        [.text("日本"), .text("u-1"), .list([.port(Sample.http), .port(Sample.dns)]), .labels([:])],
        from: 1,
        event: 7
      ),
      Sample.row(
        [.text("a\u{1B}[0m\n\u{202E}b"), .null, .list([]), .labels(["app": "web|x", "b": ""])],
        until: 2,
        certainty: .inferred,
        event: nil
      ),
    ]
    let expected = #"""
      -[ row 1 ]-
      name      | 日本
      uid       | u-1
      ports     | http 80/TCP,53/UDP
      labels    | -
      from      | 1970-01-01T00:00:01Z
      until     |
      certainty | observed
      event     | 7
      -[ row 2 ]-
      name      | a\u{1B}[0m\u{A}\u{202E}b
      uid       | -
      ports     | -
      labels    | app=web|x,b=
      from      | 1970-01-01T00:00:00Z
      until     | 1970-01-01T00:00:02Z
      certainty | inferred
      event     | -

      """#
    #expect(Self.bare.text(Sample.answer(columns: Self.columns, rows: rows)) == expected)
  }

  @Test("names are as wide as they are on a terminal")
  func widths() {
    let columns = [Column("日本の名前です", .text), Column("event", .integer)]
    let row = Sample.row([.text(""), .integer(-3)], from: nil)
    let expected = """
      -[ row 1 ]-
      日本の名前です |
      event          | -3
      from           | -
      until          |
      certainty      | observed

      """
    #expect(Self.bare.text(Sample.answer(columns: columns, rows: [row])) == expected)
  }

  @Test("rows that were merged have their interval, too")
  func merged() {
    let row = Sample.row([.integer(3)], from: 5, certainty: .clipped, event: nil)
    let answer = Sample.answer(
      columns: [Column("count", .integer)],
      rows: [row],
      hasIntervals: false
    )
    let expected = """
      -[ row 1 ]-
      count     | 3
      from      | 1970-01-01T00:00:05Z
      until     |
      certainty | clipped
      event     | -

      """
    #expect(Self.bare.text(answer) == expected)
  }

  @Test("notes and the last line are those of the table")
  func remarks() {
    let notes = [
      Note(.unknownService, "no service `a\u{1B}`", help: "see \u{9B}"), Note(.provisional, "late"),
    ]
    let answer = Sample.answer(
      time: .span(from: Sample.time(1), until: Sample.time(2)),
      cluster: nil,
      notes: notes,
      columns: Self.columns,
      rows: []
    )
    let expected = #"""
      (0 rows)
      note[TQL2003] unknown-service: no service `a\u{1B}`
      help: see \u{9B}
      note[TQL2002] provisional: late
      -- 0 rows · from 1970-01-01T00:00:01Z to 1970-01-01T00:00:02Z · basis 42:000000000000

      """#
    #expect(VerticalFormat().text(answer) == expected)
    #expect(TableFormat().text(answer) == expected)
  }
}
