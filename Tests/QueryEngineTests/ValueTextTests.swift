import Testing
import TopologyModel

@testable import QueryEngine

@Suite("text of values")
struct ValueTextTests {
  private static let texts: [(Value, String)] = [
    (.null, ""), (.boolean(true), "true"), (.boolean(false), "false"), (.integer(-3), "-3"),
    (.integer(.min), "-9223372036854775808"), (.decimal(0.5), "0.5"), (.decimal(2), "2.0"),
    (.text(""), ""), (.text("a\nb"), "a\nb"), (.instant(Sample.time(1)), "1970-01-01T00:00:01Z"),
    (.duration(1_500_000_000), "1.5s"), (.port(Sample.http), "http 80/TCP"),
    (.port(Sample.dns), "53/UDP"), (.list([]), ""), (.list([.text("a")]), "a"),
    (.list([.port(Sample.http), .null, .integer(2)]), "http 80/TCP,,2"), (.labels([:]), ""),
    (.labels(["tier": "", "app": "web"]), "app=web,tier="),
  ]

  @Test("cells are written plainly", arguments: texts)
  func plain(value: Value, text: String) {
    #expect(ValueText.plain(value) == text)
  }

  @Test("addresses are written canonically")
  func address() throws {
    let address = try #require(IPAddress("2001:DB8:0::1"))
    #expect(ValueText.plain(.address(address)) == "2001:db8::1")
  }

  @Test(
    "durations are written as the language spells them",
    arguments: [
      (0, "0s"), (1, "0.000000001s"), (-1, "-0.000000001s"), (1_000_000_000, "1s"),
      (1_500_000_000, "1.5s"), (60_000_000_000, "1m"), (61_000_000_000, "1m1s"),
      (3_600_000_000_000, "1h"), (3_600_500_000_000, "1h0.5s"), (86_400_000_000_000, "1d"),
      (93_784_500_000_000, "1d2h3m4.5s"), (-93_784_500_000_000, "-1d2h3m4.5s"),
      (999_999_999, "0.999999999s"), (.max, "106751d23h47m16.854775807s"),
      (.min, "-106751d23h47m16.854775808s"),
    ]
  )
  func duration(nanoseconds: Int64, text: String) {
    #expect(ValueText.duration(nanoseconds) == text)
  }
}
