import Diagnostics
import EventLog
import Testing
import TopologyModel

@testable import QueryEngine

@Suite("CSV format")
struct CSVFormatTests {
  @Test("a header with all columns, then the rows, with CR LF behind each")
  func lines() {
    let columns = [
      Column("name", .text), Column("uid", .text, visibility: .wide), Column("ready", .boolean),
    ]
    let rows = [
      Sample.row([.text("日本"), .text("u-1"), .boolean(true)], from: 1, until: 2, event: 7),
      Sample.row([.null, .text(""), .null], certainty: .carried, event: nil),
    ]
    let expected = [
      "name,uid,ready,from,until,certainty,event",
      "日本,u-1,true,1970-01-01T00:00:01Z,1970-01-01T00:00:02Z,observed,7",
      #","",,1970-01-01T00:00:00Z,,carried,"#, "",
    ].joined(separator: "\r\n")
    #expect(CSVFormat().text(Sample.answer(columns: columns, rows: rows)) == expected)
  }

  @Test("without rows there is the header, and rows that were merged have all columns")
  func header() {
    let columns = [Column("count", .integer)]
    let header = "count,from,until,certainty,event\r\n"
    #expect(CSVFormat().text(Sample.answer(columns: columns, rows: [])) == header)
    let row = Sample.row([.integer(3)], from: 5, certainty: .clipped, event: nil)
    let answer = Sample.answer(columns: columns, rows: [row], hasIntervals: false)
    #expect(CSVFormat().text(answer) == header + "3,1970-01-01T00:00:05Z,,clipped,\r\n")
  }

  private static let cells: [(Value, String)] = [
    (.null, ""), (.text(""), #""""#), (.boolean(false), "false"), (.integer(-5), "-5"),
    (.decimal(-0.5), "-0.5"), (.duration(-1_500_000_000), "-1.5s"), (.text("1e3"), "1e3"),
    (.text(#"say "a", b"#), #""say ""a"", b""#), (.text("a\nb"), "\"a\nb\""),
    (.text("a\r\nb"), "\"a\r\nb\""), (.text("\"\u{301}"), "\"\"\"\u{301}\""),
    (.text(" a"), "\" a\""), (.text("a "), "\"a \""), (.text("a|b;c"), "a|b;c"),
    (.text("=1+1"), "'=1+1"), (.text("=\u{301}1"), "'=\u{301}1"), (.text("+1"), "'+1"),
    (.text("-1"), "'-1"),
    (.text("@x"), "'@x"), (.text("\tx"), "'\tx"), (.text("\rx"), "\"'\rx\""),
    (.text("'=1"), "''=1"), (.text("a=1"), "a=1"),
    (.text(#"=","a"#), #""'="",""a""#),
    (.port(Sample.http), "http 80/TCP"), (.list([]), #""""#),
    (.list([.port(Sample.http), .port(Sample.dns)]), #""http 80/TCP,53/UDP""#),
    (.list([.text("-a"), .null]), #""'-a,""#), (.labels([:]), #""""#),
    (.labels(["app": "web", "b": ""]), #""app=web,b=""#), (.labels(["@": "x"]), "'@=x"),
    (
      .document(.object([.init("a", .list([.number("1e3"), .text("yes")]))])),
      #""{""a"":[1e3,""yes""]}""#
    ),
  ]

  @Test("each cell has its form", arguments: cells)
  func cell(value: Value, csv: String) {
    let row = Sample.row([value], from: nil, event: nil)
    let answer = Sample.answer(columns: [Column("x", .text)], rows: [row])
    let expected = "x,from,until,certainty,event\r\n\(csv),,,observed,\r\n"
    #expect(Array(CSVFormat().text(answer).utf8) == Array(expected.utf8))
  }

  @Test("the remarks say what CSV has no place for")
  func remarks() {
    let answer = Sample.answer(
      time: .log(through: Sample.time(9)),
      knownAt: LogPosition(3),
      coverage: [
        Answer.KindCoverage(kind: .pod, isObserved: true, from: Sample.time(1), until: nil),
        Answer.KindCoverage(kind: .node, isObserved: false, from: nil, until: Sample.time(2)),
        Answer.KindCoverage(kind: .service, isObserved: true, from: nil, until: nil),
      ],
      notes: [Note(.notObserved, "nodes\u{1B}", help: "look", until: Sample.time(2))],
      columns: [Column("name", .text), Column("ports", .ports)],
      rows: [Sample.row([.text("a"), .null])]
    )
    let expected = #"""
      note[TQL2001] not-observed: nodes\u{1B}
      help: look
      columns: name text, ports list of port, from instant, until instant, certainty text, event integer
      coverage: Pod observed from 1970-01-01T00:00:01Z
      coverage: Node not observed until 1970-01-01T00:00:02Z
      coverage: Service observed
      -- 1 row · through 1970-01-01T00:00:09Z · cluster c · as known at event 3 · basis 42:000000000000

      """#
    #expect(CSVFormat.remarks(answer) == expected)
  }
}
