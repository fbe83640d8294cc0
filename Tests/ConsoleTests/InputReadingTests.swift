import Testing

@testable import Console

@Suite("Which lines make a query")
struct InputReadingTests {
  @Test(
    "a query goes on where something is missing at its end",
    arguments: [
      "pods serving", "pods |", "pods | where (ready = true", "let x = 5", "pods serving a on port",
      "pods from 2026-11-20Z", "diff pods", "why", "pods |\n", "pods | # a comment", "pods | where",
    ]
  )
  func incomplete(text: String) {
    #expect(InputReading(text) == .incomplete)
  }

  @Test(
    "a query is complete, and so is one that more lines do not mend",
    arguments: [
      "pods", "pods # a comment", "let x = 5\npods | limit $x", "pod serving a",
      "pods serving a b |",
      "pods | where name = \"abc", "pods at 2026-11-20T10:00:00",
    ]
  )
  func complete(text: String) {
    #expect(InputReading(text) == .complete)
  }

  @Test("there is nothing to ask of comments", arguments: ["", "  ", "# a comment", "\n# a\n"])
  func nothing(text: String) {
    #expect(InputReading(text) == .nothing)
  }
}
