import Testing
import TopologyModel

@testable import Projections

@Suite("The number of an endpoint among those of its slice")
struct EndpointDigestTests {
  private static func endpoint(_ addresses: [String], ready: Bool? = nil) -> EndpointFacts {
    var facts = EndpointFacts()
    facts.addresses = addresses
    facts.ready = ready
    return facts
  }

  private static func number(_ facts: EndpointFacts) -> Int64 {
    EndpointDigest.number(facts.layoutBytes())
  }

  @Test(
    "lies among those of the first address, however it is written",
    arguments: [
      (["10.0.0.1"], "10.0.0.1"), (["10.0.0.1", "10.0.0.2"], "10.0.0.1"),
      (["010.0.00.1"], "10.0.0.1"), (["fd00:0::1"], "fd00::1"), (["db.example"], "db.example"),
      ([""], ""),
    ]
  )
  func address(addresses: [String], address: String) {
    let numbers = EndpointDigest.numbers(ofAddress: address)
    for ready in [nil, true, false] {
      let number = Self.number(Self.endpoint(addresses, ready: ready))
      #expect(numbers.contains(number))
      #expect(EndpointDigest.first(ofNumber: number) == numbers.lowerBound)
    }
  }

  @Test("is that of what is read, and fits six bytes")
  func content() {
    let ready = Self.number(Self.endpoint(["10.0.0.1"], ready: true))
    #expect(Self.number(Self.endpoint(["10.0.0.1"])) == ready)
    #expect(Self.number(Self.endpoint(["10.0.0.1"], ready: false)) != ready)
    #expect(Self.number(Self.endpoint(["10.0.0.2"], ready: true)) != ready)
    #expect((0..<1 << 47).contains(ready))
    #expect(EndpointDigest.number([]) >= 0)
  }
}
