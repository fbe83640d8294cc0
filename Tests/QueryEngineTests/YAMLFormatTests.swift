import Diagnostics
import EventLog
import Testing
import TopologyModel

@testable import QueryEngine

@Suite("YAML format")
struct YAMLFormatTests {
  private static let hash = ChainHash.genesis.description

  private static let answer = Sample.answer(
    query: "pods | where name = \"a\"",
    knownAt: LogPosition(12),
    coverage: [
      Answer.KindCoverage(kind: .pod, isObserved: true, from: Sample.time(1), until: nil)
    ],
    notes: [
      Note(.notObserved, "tab\there: x", help: "look", span: SourceSpan(2, 5), from: Sample.time(1))
    ],
    columns: [
      Column("name", .text), Column("address", .address), Column("ports", .ports),
      Column("labels", .labels), Column("hints", .texts), Column("share", .decimal),
    ],
    rows: [
      Sample.row(
        [
          .text("日本"), .address(text: "10.0.0.1"), .list([.port(Sample.http)]),
          .labels(["app": "yes", "no": "1e3"]), .list([.text("0x1F"), .text("a\nb\n")]),
          .decimal(1e-7),
        ],
        from: 1,
        event: 7
      ),
      Sample.row(
        [.text(""), .null, .list([]), .labels([:]), .null, .null],
        until: 2,
        event: nil
      ),
    ]
  )

  private static let head = #"""
    tql: 1
    query: pods | where name = "a"
    at: '1970-01-01T00:00:05Z'
    cluster: c
    knownAt: 12
    basis:
      event: 42
      hash: '\#(Self.hash)'
    coverage:
    - kind: Pod
      observed: true
      from: '1970-01-01T00:00:01Z'
      until: null
    notes:
    - code: not-observed
      message: "tab\there: x"
      help: look
      span:
      - 2
      - 5
      from: '1970-01-01T00:00:01Z'
    columns:
    - name: name
      type: text
    - name: address
      type: address
    - name: ports
      type: list of port
    - name: labels
      type: labels
    - name: hints
      type: list of text
    - name: share
      type: decimal
    - name: from
      type: instant
    - name: until
      type: instant
    - name: certainty
      type: text
    - name: event
      type: integer

    """#

  private static let rows = #"""
    rows:
    - name: 日本
      address: 10.0.0.1
      ports:
      - name: http
        number: 80
        protocol: TCP
      labels:
        app: 'yes'
        'no': '1e3'
      hints:
      - '0x1F'
      - |
        a
        b
      share: 1.0e-07
      from: '1970-01-01T00:00:01Z'
      until: null
      certainty: observed
      event: 7
    - name: ''
      address: null
      ports: []
      labels: {}
      hints: null
      share: null
      from: '1970-01-01T00:00:00Z'
      until: '1970-01-01T00:00:02Z'
      certainty: observed
      event: null
    rowCount: 2

