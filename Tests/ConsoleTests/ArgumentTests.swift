import Testing

@testable import Console

@Suite("What stands behind commands")
struct ArgumentTests {
  @Test("a step goes forward or back, so many changes")
  func steps() {
    func direction(_ text: String) -> [Int]? {
      StepDirection(text).map { [$0.isBack ? -1 : 1, $0.count] }
    }
    #expect(direction("") == [1, 1])
    #expect(direction("3") == [1, 3])
    #expect(direction("-2") == [-1, 2])
    #expect(direction("back") == [-1, 1])
    #expect(direction("back 4") == [-1, 4])
    #expect(direction("forward 2") == [1, 2])
    for text in ["0", "x", "back -1", "1 2", "back 0", "1001", "99999999999999999999"] {
      #expect(direction(text) == nil, "\(text)")
    }
  }

  @Test("watching needs a time to wait, and may have a query")
  func watching() {
    #expect(WatchArgument("5s")?.milliseconds == 5000)
    #expect(WatchArgument("5s")?.query == "")
    #expect(WatchArgument("2 pods | count")?.milliseconds == 2000)
    #expect(WatchArgument("2 pods | count")?.query == "pods | count")
    #expect(WatchArgument("1m30s pods")?.milliseconds == 90_000)
    #expect(WatchArgument("100ms")?.milliseconds == 100)
    for text in ["", "pods", "0", "-1", "1ms", "2d", "9223372036854775807"] {
      #expect(WatchArgument(text) == nil, "\(text)")
    }
  }

  @Test("lines of a query come back as one, where that means the same")
  func history() {
    #expect(HistoryEntries.of(["pods"]) == ["pods"])
    #expect(HistoryEntries.of(["pods |", "  limit 2", ""]) == ["pods | limit 2"])
    #expect(HistoryEntries.of(["pods | # all", "limit 2"]) == ["pods | # all", "limit 2"])
    #expect(HistoryEntries.of([" pods"]) == [])
    #expect(HistoryEntries.of(["", " "]) == [])
    #expect(HistoryEntries.of([#"\at now"#]) == [#"\at now"#])
  }
}
