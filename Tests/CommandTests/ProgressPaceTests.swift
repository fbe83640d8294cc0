import Testing

@testable import hindcast

@Suite struct ProgressPaceTests {
  private func text(_ seconds: Double, _ events: Int, _ share: Double?) -> String? {
    ProgressPace(seconds: seconds, events: events, share: share).text
  }

  @Test("the pace is that since the beginning, and the rest takes as long as its share")
  func pace() {
    #expect(text(10, 12_000, 0.25) == "1200 events/s, about 30 s left")
    #expect(text(60, 60, 0.5) == "1 events/s, about 1 min left")
    #expect(text(100, 0, 0.01) == "0 events/s, about 2 h 45 min left")
    #expect(text(3600, 3600, 0.5) == "1 events/s, about 1 h left")
  }

  @Test("of what has no end, or has ended, the rate alone is said")
  func withoutEnd() {
    #expect(text(4, 12, nil) == "3 events/s")
    #expect(text(4, 8, 1) == "2 events/s")
    #expect(text(4, 8, 0) == "2 events/s")
  }

  @Test("in the first second nothing is said")
  func early() {
    #expect(text(0.9, 900, 0.5) == nil)
    #expect(text(0, 0, nil) == nil)
  }
}
