import Diagnostics
import EventLog
import Testing
import TopologyModel

@testable import QueryEngine

@Suite("Markdown format")
struct MarkdownFormatTests {
  private static let basis = "at 1970-01-01T00:00:05Z · cluster c · basis 42:000000000000"

  @Test("a table with the columns of the table format, the notes as a list, the basis in italics")
  func parts() {
    let columns = [
      Column("name", .text, isKey: true), Column("uid", .text, visibility: .wide),
      Column("count", .integer), Column("share", .decimal), Column("labels", .labels),
    ]
    let rows = [
      Sample.row(
        [.text("日本"), .text("u"), .integer(3), .decimal(0.5), .labels(["a": "b", "c": ""])],
        from: 1
      ), Sample.row([.text(""), .null, .null, .null, .labels([:])], from: 0, until: 2),
    ]
    let notes = [
      Note(.unknownService, "no service `a|b`", help: "see *this*"), Note(.provisional, "late"),
    ]
    let expected = #"""
      | name | count | share | labels | from | until |
      | --- | ---: | ---: | --- | --- | --- |
      | 日本 | 3 | 0.5 | a=b,c= | 1970-01-01T00:00:01Z | |
      | | - | - | - | 1970-01-01T00:00:00Z | 1970-01-01T00:00:02Z |

      - note\[TQL2003\] unknown-service: no service \`a\|b\`
        - help: see \*this\*
      - note\[TQL2002\] provisional: late

      *2 rows · at 1970-01-01T00:00:05Z · cluster c\_1 · as known at event 3 · basis 42:000000000000*

      """#
    let answer = Sample.answer(
      cluster: "c_1",
      knownAt: LogPosition(3),
      notes: notes,
      columns: columns,
      rows: rows
    )
    #expect(MarkdownFormat().text(answer) == expected)
  }

  @Test("rows that were merged show no interval")
  func merged() {
    let row = Sample.row([.integer(3)], from: 5, certainty: .clipped, event: nil)
    let answer = Sample.answer(
      columns: [Column("eligible_as", .integer)],
      rows: [row],
      hasIntervals: false
    )
    let table = "| eligible\\_as |\n| ---: |\n| 3 |\n"
    #expect(MarkdownFormat().text(answer).hasPrefix(table + "\n*1 row · "))
  }

  @Test("without rows there is no table")
  func empty() {
    let answer = Sample.answer(columns: [Column("name", .text)], rows: [])
    #expect(MarkdownFormat().text(answer) == "(0 rows)\n\n*0 rows · \(Self.basis)*\n")
  }

  private static let cells: [(String, String)] = [
    ("a|b", #"a\|b"#), (#"a\|b"#, #"a\\\|b"#), ("`code`", #"\`code\`"#),
    ("<b>x</b>", #"\<b\>x\</b\>"#), ("[a](b)", #"\[a\](b)"#), ("![a](b)", #"!\[a\](b)"#),
    ("*a* _b_ ~c~ $d$", #"\*a\* \_b\_ \~c\~ \$d\$"#), ("&lt;", #"\&lt;"#),
    ("https://a/b_c", #"https\://a/b\_c"#), ("www.a_b", #"www\.a\_b"#), ("a\nb", #"a\\u{A}b"#),
    ("a\r\nb", #"a\\u{D}\\u{A}b"#), ("\u{1B}[0m", #"\\u{1B}\[0m"#), ("\u{9B}31m", #"\\u{9B}31m"#),
    ("\u{202E}x", #"\\u{202E}x"#), ("\u{2028}", #"\\u{2028}"#), ("|\u{301}", "\\|\u{301}"),
    ("=1", "=1"), ("::1", "::1"),
  ]

  @Test("a cell shows as it is, and no control character is sent", arguments: cells)
  func cell(text: String, markdown: String) {
    let row = Sample.row([.text(text)])
    let answer = Sample.answer(columns: [Column("x", .text)], rows: [row], hasIntervals: false)
    let table = "| x |\n| --- |\n| \(markdown) |\n\n"
    #expect(Array(MarkdownFormat().text(answer).utf8.prefix(table.utf8.count)) == Array(table.utf8))
  }
}
