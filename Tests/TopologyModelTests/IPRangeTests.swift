import Testing
import TopologyModel

@Suite("IP range")
struct IPRangeTests {
  @Test(
    "a range is read with a length, or is one address",
    arguments: [
      ("10.0.0.0/8", "10.0.0.0/8", 8), ("10.1.2.3", "10.1.2.3/32", 32),
      ("10.1.2.3/8", "10.1.2.3/8", 8), ("0.0.0.0/0", "0.0.0.0/0", 0), ("::/0", "::/0", 0),
      ("2001:DB8::/32", "2001:db8::/32", 32), ("::1", "::1/128", 128), ("::1/128", "::1/128", 128),
    ]
  )
  func read(text: String, shown: String, length: Int) throws {
    let range = try #require(IPRange(text))
    #expect(range.prefixLength == length)
    #expect(range.description == shown)
    #expect(IPRange(shown) == range)
  }

  @Test(
    "other text is no range",
    arguments: [
      "", "/", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0.0/8/8",
      "10.0.0.0/ 8", "10.0.0.0/x", "::/129", "10.0.0/8", "10.0.0.0/99999999999999999999",
      "10.0.0.0/255.0.0.0",
    ]
  )
  func reject(text: String) {
    #expect(IPRange(text) == nil)
  }

  @Test("a length has no sign", arguments: ["10.0.0.0/-0", "::/-0", "10.0.0.0/-00"])
  func rejectSign(text: String) {
    #expect(IPRange(text) == nil)
  }

  @Test(
    "an address lies in a range where the leading bits agree",
    arguments: [
      ("10.0.0.0/8", "10.255.255.255", true), ("10.0.0.0/8", "11.0.0.0", false),
      ("10.0.0.0/8", "9.255.255.255", false), ("10.1.2.3/8", "10.9.9.9", true),
      ("10.0.0.4/31", "10.0.0.5", true), ("10.0.0.4/31", "10.0.0.6", false),
      ("10.0.0.4", "10.0.0.4", true), ("10.0.0.4", "10.0.0.5", false),
      ("10.0.0.128/25", "10.0.0.128", true), ("10.0.0.128/25", "10.0.0.127", false),
      ("0.0.0.0/0", "255.255.255.255", true), ("2001:db8::/33", "2001:db8:7fff::1", true),
      ("2001:db8::/33", "2001:db8:8000::", false), ("::/0", "ffff::1", true),
      // Families never mix; a mapped address is an IPv4 address.
      ("0.0.0.0/0", "::", false), ("::/0", "0.0.0.0", false),
      ("10.0.0.0/8", "::ffff:10.0.0.1", true),
    ]
  )
  func contains(range: String, address: String, isInside: Bool) throws {
    let range = try #require(IPRange(range))
    #expect(range.contains(try #require(IPAddress(address))) == isInside)
  }

  @Test("membership equals a comparison of numbers, for all lengths and many addresses")
  func numbers() throws {
    var random = SeededNumbers(seed: 3)
    for length in 0...32 {
      for _ in 0..<40 {
        let base = UInt32.random(in: .min ... .max, using: &random)
        let flipped = base ^ (1 << UInt32.random(in: 0..<32, using: &random))
        let range = try #require(IPRange("\(try address(base))/\(length)"))
        let mask: UInt32 = length == 0 ? 0 : .max << UInt32(32 - length)
        #expect(range.contains(try address(base)))
        #expect(range.contains(try address(flipped)) == (base & mask == flipped & mask))
      }
    }
  }

  private func address(_ number: UInt32) throws -> IPAddress {
    let bytes = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> UInt32($0)) }
    return try #require(IPAddress(bytes: bytes))
  }
}
