import Testing
import TopologyModel

@Suite("IP address")
struct IPAddressTests {
  @Test(
    "IPv6 is printed as RFC 5952 says",
    arguments: [
      // Leading zeros go, one 16-bit field of zeros stays (4.1, 4.2.2).
      ("2001:0db8::0001", "2001:db8::1"), ("2001:db8::1:1:1:1:1", "2001:db8:0:1:1:1:1:1"),
      ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"),
      // The longest run is shortened, and the first of two equal ones (4.2.1, 4.2.3).
      ("2001:db8:0:0:0:0:2:1", "2001:db8::2:1"), ("2001:0:0:1:0:0:0:1", "2001:0:0:1::1"),
      ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"),
      // Lower case (4.3).
      ("2001:DB8::AbCd", "2001:db8::abcd"),
      // Runs at the ends.
      ("0:0:0:0:0:0:0:0", "::"), ("::", "::"), ("0:0:0:0:0:0:0:1", "::1"), ("1::", "1::"),
      ("1:0:0:0:0:0:0:0", "1::"), ("0:0:1:2:3:4:0:0", "::1:2:3:4:0:0"),
      // A gap that stands for a single field.
      ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"), ("::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"),
      ("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
      // Dotted tails that are not IPv4-mapped.
      ("64:ff9b::192.0.2.33", "64:ff9b::c000:221"), ("::10.0.0.1", "::a00:1"),
      ("1:2:3:4:5:6:255.254.253.252", "1:2:3:4:5:6:fffe:fdfc"),
    ]
  )
  func canonicalIPv6(text: String, canonical: String) throws {
    let address = try #require(IPAddress(text))
    #expect(address.family == .ipv6)
    #expect(address.bytes.count == 16)
    #expect(address.description == canonical)
    #expect(IPAddress(canonical) == address)
  }

  @Test(
    "IPv4 is read with leading zeros, in decimal",
    arguments: [
      ("10.0.0.1", "10.0.0.1"), ("0.0.0.0", "0.0.0.0"), ("255.255.255.255", "255.255.255.255"),
      ("010.000.008.09", "10.0.8.9"), ("0000000001.1.1.1", "1.1.1.1"),
    ]
  )
  func lenientIPv4(text: String, canonical: String) throws {
    let address = try #require(IPAddress(text))
    #expect(address.family == .ipv4)
    #expect(address.bytes.count == 4)
    #expect(address.description == canonical)
  }

  @Test(
    "a text is canonical IPv4 where reading and printing it changes nothing",
    arguments: [
      "10.0.0.1", "0.0.0.0", "255.255.255.255", "1.20.103.0", "010.0.0.1", "00.0.0.0", "1.2.3.04",
      "256.0.0.1", "1.2.3", "1.2.3.", ".1.2.3", "1..2.3", "1.2.3.4.5", "", "....", "a.b.c.d",
      "1.2.3.4 ", "::ffff:10.1.2.3", "2001:db8::1", "99999999999999999999.1.1.1",
    ]
  )
  func isCanonicalIPv4(text: String) {
    let address = IPAddress(text)
    let isCanonical = address?.family == .ipv4 && address?.description == text
    #expect(IPAddress.isCanonicalIPv4(text) == isCanonical)
  }

  @Test(
    "an IPv4-mapped IPv6 address is the IPv4 address",
    arguments: [
      "::ffff:10.1.2.3", "::FFFF:010.1.2.3", "0:0:0:0:0:ffff:10.1.2.3", "::ffff:a01:203",
      "0000:0000:0000:0000:0000:ffff:0a01:0203",
    ]
  )
  func mapped(text: String) throws {
    let address = try #require(IPAddress(text))
    #expect(address == IPAddress("10.1.2.3"))
    #expect(address.description == "10.1.2.3")
  }

  @Test("an address is mapped only below ::ffff:0:0/96")
  func almostMapped() throws {
    for text in ["::ffff:0:10.1.2.3", "1::ffff:10.1.2.3", "::fffe:10.1.2.3"] {
      let address = try #require(IPAddress(text), "\(text)")
      #expect(address.family == .ipv6, "\(text)")
    }
  }

  @Test(
    "other text is no address",
    arguments: [
      "", " ", ".", ":", "None", "localhost", "10.0.0", "10.0.0.1.1", "10.0.0.", ".10.0.0.1",
      "10..0.1", "10.0.0.256", "10.0.0.-1", "10.0.0.+1", "10.0.0.1 ", " 10.0.0.1", "10.0.0.0x1",
      "10.0.0.a", "00000000001.0.0.1", "9999999999.0.0.1", "10.0.0.1/8", "١.٠.٠.١", "10,0,0,1",
      ":::", "1:::2", "::1::", "1::2::3", "1:", ":1", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:",
      ":1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1::2:3:4:5:6:7:8", "::12345", "::g", "::+1",
      "fe80::1%eth0", "[::1]", "::1 ", "1.2.3.4::", "1.2.3.4:5::", "::1.2.3", "::1.2.3.256",
      "::1.2.3.4:5", "1:2:3:4:5:6:7:1.2.3.4", "::1.2.3.4.5",
      "0000:0000:0000:0000:0000:0000:0000:00000001",
    ]
  )
  func reject(text: String) {
    #expect(IPAddress(text) == nil)
  }

  @Test(
    "a sign is no hexadecimal digit",
    arguments: ["::-0", "1::-00", "-0::", "-0:1:2:3:4:5:6:7"]
  )
  func rejectSign(text: String) {
    #expect(IPAddress(text) == nil)
  }

  @Test("a part of a text can be read without a copy")
  func substring() {
    let text = "10.0.0.1/24"
    #expect(IPAddress(text.prefix { $0 != "/" })?.bytes == [10, 0, 0, 1])
  }

  @Test("addresses are made of 4 or 16 bytes and nothing else")
  func bytes() {
    #expect(IPAddress(bytes: [10, 0, 0, 1])?.description == "10.0.0.1")
    #expect(IPAddress(bytes: [UInt8](repeating: 0, count: 16))?.description == "::")
    for count in [0, 3, 5, 8, 15, 17] {
      #expect(IPAddress(bytes: [UInt8](repeating: 1, count: count)) == nil, "\(count) bytes")
    }
  }

  @Test("each number of an IPv4 address is printed with the digits that it needs")
  func numbers() {
    for number in UInt8.min...UInt8.max {
      let address = IPAddress(bytes: [number, 0, 255, number])
      #expect(address?.description == "\(number).0.255.\(number)")
    }
  }

  @Test("IPv4 comes before IPv6, then numbers decide, not texts")
  func order() {
    let texts = ["0.0.0.0", "9.0.0.0", "10.0.0.2", "10.0.0.10", "255.0.0.0", "::", "::9", "::10"]
    let addresses = texts.compactMap { IPAddress($0) }
    #expect(addresses.count == texts.count)
    #expect(addresses.reversed().sorted() == addresses)
    for pair in zip(addresses, addresses.dropFirst()) {
      #expect(pair.0 < pair.1)
      #expect(!(pair.1 < pair.0))
    }
  }

  @Test("what is printed is read again as the same, for many addresses")
  func roundTrip() throws {
    var numbers = SeededNumbers(seed: 1)
    for _ in 0..<2000 {
      let count = Bool.random(using: &numbers) ? 4 : 16
      // Many zeros, so that there are runs of them.
      let bytes = (0..<count).map { _ in
        Int.random(in: 0..<3, using: &numbers) < 2 ? 0 : UInt8.random(in: 1...255, using: &numbers)
      }
      let address = try #require(IPAddress(bytes: bytes))
      #expect(IPAddress(address.description) == address)
      #expect(IPAddress(address.description.uppercased()) == address)
    }
  }

  @Test("zeros are left out where two fields of them follow each other, for many addresses")
  func spelling() throws {
    var numbers = SeededNumbers(seed: 2)
    for _ in 0..<1000 {
      let groups = (0..<8).map { _ in
        Bool.random(using: &numbers) ? 0 : Int.random(in: 1...0xFFFF, using: &numbers)
      }
      let address = try #require(
        IPAddress(groups.map { String($0, radix: 16) }.joined(separator: ":"))
      )
      let hasRun = zip(groups, groups.dropFirst()).contains { $0 == 0 && $1 == 0 }
      #expect(address.description.contains("::") == hasRun, "\(groups)")
      #expect(address.bytes == groups.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] })
    }
  }
}
