import Testing
import TopologyModel

@Suite("instant")
struct InstantTests {
  private static let second: Int64 = 1_000_000_000

  @Test(
    "a time is read, and printed in UTC with the digits that it needs",
    arguments: [
      ("1970-01-01T00:00:00Z", 0, "1970-01-01T00:00:00Z"),
      ("1970-01-01T00:00:00.000000001Z", 1, "1970-01-01T00:00:00.000000001Z"),
      ("1969-12-31T23:59:59.999999999Z", -1, "1969-12-31T23:59:59.999999999Z"),
      ("1969-12-31T23:59:59Z", -1_000_000_000, "1969-12-31T23:59:59Z"),
      ("2026-11-20T10:15:00.25+01:00", 1_795_166_100_250_000_000, "2026-11-20T09:15:00.25Z"),
      ("2026-11-20T10:15:00.250000000Z", 1_795_169_700_250_000_000, "2026-11-20T10:15:00.25Z"),
      ("2026-11-20t10:15:00z", 1_795_169_700_000_000_000, "2026-11-20T10:15:00Z"),
      ("2026-11-20 10:15:00Z", 1_795_169_700_000_000_000, "2026-11-20T10:15:00Z"),
      // A second beyond the minute is the next minute's first, as in POSIX.
      ("2016-12-31T23:59:60Z", 1_483_228_800_000_000_000, "2017-01-01T00:00:00Z"),
      // Digits beyond nanoseconds are dropped, not rounded.
      ("1970-01-01T00:00:00.9999999999Z", 999_999_999, "1970-01-01T00:00:00.999999999Z"),
      ("1970-01-01T00:00:00.0000000001Z", 0, "1970-01-01T00:00:00Z"),
      ("1970-01-01T00:00:00.5Z", 500_000_000, "1970-01-01T00:00:00.5Z"),
    ]
  )
  func text(text: String, nanoseconds: Int64, shown: String) throws {
    let instant = try #require(Instant(rfc3339: text))
    #expect(instant.nanoseconds == nanoseconds)
    #expect(instant.description == shown)
    #expect(Instant(rfc3339: shown) == instant)
  }

  @Test(
    "offsets are taken off",
    arguments: [
      ("2026-01-01T00:30:00+01:00", "2025-12-31T23:30:00Z"),
      ("2025-12-31T23:30:00-01:00", "2026-01-01T00:30:00Z"),
      ("2026-01-01T00:00:00+05:45", "2025-12-31T18:15:00Z"),
      ("2026-01-01T00:00:00-00:00", "2026-01-01T00:00:00Z"),
      ("2026-01-01T00:00:00+23:59", "2025-12-31T00:01:00Z"),
      ("2024-02-28T23:30:00-01:00", "2024-02-29T00:30:00Z"),
      ("1970-01-01T00:00:00.75+00:01", "1969-12-31T23:59:00.75Z"),
    ]
  )
  func offset(text: String, shown: String) throws {
    #expect(try #require(Instant(rfc3339: text)).description == shown)
  }

  @Test(
    "days are those of the Gregorian calendar",
    arguments: [
      ("2000-02-29T00:00:00Z", true), ("2024-02-29T00:00:00Z", true),
      ("1900-02-29T00:00:00Z", false), ("2100-02-29T00:00:00Z", false),
      ("2026-02-29T00:00:00Z", false), ("2026-04-31T00:00:00Z", false),
      ("2026-01-31T00:00:00Z", true), ("2026-12-31T00:00:00Z", true),
      ("2026-12-32T00:00:00Z", false), ("2026-01-00T00:00:00Z", false),
      ("2026-00-10T00:00:00Z", false), ("2026-13-10T00:00:00Z", false),
    ]
  )
  func days(text: String, isDay: Bool) {
    #expect((Instant(rfc3339: text) != nil) == isDay)
  }

  @Test(
    "other text is no time",
    arguments: [
      "", "2026-11-20", "2026-11-20Z", "2026-11-20T10:15:00", "2026-11-20T10:15Z",
      "2026-11-20T24:00:00Z", "2026-11-20T10:60:00Z", "2026-11-20T10:15:61Z",
      "2026-11-20T10:15:00.Z", "2026-11-20T10:15:00,5Z", "2026-11-20T10:15:00.5",
      "2026-11-20T10:15:00.-5Z", "2026-11-20T10:15:00+1:00", "2026-11-20T10:15:00+0100",
      "2026-11-20T10:15:00+24:00", "2026-11-20T10:15:00+01:60", "2026-11-20T10:15:00+01",
      "2026-11-20T10:15:00ZZ", "2026-11-20T10:15:00Z ", " 2026-11-20T10:15:00Z",
      "26-11-20T10:15:00Z", "2026-1-20T10:15:00Z", "+2026-11-20T10:15:00Z", "20261120T101500Z",
      "2026-11-20T10:15:0aZ", "２026-11-20T10:15:00Z", "2026-11-20T10:15:00 +01:00",
    ]
  )
  func reject(text: String) {
    #expect(Instant(rfc3339: text) == nil)
  }

