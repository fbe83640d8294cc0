import Diagnostics
import Testing
import TopologyModel

@testable import QueryEngine

@Suite("table format")
struct TableFormatTests {
  private static let columns = [
    Column("name", .text, isKey: true), Column("uid", .text, visibility: .wide),
    Column("ready", .boolean),
  ]
  private static let rows = [
    Sample.row([.text("日本"), .text("u-1"), .boolean(true)], from: 1, event: 7),
    Sample.row(
      [.text("a\u{1B}[0mb"), .null, .null],
      from: 0,
      until: 2,
      certainty: .inferred,
      event: 8
    ),
  ]
  private static let bare = TableFormat(showsBasis: false)

  @Test("columns are as wide as their cells are on a terminal, and control characters are shown")
  func alignment() {
    let expected = #"""
      NAME         READY  FROM                  UNTIL
      日本         true   1970-01-01T00:00:01Z
      a\u{1B}[0mb  -      1970-01-01T00:00:00Z  1970-01-01T00:00:02Z

      """#
    let answer = Sample.answer(columns: Self.columns, rows: Self.rows)
    #expect(Self.bare.text(answer) == expected)
  }

  @Test("the wide table has the hidden columns, certainty, and event, too")
  func wide() {
    let expected = #"""
      NAME         UID  READY  FROM                  UNTIL                 CERTAINTY  EVENT
      日本         u-1  true   1970-01-01T00:00:01Z                        observed   7
      a\u{1B}[0mb  -    -      1970-01-01T00:00:00Z  1970-01-01T00:00:02Z  inferred   8

      """#
    let answer = Sample.answer(columns: Self.columns, rows: Self.rows)
    #expect(TableFormat(isWide: true, showsBasis: false).text(answer) == expected)
  }

  @Test("rows that were merged show no intervals but in the wide table")
  func merged() {
    let columns = [Column("count", .integer)]
    let row = Sample.row([.integer(3)], from: 5, certainty: .clipped, event: nil)
    let answer = Sample.answer(columns: columns, rows: [row], hasIntervals: false)
    #expect(Self.bare.text(answer) == "COUNT\n3\n")
    let expected = """
      COUNT  FROM                  UNTIL  CERTAINTY  EVENT
      3      1970-01-01T00:00:05Z         clipped    -

      """
    #expect(TableFormat(isWide: true, showsBasis: false).text(answer) == expected)
  }

  @Test("a question with a column of events does not show them twice")
  func events() {
    let row = Sample.row([.integer(7), .text("added")], from: nil, event: 7)
    let columns = [Column("event", .integer, isKey: true), Column("type", .text)]
    let answer = Sample.answer(columns: columns, rows: [row])
    let expected = """
      EVENT  TYPE   FROM  UNTIL  CERTAINTY
      7      added  -            observed

      """
    #expect(TableFormat(isWide: true, showsBasis: false).text(answer) == expected)
  }

  @Test("without rows there is no heading")
  func empty() {
    let answer = Sample.answer(columns: Self.columns, rows: [])
    #expect(Self.bare.text(answer) == "(0 rows)\n")
    #expect(
      TableFormat().text(answer) == """
        (0 rows)
        -- 0 rows · at 1970-01-01T00:00:05Z · cluster c · basis 42:000000000000

        """
    )
  }

  @Test("notes follow the rows, with their help, and with control characters shown")
  func notes() {
    let notes = [
      Note(.unknownService, "no service `a\u{1B}`", help: "see \u{1B}"), Note(.provisional, "late"),
    ]
    let answer = Sample.answer(notes: notes, columns: Self.columns, rows: [])
    let expected = #"""
      (0 rows)
      note[TQL2003] unknown-service: no service `a\u{1B}`
      help: see \u{1B}
      note[TQL2002] provisional: late

      """#
    #expect(Self.bare.text(answer) == expected)
  }

  @Test("the last line says the time, the cluster, and the basis")
  func basis() throws {
    let row = Sample.row([.text("a")])
    let revision = try #require(Revision("9"))
    func line(_ time: Answer.Time, cluster: String?, knownAt: LogPosition?) -> String {
      let answer = Sample.answer(
        time: time,
        cluster: cluster,
        knownAt: knownAt,
        columns: [Column("name", .text)],
        rows: [row]
      )
      return TableFormat().text(answer).split(separator: "\n").last.map { String($0) } ?? ""
    }
    let end = "basis 42:000000000000"
    #expect(
      line(.log(through: Sample.time(1)), cluster: nil, knownAt: nil)
        == "-- 1 row · through 1970-01-01T00:00:01Z · \(end)"
    )
    #expect(
      line(.span(from: Sample.time(1), until: Sample.time(2)), cluster: nil, knownAt: nil)
        == "-- 1 row · from 1970-01-01T00:00:01Z to 1970-01-01T00:00:02Z · \(end)"
    )
    #expect(
      line(.atRevision(revision, Sample.time(1)), cluster: "a\u{1B}", knownAt: LogPosition(3))
        == "-- 1 row · at revision 9, proven by 1970-01-01T00:00:01Z · cluster a\\u{1B}"
        + " · as known at event 3 · \(end)"
    )
    #expect(
      line(.atRevision(revision, nil), cluster: nil, knownAt: nil)
        == "-- 1 row · at revision 9 · \(end)"
    )
  }
}
