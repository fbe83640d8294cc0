import Testing
import TopologyModel

@testable import Attribution

@Suite struct FlowTimeTests {
  private func read(_ text: String, _ format: FlowTimeFormat = .auto) -> Int64? {
    var time = FlowTime(format)
    return Array(text.utf8).withUnsafeBufferPointer { time.read($0)?.nanoseconds }
  }

  @Test(arguments: [
    "2026-11-20T10:15:00Z", "2026-11-20T10:15:00.25Z", "2026-11-20T10:15:00.123456789Z",
    "2026-11-20T10:15:00+01:00", "2026-11-20 10:15:00.5-05:30", "2026-11-20t10:15:00z",
    "1969-12-31T23:59:59.5Z", "2026-02-29T00:00:00Z", "2026-11-20T24:00:00Z",
    "2026-11-20T10:15:00", "2026-11-20T10:15:00.Z", "2026-11-20T1a:15:00Z", "9999-01-01T00:00:00Z",
    "2026-11-20T10:15:60Z", "2026-11-20T10:15:00.1234567891234Z",
  ])
  func `a date is read as the language reads it`(text: String) {
    #expect(read(text) == Instant(rfc3339: text)?.nanoseconds)
  }

  @Test func `the magnitude of a number tells its unit`() {
    let expected: Int64 = 1_763_633_700_250_000_000
    #expect(read("1763633700.25") == expected)
    #expect(read("1763633700250") == expected)
    #expect(read("1763633700250000") == expected)
    #expect(read("1763633700250000000") == expected)
    #expect(read("12345678") == nil)
    #expect(read("-1763633700") == nil)
    #expect(read("1.7e9") == nil)
  }

  @Test func `a named unit holds whatever the magnitude`() {
    #expect(read("5", .unix) == 5_000_000_000)
    #expect(read("-1.5", .unix) == -1_500_000_000)
    #expect(read("5.25", .unixMilliseconds) == 5_250_000)
    #expect(read("5", .unixMicroseconds) == 5000)
    #expect(read("9223372036854775807", .unixNanoseconds) == .max)
    #expect(read("9223372036854775808", .unixNanoseconds) == nil)
    #expect(read("9999999999999", .unix) == nil)
    #expect(read("1763633700", .rfc3339) == nil)
  }
}
