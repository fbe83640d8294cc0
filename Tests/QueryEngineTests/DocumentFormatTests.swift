import Diagnostics
import Testing
import TopologyModel

@testable import QueryEngine

@Suite("stored objects in formats")
struct DocumentFormatTests {
  private static let columns = [
    Column("kind", .text, isKey: true), Column("namespace", .text, isKey: true),
    Column("name", .text, isKey: true), Column("uid", .text, visibility: .wide),
    Column("object", .document),
  ]

  private static let pod = ObjectDocument.object([
    .init("kind", .text("Pod")),
    .init(
      "metadata",
      .object([
        .init("annotations", .object([.init("script", .text("#!/bin/sh\n```\necho\n"))])),
        .init(
          "labels",
          .object([.init("on", .text("1e3")), .init("x", .text("\u{202E}|\u{1B}"))])
        ),
      ])
    ),
    .init(
      "spec",
      .object([
        .init("args", .list([.list([.text("yes"), .number("1")]), .list([]), .object([])])),
        .init("node", .null), .init("hostNetwork", .boolean(false)),
      ])
    ),
  ])

  private static let node = ObjectDocument.object([.init("kind", .text("Node"))])

  private static let answer = Sample.answer(
    columns: columns,
    rows: [
      Sample.row(
        [.text("Pod"), .text("shop"), .text("web-1"), .text("u-1"), .document(pod)],
        from: 1,
        until: 2
      ), Sample.row([.text("Node"), .null, .text("n\u{1B}_1"), .null, .document(node)]),
    ]
  )

  private static let podYAML = #"""
    kind: Pod
    metadata:
      annotations:
        script: |
          #!/bin/sh
          ```
          echo
      labels:
        'on': '1e3'
        x: "\u202E|\e"
    spec:
      args:
      - - 'yes'
        - 1
      - []
      - {}
      node: null
      hostNetwork: false

    """#

  private static let blocks = #"""
    # pod shop/web-1, from 1970-01-01T00:00:01Z until 1970-01-01T00:00:02Z
    \#(podYAML)---
    # node n\u{1B}_1, from 1970-01-01T00:00:00Z
    kind: Node

    """#

  @Test("the table has the other columns, and the objects follow as YAML")
  func table() {
    let expected = #"""
      KIND  NAMESPACE  NAME       FROM                  UNTIL
      Pod   shop       web-1      1970-01-01T00:00:01Z  1970-01-01T00:00:02Z
      Node  -          n\u{1B}_1  1970-01-01T00:00:00Z
      \#(Self.blocks)
      """#
    #expect(TableFormat(showsBasis: false).text(Self.answer) == expected)
    let wide = TableFormat(isWide: true).text(Self.answer)
    #expect(wide.hasPrefix("KIND  NAMESPACE  NAME       UID  FROM   "))
    #expect(wide.contains("\n" + Self.blocks + "-- 2 rows · "))
  }

  @Test("so it is in the vertical format")
  func vertical() {
    let expected = #"""
      -[ row 2 ]-
      kind      | Node
      namespace | -
      name      | n\u{1B}_1
      uid       | -
      from      | 1970-01-01T00:00:00Z
      until     |
      certainty | observed
      event     | 1
      \#(Self.blocks)
      """#
    #expect(VerticalFormat(showsBasis: false).text(Self.answer).hasSuffix(expected))
  }

  @Test("in Markdown they stand below the table, between fences that no text of theirs ends")
  func markdown() {
    let expected = #"""
      | kind | namespace | name | from | until |
      | --- | --- | --- | --- | --- |
      | Pod | shop | web-1 | 1970-01-01T00:00:01Z | 1970-01-01T00:00:02Z |
      | Node | - | n\\u{1B}\_1 | 1970-01-01T00:00:00Z | |

      pod shop/web-1, from 1970-01-01T00:00:01Z until 1970-01-01T00:00:02Z

      ````yaml
      \#(Self.podYAML)````

      node n\\u{1B}\_1, from 1970-01-01T00:00:00Z

      ```yaml
      kind: Node
      ```

      *2 rows · at 1970-01-01T00:00:05Z · cluster c · basis 42:000000000000*

      """#
    #expect(MarkdownFormat().text(Self.answer) == expected)
  }

  @Test("JSON, NDJSON, and CSV have them as JSON")
  func json() {
    let pod = [
      #"{"kind":"Pod","metadata":{"annotations":{"script":"#,
      ##""#!/bin/sh\n```\necho\n"},"labels":{"on":"1e3","x":"\##u{202E}|\u001b"}},"##,
      #""spec":{"args":[["yes",1],[],{}],"node":null,"hostNetwork":false}}"#,
    ].joined()
    let row = #""rows":[["Pod","shop","web-1","u-1",\#(pod),"#
    #expect(JSONFormat().text(Self.answer).contains(row))
    #expect(NDJSONFormat().text(Self.answer).contains(#""uid":"u-1","object":\#(pod),"from":"#))
    let quoted = pod.replacing("\"", with: "\"\"")
    #expect(CSVFormat().text(Self.answer).contains("\r\nPod,shop,web-1,u-1,\"\(quoted)\",1970-"))
    #expect(JSONFormat().text(Self.answer).contains(#"{"name":"object","type":"object"}"#))
  }

  @Test("YAML nests them")
  func yaml() throws {
    let text = YAMLFormat().text(Self.answer)
    #expect(text.contains("\n  uid: u-1\n  object:\n    kind: Pod\n    metadata:\n"))
    guard case .object(let members) = try YAMLTree.document(text),
      case .list(let rows)? = members.first(where: { $0.name == "rows" })?.value,
      case .object(let cells)? = rows.first
    else {
      Issue.record("no rows")
      return
    }
    #expect(cells.first { $0.name == "object" }?.value == Self.pod)
  }

  private static func table(
    _ columns: [Column],
    _ values: [Value],
    hasIntervals: Bool = false
  ) -> String {
    let answer = Sample.answer(
      columns: columns,
      rows: [Sample.row(values)],
      hasIntervals: hasIntervals
    )
    return TableFormat(showsBasis: false).text(answer)
  }

  @Test("without names, the number of the row says which object it is")
  func unnamed() {
    let object = Column("object", .document)
    let values = [Value.document(Self.node)]
    #expect(Self.table([object], values) == "# row 1\nkind: Node\n")
    #expect(
      Self.table([object], values, hasIntervals: true)
        == """
        FROM                  UNTIL
        1970-01-01T00:00:00Z
        # row 1, from 1970-01-01T00:00:00Z
        kind: Node

        """
    )
    #expect(Self.table([object], [.null]) == "# row 1\nnull\n")
  }

  @Test("several objects of a row are members of one")
  func several() {
    let columns = [Column("kind", .text), Column("spec", .document), Column("status", .document)]
    let values = [Value.text("pod"), .document(Self.node), .document(.text("a\nb\n\n"))]
    let expected = """
      KIND
      pod
      # pod
      spec:
        kind: Node
      status: |+
        a
        b


      """
    #expect(Self.table(columns, values).hasPrefix(expected))
  }

  @Test("without rows there are no objects")
  func empty() {
    let answer = Sample.answer(columns: Self.columns, rows: [])
    #expect(TableFormat(showsBasis: false).text(answer) == "(0 rows)\n")
    #expect(VerticalFormat(showsBasis: false).text(answer) == "(0 rows)\n")
    #expect(MarkdownFormat().text(answer).hasPrefix("(0 rows)\n\n*0 rows"))
  }
}
