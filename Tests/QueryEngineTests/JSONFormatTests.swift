import Diagnostics
import EventLog
import Testing
import TopologyModel

@testable import QueryEngine

@Suite("JSON format")
struct JSONFormatTests {
  private static let hash = ChainHash.genesis.description

  @Test("an answer is one object on one line, its members in order")
  func envelope() {
    let answer = Sample.answer(
      query: "pods | where name = \"a\u{1}\\\"",
      knownAt: LogPosition(12),
      coverage: [
        Answer.KindCoverage(kind: .pod, isObserved: true, from: Sample.time(1), until: nil),
        Answer.KindCoverage(kind: .node, isObserved: false, from: nil, until: Sample.time(2)),
      ],
      notes: [
        Note(
          .notObserved,
          "tab\there",
          help: "look",
          span: SourceSpan(2, 5),
          from: Sample.time(1),
          until: Sample.time(2)
        ), Note(.provisional, "late"),
      ],
      columns: [Column("name", .text)],
      rows: [Sample.row([.text("line\nbreak")], from: 1, until: 2, event: 7)]
    )
    let expected = [
      #"{"tql":1,"query":"pods | where name = \"a\u0001\\\"","at":"1970-01-01T00:00:05Z","#,
      #""cluster":"c","knownAt":12,"basis":{"event":42,"hash":"\#(Self.hash)"},"#,
      #""coverage":[{"kind":"Pod","observed":true,"from":"1970-01-01T00:00:01Z","until":null},"#,
      #"{"kind":"Node","observed":false,"from":null,"until":"1970-01-01T00:00:02Z"}],"#,
      #""notes":[{"code":"not-observed","message":"tab\there","help":"look","span":[2,5],"#,
      #""from":"1970-01-01T00:00:01Z","until":"1970-01-01T00:00:02Z"},"#,
      #"{"code":"provisional","message":"late"}],"#,
      #""columns":[{"name":"name","type":"text"},{"name":"from","type":"instant"},"#,
      #"{"name":"until","type":"instant"},{"name":"certainty","type":"text"},"#,
      #"{"name":"event","type":"integer"}],"#,
      #""rows":[["line\nbreak","1970-01-01T00:00:01Z","1970-01-01T00:00:02Z","observed",7]],"#,
      #""rowCount":1}"#,
    ].joined()
    #expect(JSONFormat().text(answer) == expected + "\n")
  }

  @Test("an answer without rows has all members")
  func empty() {
    let answer = Sample.answer(cluster: nil, columns: [Column("event", .integer)], rows: [])
    let expected = [
      #"{"tql":1,"query":"pods","at":"1970-01-01T00:00:05Z","cluster":null,"#,
      #""basis":{"event":42,"hash":"\#(Self.hash)"},"coverage":[],"notes":[],"#,
      #""columns":[{"name":"event","type":"integer"},{"name":"from","type":"instant"},"#,
      #"{"name":"until","type":"instant"},{"name":"certainty","type":"text"}],"#,
      #""rows":[],"rowCount":0}"#,
    ].joined()
    #expect(JSONFormat().text(answer) == expected + "\n")
  }

  @Test("the asked time is an instant, a span, a stretch of the log, or a revision")
  func time() throws {
    let revision = try #require(Revision("9"))
    func member(_ time: Answer.Time) -> String {
      let text = JSONFormat().text(Sample.answer(time: time, columns: [], rows: []))
      let start = #"{"tql":1,"query":"pods","#
      return String(text.dropFirst(start.count).prefix { $0 != "c" })
    }
    #expect(member(.at(Sample.time(1))) == #""at":"1970-01-01T00:00:01Z",""#)
    #expect(
      member(.log(through: Sample.time(1))) == #""to":"1970-01-01T00:00:01Z",""#
    )
    let both = #""from":"1970-01-01T00:00:01Z","to":"1970-01-01T00:00:02Z",""#
    #expect(member(.span(from: Sample.time(1), until: Sample.time(2))) == both)
    #expect(
      member(.atRevision(revision, Sample.time(1)))
        == #""revision":"9","at":"1970-01-01T00:00:01Z",""#
    )
    #expect(member(.atRevision(revision, nil)) == #""revision":"9","at":null,""#)
  }

  private static let cells: [(Value, String)] = [
    (.null, "null"), (.boolean(true), "true"), (.integer(.max), "9223372036854775807"),
    (.decimal(1.5), "1.5"), (.decimal(.infinity), "null"), (.text(""), #""""#),
    (.text(#"a"\/"#), #""a\"\\/""#), (.text("\u{7F}\u{1B}é"), #""\u007f\u001bé""#),
    (.instant(Sample.time(1)), #""1970-01-01T00:00:01Z""#), (.duration(1_500_000_000), #""1.5s""#),
    (.port(Sample.http), #"{"name":"http","number":80,"protocol":"TCP"}"#),
    (.port(Sample.dns), #"{"name":"","number":53,"protocol":"UDP"}"#), (.list([]), "[]"),
    (.list([.text("a"), .null, .list([.integer(1)])]), #"["a",null,[1]]"#), (.labels([:]), "{}"),
    (.labels(["b": "", "a\"": "1"]), #"{"a\"":"1","b":""}"#),
  ]

  @Test("each type of cell has its form", arguments: cells)
  func cell(value: Value, json: String) {
    let row = Sample.row([value], from: nil, event: nil)
    let answer = Sample.answer(columns: [Column("x", .text)], rows: [row])
    #expect(
      JSONFormat().text(answer).hasSuffix(
        #""rows":[[\#(json),null,null,"observed",null]],"rowCount":1}"# + "\n"
      )
    )
  }

  @Test("an address is its canonical text")
  func address() throws {
    let address = try #require(IPAddress("::FFFF:10.0.0.1"))
    let answer = Sample.answer(
      columns: [Column("ip", .address)],
      rows: [Sample.row([.address(address)])]
    )
    #expect(JSONFormat().text(answer).contains(#"[["10.0.0.1","#))
  }
}