    """#

  @Test("the members are those of JSON, and rows are mappings")
  func document() {
    #expect(YAMLFormat().text(Self.answer) == Self.head + Self.rows)
  }

  @Test("another reader gets the same members, names, and texts")
  func readBack() throws {
    let rows = Self.answer.rows.map { AnswerDocument.object($0, AnswerColumns.Layout(Self.answer)) }
    let members =
      AnswerDocument.head(Self.answer) + [
        .init("rows", .list(rows)), AnswerDocument.rowCount(Self.answer.rows.count),
      ]
    let yaml = YAMLFormat().text(Self.answer).replacing("1.0e-07", with: "1e-07")
    #expect(try YAMLTree.document(yaml) == .object(members))
  }

  @Test("an answer without rows has all members, and columns of one name stay apart")
  func edges() throws {
    let columns = [Column("ip", .text), Column("ip", .text)]
    let empty = Sample.answer(
      time: .atRevision(try #require(Revision("9")), nil),
      cluster: nil,
      columns: columns,
      rows: []
    )
    let text = YAMLFormat().text(empty)
    #expect(text.hasPrefix("tql: 1\nquery: pods\nrevision: '9'\nat: null\ncluster: null\nbasis:\n"))
    #expect(text.contains("\ncoverage: []\nnotes: []\ncolumns:\n- name: ip\n  type: text\n"))
    #expect(text.hasSuffix("\nrows: []\nrowCount: 0\n"))
    let row = Sample.row([.text("a"), .text("b")])
    let answer = Sample.answer(columns: columns, rows: [row])
    #expect(YAMLFormat().text(answer).contains("\nrows:\n- ip: a\n  ip_2: b\n  from: "))
  }

  private static let texts: [(String, String)] = [
    ("web-1", "web-1"), ("/healthz", "/healthz"), ("10.0.0.1", "10.0.0.1"), ("fd00::1", "fd00::1"),
    ("::1", "'::1'"), ("1e3", "'1e3'"), ("0x1F", "'0x1F'"), ("0o17", "'0o17'"), ("010", "'010'"),
    ("1_000", "'1_000'"), ("12:30:45", "'12:30:45'"), ("2026-11-20", "'2026-11-20'"),
    ("1.2.3", "'1.2.3'"), ("-1", "'-1'"), (".5", "'.5'"), (".inf", "'.inf'"), ("yes", "'yes'"),
    ("Off", "'Off'"), ("y", "'y'"), ("N", "'N'"), ("TRUE", "'TRUE'"), ("null", "'null'"),
    ("~", "'~'"), ("", "''"), ("=", "'='"), ("<<", "'<<'"), ("---", "'---'"), ("- a", "'- a'"),
    ("a: b", "'a: b'"), ("a #b", "'a #b'"), ("a ", "'a '"), ("it's", "it's"), ("'a'", "'''a'''"),
    ("{a}", "'{a}'"), ("*a", "'*a'"), ("a\nb", "|-\n  a\n  b"), ("---\na\n", "|\n  ---\n  a"),
    ("a \nb", #""a \nb""#), ("a\r\nb", #""a\r\nb""#), ("\u{1B}[0m", #""\e[0m""#),
    ("\u{9B}31m", #""\x9B31m""#), ("\u{85}", #""\N""#), ("\u{0}", #""\0""#),
    ("日\u{202E}本\nx", #""日\u202E本\nx""#), ("\u{2028}", #""\L""#), ("a\u{FEFF}", #""a\uFEFF""#),
    ("\u{E0041}", #""\U000E0041""#), ("a\"\u{200B}\\", #""a\"\u200B\\""#), ("é", "é"),
  ]

  @Test("a text has the style that keeps it a text and off the terminal", arguments: texts)
  func text(text: String, yaml: String) throws {
    let document = ObjectDocument.text(text)
    #expect(document.yamlText == yaml + "\n")
    #expect(try YAMLTree.document(document.yamlText) == document)
  }

  private static let numbers: [(String, String)] = [
    ("0", "0"), ("-12", "-12"), ("1.50", "1.50"), ("1e3", "1.0e+3"), ("-1.5E-7", "-1.5e-7"),
    ("1E+3", "1.0e+3"), ("123456789012345678901234567890", "123456789012345678901234567890"),
  ]

  @Test("a number keeps its digits and is a number to all readers", arguments: numbers)
  func number(json: String, yaml: String) throws {
    #expect(ObjectDocument.number(json).yamlText == yaml + "\n")
    #expect(try YAMLTree.document(yaml) == .number(yaml))
  }

  @Test("every short text of the characters that YAML cares for comes back, as value and as name")
  func allShortTexts() throws {
    let characters: [String] = [
      " ", "\n", "a", ":", "-", "#", "'", "\"", "\\", "\t", "1", "?", "\u{202E}", "日", "\r",
    ]
    var texts = [""]
    var longest = [""]
    for _ in 1...3 {
      longest = longest.flatMap { text in characters.map { text + $0 } }
      texts += longest
    }
    // "\r" and "\n" are one character of Swift, and equal texts are no names of one object.
    let document = ObjectDocument.object([
      .init("texts", .list(texts.map { .text($0) })),
      .init("names", .object(Set(texts).sorted().map { .init($0, .list([.text($0)])) })),
    ])
    let yaml = document.yamlText
    #expect(try YAMLTree.document(yaml) == document)
    #expect(!yaml.unicodeScalars.contains { $0 != "\n" && DisplayWidth.needsEscape($0) })
  }

  @Test("a long text stays on its line")
  func longText() {
    let words = Array(repeating: "word", count: 60).joined(separator: " ")
    for text in [words, "'" + words, "\t" + words] {
      let yaml = ObjectDocument.object([.init("a", .text(text))]).yamlText
      #expect(yaml.utf8.count { $0 == UInt8(ascii: "\n") } == 1)
    }
  }

  @Test("names that are long or have line breaks come back")
  func names() throws {
    let long = String(repeating: "name ", count: 60) + "x"
    let document = ObjectDocument.object([
      .init(long, .list([.object([.init("a\nb", .text(long))])])), .init("null", .null),
    ])
    #expect(try YAMLTree.document(document.yamlText) == document)
  }
}
