import Attribution
import Testing

@Suite("NDJSON whose objects differ")
struct NDJSONTests {
  private static let good =
    #"{"src_ip":"10.0.0.1","dst_ip":"10.96.0.7","time":"2026-01-01T10:00:03Z"}"#

  private let fixture: FlowFixture

  init() throws {
    fixture = try FlowFixture()
  }

  @Test("objects before the first of a known layout are told and stay as they are")
  func layout() throws {
    let head = #"{"version":1}"#
    let outcome = try fixture.attribute("\(head)\n{\n\(Self.good)\n\(Self.good)\n")
    let lines = outcome.text.split(separator: "\n")
    #expect(lines[0] == head)
    #expect(lines[2].contains(#""src_ip_owner_kind":"Pod""#))
    #expect(outcome.report.foundColumns == "src_ip and dst_ip")
    #expect(outcome.report.rows == 4)
    #expect(outcome.report.owned == 4)
    #expect(outcome.report.unreadable["unreadable-row"]?.lines == [1, 2])
  }

  @Test("where no object has known columns, that is an error which names what the first one has")
  func noLayout() throws {
    let expected = AttributionError.columnsNotFound(
      what: "addresses",
      known: ["a", "b.c"],
      layouts: []
    )
    #expect(throws: expected) {
      try fixture.attribute(#"{"a":1,"b":{"c":"x"}}"# + "\n{}\n")
    }
    // A stream need not end for it.
    let lines = String(repeating: #"{"a":1,"b":{"c":"x"}}"# + "\n", count: 1000)
    #expect(throws: expected) { try fixture.attribute(lines + Self.good + "\n") }
  }

  @Test("a path that no object has is told with the one that was meant")
  func missing() throws {
    let text = #"{"IP":{"source":"10.0.0.1"},"time":"2026-01-01T10:00:03Z"}"# + "\n"
    let outcome = try fixture.attribute(text) { $0.addresses = ["IP.sorce"] }
    #expect(outcome.report.absent == 1)
    #expect(outcome.report.missing.map(\.path) == ["IP.sorce"])
    #expect(outcome.report.missing.map(\.closest) == ["IP.source"])
    #expect(outcome.report.missing.map(\.known) == [["IP.source", "time"]])
    let deeper = try fixture.attribute(text) { $0.addresses = ["flow.IP.source"] }
    #expect(deeper.report.missing.first?.closest == "IP.source")
    let far = try fixture.attribute(text) { $0.addresses = ["destination"] }
    #expect(far.report.missing.map(\.closest) == [nil])
  }

  @Test("a path that one object has, or has null at, is not missing")
  func present() throws {
    let rows = [#"{"time":"2026-01-01T10:00:03Z"}"#, #"{"a":null}"#].joined(separator: "\n")
    #expect(try fixture.attribute(rows) { $0.addresses = ["a"] }.report.missing == [])
    let none = try fixture.attribute("nothing\n") { $0.format = .ndjson }
    #expect(none.report.missing == [])
  }

  @Test(
    "of several members of one name the last holds",
    arguments: [
      #"{"a":"10.0.0.1","a":"10.96.0.7","time":1767261603}"#,
      #"{"a":null,"time":1,"a":"10.96.0.7","time":1767261603}"#,
      #"{"x":{"a":1},"a":{"b":"10.0.0.1"},"a":"10.96.0.7","time":1767261603}"#,
    ]
  )
  func duplicates(_ line: String) throws {
    let outcome = try fixture.attribute(line) { $0.addresses = ["a"] }
    #expect(outcome.text.contains(#""owner_kind":"Service""#))
    let reversed = try fixture.attribute(#"{"a":"10.0.0.1","a":null,"time":1767261603}"#) {
      $0.addresses = ["a"]
    }
    #expect(reversed.report.absent == 1)
  }

  @Test(
    "ports of Hubble's flows are read whatever the protocol",
    arguments: ["TCP", "UDP", "SCTP"]
  )
  func hubble(_ transport: String) throws {
    func flow(_ port: Int, _ transport: String) -> String {
      #"{"flow":{"time":"2026-01-01T10:00:03Z","IP":{"source":"10.0.0.1","destination":"10.96.0.7"},"#
        + #""l4":{"\#(transport)":{"source_port":8080,"destination_port":\#(port)}}}}"#
    }
    let first = try fixture.attribute(flow(81, transport) + "\n" + flow(80, "UDP"))
    #expect(first.report.foundColumns == "Hubble flows")
    let lines = first.text.split(separator: "\n")
    #expect(lines[0].contains(#""flow.IP.destination_note":["unknown-port"]"#))
    #expect(lines[1].contains(#""flow.IP.destination_services":["shop/cart:80"]"#))
  }
}
