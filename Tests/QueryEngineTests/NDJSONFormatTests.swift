import Diagnostics
import EventLog
import Testing
import TopologyModel

@testable import QueryEngine

@Suite("NDJSON format")
struct NDJSONFormatTests {
  private static let hash = ChainHash.genesis.description

  @Test("the first line is the envelope, the last one the row count, and a row is an object")
  func lines() {
    let answer = Sample.answer(
      query: "pods | where name = \"a\u{1}\\\"",
      knownAt: LogPosition(12),
      coverage: [
        Answer.KindCoverage(kind: .pod, isObserved: false, from: Sample.time(1), until: nil)
      ],
      notes: [Note(.notObserved, "tab\there", span: SourceSpan(2, 5), until: Sample.time(2))],
      columns: [Column("name", .text), Column("ports", .ports), Column("labels", .labels)],
      rows: [
        Sample.row(
          [.text("line\nbreak\r"), .list([.port(Sample.http)]), .labels(["a\"": "1e3"])],
          from: 1,
          until: 2,
          event: 7
        ), Sample.row([.text(""), .null, .labels([:])], from: nil, event: nil),
      ]
    )
    let head = [
      #"{"tql":1,"query":"pods | where name = \"a\u0001\\\"","at":"1970-01-01T00:00:05Z","#,
      #""cluster":"c","knownAt":12,"basis":{"event":42,"hash":"\#(Self.hash)"},"#,
      #""coverage":[{"kind":"Pod","observed":false,"from":"1970-01-01T00:00:01Z","until":null}],"#,
      #""notes":[{"code":"not-observed","message":"tab\there","span":[2,5],"#,
      #""until":"1970-01-01T00:00:02Z"}],"#,
      #""columns":[{"name":"name","type":"text"},{"name":"ports","type":"list of port"},"#,
      #"{"name":"labels","type":"labels"},{"name":"from","type":"instant"},"#,
      #"{"name":"until","type":"instant"},{"name":"certainty","type":"text"},"#,
      #"{"name":"event","type":"integer"}]}"#,
    ]
    let first = [
      #"{"name":"line\nbreak\r","ports":[{"name":"http","number":80,"protocol":"TCP"}],"#,
      #""labels":{"a\"":"1e3"},"from":"1970-01-01T00:00:01Z","#,
      #""until":"1970-01-01T00:00:02Z","certainty":"observed","event":7}"#,
    ]
    let second = [
      #"{"name":"","ports":null,"labels":{},"from":null,"until":null,"#,
      #""certainty":"observed","event":null}"#,
    ]
    let lines = [head, first, second, [#"{"rowCount":2}"#]].map { $0.joined() + "\n" }
    #expect(NDJSONFormat().text(answer) == lines.joined())
  }

  @Test("an answer without rows has the envelope and the row count")
  func empty() throws {
    let answer = Sample.answer(
      time: .atRevision(try #require(Revision("9")), nil),
      cluster: nil,
      columns: [Column("event", .integer)],
      rows: []
    )
    let expected = [
      #"{"tql":1,"query":"pods","revision":"9","at":null,"cluster":null,"#,
      #""basis":{"event":42,"hash":"\#(Self.hash)"},"coverage":[],"notes":[],"#,
      #""columns":[{"name":"event","type":"integer"},{"name":"from","type":"instant"},"#,
      #"{"name":"until","type":"instant"},{"name":"certainty","type":"text"}]}"#,
      "\n", #"{"rowCount":0}"#, "\n",
    ].joined()
    #expect(NDJSONFormat().text(answer) == expected)
  }

  @Test("the envelope is that of the JSON format")
  func envelope() throws {
    let answer = Sample.answer(columns: [Column("name", .text)], rows: [])
    let head = try #require(NDJSONFormat().text(answer).split(separator: "\n").first)
    #expect(JSONFormat().text(answer) == head.dropLast() + #","rows":[],"rowCount":0}"# + "\n")
  }

  @Test("columns of one name stay apart, in the rows as in the envelope")
  func repeated() {
    let columns = ["ip", "ip_2", "ip", "ip", "until"].map { Column($0, .text) }
    let values = ["a", "b", "c", "d", "e"].map { Value.text($0) }
    let answer = Sample.answer(columns: columns, rows: [Sample.row(values, from: nil)])
    let lines = NDJSONFormat().text(answer).split(separator: "\n")
    #expect(
      lines[1] == #"{"ip":"a","ip_2":"b","ip_3":"c","ip_4":"d","until":"e","from":null,"#
        + #""certainty":"observed","event":1}"#
    )
    for name in ["ip", "ip_2", "ip_3", "ip_4"] {
      #expect(lines[0].contains(#"{"name":"\#(name)","type":"text"}"#))
    }
  }
}
