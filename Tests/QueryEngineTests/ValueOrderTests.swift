import Testing
import TopologyModel

@testable import QueryEngine

@Suite("order of values")
struct ValueOrderTests {
  /// Each value comes before all that follow it.
  private static func ascending() throws -> [Value] {
    let addresses = try ["9.0.0.1", "10.0.0.1", "::1"].map { try #require(IPAddress($0)) }
    let labels: [LabelSet] = [[:], ["a": "1"], ["a": "1", "b": "0"], ["a": "2"], ["b": "0"]]
    var values: [Value] = [
      .null, .boolean(false), .boolean(true), .integer(-1), .decimal(0.5), .integer(1),
      .decimal(1.5), .integer(2), .integer(10), .duration(-5), .duration(3),
      .instant(Sample.time(-1)), .instant(Sample.time(1)), .port(Sample.dns),
      .port(PortValue(name: "", number: 80, transport: .tcp)), .port(Sample.http),
      .port(PortValue(name: "", number: 80, transport: .udp)),
      .port(PortValue(name: "", number: 443, transport: .tcp)),
    ]
    values += addresses.map { .address($0) }
    values += [.text(""), .text("A"), .text("a"), .text("a1"), .text("b")]
    values += [
      .list([]), .list([.null]), .list([.text("a")]), .list([.text("a"), .text("a")]),
      .list([.text("a"), .text("b")]), .list([.text("b")]),
    ]
    return values + labels.map { .labels($0) }
  }

  @Test("types stand in a fixed order with null first, and values in order within a type")
  func order() throws {
    let values = try Self.ascending()
    for (first, left) in values.enumerated() {
      for (second, right) in values.enumerated() {
        #expect(left.precedes(right) == (first < second), "\(left) and \(right)")
      }
    }
  }

  @Test("whole numbers and decimals are compared by what they are worth")
  func numbers() {
    #expect(!Value.integer(1).precedes(.decimal(1)))
    #expect(!Value.decimal(1).precedes(.integer(1)))
    #expect(Value.integer(.min).precedes(.decimal(-1)))
    #expect(Value.decimal(-1).precedes(.integer(.max)))
  }

  @Test("of lists that begin alike the shorter one comes first")
  func lists() {
    #expect(Value.precedes([], [.null]))
    #expect(Value.precedes([.integer(1)], [.integer(1), .null]))
    #expect(Value.precedes([.integer(1), .integer(9)], [.integer(2)]))
    #expect(!Value.precedes([.integer(2)], [.integer(1), .integer(9)]))
    #expect(!Value.precedes([], []))
  }

  @Test("an address is one where it can be read, text where not, null where empty")
  func addresses() throws {
    let address = try #require(IPAddress("10.0.0.1"))
    #expect(Value.address(text: "010.0.0.1") == .address(address))
    #expect(Value.address(text: "db.example") == .text("db.example"))
    #expect(Value.address(text: "") == .null)
    #expect(Value.nonEmpty("") == .null)
    #expect(Value.nonEmpty(" ") == .text(" "))
  }
}
