import Attribution
import Testing

@Suite("Rows that do not fit their header")
struct RaggedRowTests {
  private static let start = "2026-01-01T10:00:03Z,10.0.0.1"

  private let fixture: FlowFixture

  init() throws {
    fixture = try FlowFixture()
  }

  @Test("a short row gets the fields that it lacks, so that cells stand below their columns")
  func short() throws {
    let outcome = try fixture.attribute("time,ip,x,y\n\(Self.start)\n\(Self.start),1,2\n")
    let cells = outcome.cells(1)
    #expect(Array(cells[2...6]) == ["", "", "Pod", "shop", "cart-1"])
    #expect(outcome.cells(2)[4] == "Pod")
    #expect(outcome.report.owned == 2)
  }

  @Test("a long row says that it cannot be read, and is counted")
  func long() throws {
    let outcome = try fixture.attribute("time,ip\n\(Self.start),more\n")
    #expect(outcome.text.contains("\(Self.start),more,,,,,,,,,,,unreadable-row\n"))
    #expect(outcome.report.rows == 1)
    #expect(outcome.report.owned == 0)
    #expect(outcome.report.unreadable.values.map(\.count) == [1])
  }

  @Test("a carriage return at the end of the input is no part of a field")
  func carriageReturn() throws {
    let outcome = try fixture.attribute("time,ip\r\n\(Self.start)\r")
    #expect(outcome.text.contains("10.0.0.1,Pod,shop,cart-1"))
    #expect(outcome.text.hasSuffix("\r"))
  }

  @Test("columns that are there twice, or were added before, are refused")
  func twice() throws {
    #expect(throws: AttributionError.columnTwice("ip")) {
      try fixture.attribute("time,ip,ip\n\(Self.start),10.0.0.2\n")
    }
    #expect(throws: AttributionError.columnTwice("ip")) {
      try fixture.attribute("time,ip\n\(Self.start)\n") { $0.addresses = ["ip", "ip"] }
    }
    #expect(throws: AttributionError.columnTaken("ip_owner_kind")) {
      try fixture.attribute("time,ip,note,ip_owner_kind\n\(Self.start),,Pod\n")
    }
  }

  @Test("where the input has a column of an added one's name, the added ones name their address")
  func taken() throws {
    let outcome = try fixture.attribute("time,ip,note\n\(Self.start),mine\n")
    #expect(outcome.text.hasPrefix("time,ip,note,ip_owner_kind,ip_owner_namespace,"))
    #expect(outcome.text.contains("mine,Pod,shop,cart-1,"))
  }
}
