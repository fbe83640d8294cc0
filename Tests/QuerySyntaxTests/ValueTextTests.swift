import Testing

@testable import QuerySyntax

@Suite("values as text")
struct ValueTextTests {
  private func bytes(_ text: String) -> ArraySlice<UInt8> { Array(text.utf8)[...] }

  @Test(
    "instants are read to the nanosecond",
    arguments: [
      ("1970-01-01T00:00:00Z", 0), ("1970-01-01T00:00:00.000000001Z", 1),
      ("1969-12-31T23:59:59.999999999Z", -1), ("2026-11-20T10:15:00Z", 1_795_169_700_000_000_000),
      ("2026-11-20T12:15:00+02:00", 1_795_169_700_000_000_000),
      ("2026-11-20t10:15:00z", 1_795_169_700_000_000_000),
      ("2024-02-29Z", 1_709_164_800_000_000_000), ("2026-11-20-05:00", 1_795_150_800_000_000_000),
      ("1677-09-21T00:12:43.145224192Z", Int64.min), ("2262-04-11T23:47:16.854775807Z", Int64.max),
    ]
  )
  func instants(text: String, nanoseconds: Int64) {
    guard case .value(let value) = InstantText.read(bytes(text)) else {
      Issue.record("`\(text)` is no instant")
      return
    }
    #expect(value == nanoseconds)
    guard case .value(let again) = InstantText.read(bytes(InstantText.canonical(value))) else {
      Issue.record("`\(InstantText.canonical(value))` is no instant")
      return
    }
    #expect(again == nanoseconds)
  }

  @Test(
    "what is like an instant and none has a fault",
    arguments: [
      "2026-11-20", "2026-11-20T10:15:00", "2026-11-20T10:15Z", "2026-02-29Z", "2026-00-01Z",
      "2026-11-20T24:00:00Z", "2026-11-20T10:60:00Z", "2026-11-20T10:15:60Z",
      "2026-11-20T10:15:00.Z", "2026-11-20T10:15:00.1234567891Z", "2026-11-20T10:15:00+0200",
      "2026-11-20T10:15:00ZZ", "2026-11-20UTC", "2026-11-20T", "9999-01-01Z", "0001-01-01Z",
      "10:15",
      "2262-04-11T23:47:16.854775808Z",
    ]
  )
  func faultyInstants(text: String) {
    guard case .fault = InstantText.read(bytes(text)) else {
      Issue.record("`\(text)` has no fault")
      return
    }
  }

  @Test("what is not like an instant is something else")
  func others() {
    for text in ["", "2026", "2026-11", "2026-1-20Z", "cart-1", "-5m", "fd00::1"] {
      guard case .other = InstantText.read(bytes(text)) else {
        Issue.record("`\(text)` is like an instant")
        continue
      }
    }
  }

  @Test("days and dates are each other's inverse")
  func calendar() {
    for days in stride(from: -200_000, through: 200_000, by: 37) {
      #expect(CivilDate(daysSinceEpoch: days).daysSinceEpoch == days)
    }
  }

  @Test("lengths of time are whole numbers with units, the longest first")
  func durations() {
    func value(_ text: String) -> Int64? {
      guard case .value(let value) = DurationText.read(bytes(text)) else { return nil }
      return value
    }
    func correction(_ text: String) -> String? {
      guard case .misspelt(let corrected) = DurationText.read(bytes(text)) else { return nil }
      return corrected
    }
    #expect(value("30s") == 30_000_000_000)
    #expect(value("1d12h") == 129_600_000_000_000)
    #expect(value("1w1d1h1m1s1ms1us1ns") == 694_861_001_001_001)
    #expect(value("0s") == 0)
    #expect(correction("1.5h") == "1h30m")
    #expect(correction("12h1d") == "1d12h")
    #expect(correction("1h1h") == "2h")
    for text in ["", "5", "s", "5x", "5S", "-5m", "1.h", "99999999999999999999s"] {
      #expect(value(text) == nil && correction(text) == nil)
    }
    guard case .tooLong = DurationText.read(bytes("20000w")) else {
      Issue.record("20000w fits")
      return
    }
    #expect(DurationText.canonical(.max) == "106751d23h47m16s854ms775us807ns")
  }

  @Test("addresses and networks are told from names")
  func addresses() {
    for text in [
      "0.0.0.0", "255.255.255.255", "::", "::1", "1::", "fd00::1", "1:2:3:4:5:6:7:8", "1::8",
      "::ffff:10.0.0.1", "1:2:3:4:5:6:10.0.0.1", "2001:DB8::a:b", "1:2:3:4:5:6:7::",
    ] {
      #expect(AddressText.isAddress(bytes(text)), "\(text)")
    }
    for text in [
      "", "1.2.3", "1.2.3.4.5", "256.0.0.1", "1.2.3.", "1.2.3.1234", ":", ":::", "1:2", "1::2::3",
      "1:2:3:4:5:6:7:8:9", "12345::", "g::", "1:2:3:4:5:6:7:8::", "10.0.0.1::", "::10.0.0.1:1",
      ":1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8:",
    ] {
      #expect(!AddressText.isAddress(bytes(text)), "\(text)")
    }
    for text in ["10.0.0.0/8", "0.0.0.0/0", "10.0.0.1/32", "fd00::/64", "::/128"] {
      #expect(AddressText.isNetwork(bytes(text)), "\(text)")
    }
    for text in ["10.0.0.0", "10.0.0.0/33", "10.0.0.0/", "/8", "::/129", "shop/8", "1.2.3.4/a"] {
      #expect(!AddressText.isNetwork(bytes(text)), "\(text)")
    }
  }
}