  @Test(
    "times outside of the range are none",
    arguments: [
      "0000-01-01T00:00:00Z", "1677-09-21T00:12:43Z", "1677-09-20T00:00:00Z",
      "2262-04-11T23:47:17Z", "2262-04-12T00:00:00Z", "9999-12-31T23:59:59Z",
      "2262-04-11T23:47:00-00:01",
    ]
  )
  func outside(text: String) {
    #expect(Instant(rfc3339: text) == nil)
  }

  @Test("the ends of the range are printed")
  func ends() {
    #expect(Instant(nanoseconds: .min).description == "1677-09-21T00:12:43.145224192Z")
    #expect(Instant(nanoseconds: .max).description == "2262-04-11T23:47:16.854775807Z")
  }

  @Test("the ends of the range are read", arguments: [Int64.min, .max, .min + 1, .max - 1])
  func readEnds(nanoseconds: Int64) {
    let instant = Instant(nanoseconds: nanoseconds)
    #expect(Instant(rfc3339: instant.description) == instant)
  }

  @Test(
    "the whole seconds next to the ends are read",
    arguments: [
      ("1677-09-21T00:12:44Z", -9_223_372_036), ("2262-04-11T23:47:15Z", 9_223_372_035),
    ]
  )
  func almostEnds(text: String, seconds: Int64) {
    #expect(Instant(rfc3339: text)?.nanoseconds == seconds * Self.second)
  }

  @Test("what is printed is read again as the same, for many instants")
  func roundTrip() {
    var numbers = SeededNumbers(seed: 4)
    for _ in 0..<3000 {
      let seconds = Int64.random(in: -9_223_372_036...9_223_372_034, using: &numbers)
      let step: Int64 = [1, 1000, 1_000_000, 250_000_000, 1_000_000_000][
        Int.random(in: 0..<5, using: &numbers)
      ]
      let fraction = Int64.random(in: 0..<Self.second, using: &numbers) / step * step
      let instant = Instant(nanoseconds: seconds * Self.second + fraction)
      #expect(Instant(rfc3339: instant.description) == instant)
    }
  }

  @Test("each day of four centuries follows the one before it")
  func calendar() throws {
    let first = try #require(Instant(rfc3339: "1700-01-01T00:00:00Z"))
    var expected = first.nanoseconds
    for year in 1700..<2100 {
      for month in 1...12 {
        let isLeap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
        let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
        let text = "\(year)-\(month < 10 ? "0" : "")\(month)-01T00:00:00Z"
        try #require(Instant(rfc3339: text)?.nanoseconds == expected, "\(text)")
        try #require(Instant(nanoseconds: expected).description == text)
        expected += Int64(days) * 86_400 * Self.second
      }
    }
  }

  @Test("an instant is advanced up to the ends of the range and stays there")
  func advance() {
    let instant = Instant(nanoseconds: 5)
    #expect(instant.advanced(byNanoseconds: 7).nanoseconds == 12)
    #expect(instant.advanced(byNanoseconds: -7).nanoseconds == -2)
    #expect(instant.advanced(byNanoseconds: .max).nanoseconds == .max)
    #expect(Instant(nanoseconds: -5).advanced(byNanoseconds: .min).nanoseconds == .min)
    #expect(Instant(nanoseconds: .max).advanced(byNanoseconds: 1).nanoseconds == .max)
    #expect(Instant(nanoseconds: .min).advanced(byNanoseconds: -1).nanoseconds == .min)
    #expect(Instant(nanoseconds: .min).advanced(byNanoseconds: .max).nanoseconds == -1)
  }

  @Test("the earlier instant comes first")
  func order() {
    #expect(Instant(nanoseconds: -1) < Instant(nanoseconds: 0))
    #expect(!(Instant(nanoseconds: 0) < Instant(nanoseconds: 0)))
    #expect(Instant(nanoseconds: .min) < Instant(nanoseconds: .max))
  }
}
