import Foundation
import HindcastTestSupport
import Testing

@Suite("A session on a terminal", .timeLimit(.minutes(30)))
struct ReplTerminalTests {
  private static let tab = "\t"
  private static let enter = "\r"
  private static let up = "\u{1B}[A"
  private static let left = "\u{1B}[D"
  private static let interrupt = "\u{03}"
  private static let end = "\u{04}"

  /// A session over the demo's store, with a home of its own.
  private struct Seat {
    let home = try? TemporaryDirectory()
    var environment: [String: String] = [:]

    func start(
      _ arguments: [String] = [],
      store: String = "demo",
      columns: Int = 100,
      rows: Int = 40
    ) throws -> TerminalProgram {
      let home = try #require(home)
      let own = [
        "HOME": home.path, "TERM": "xterm", "LANG": "C.UTF-8", "PAGER": "cat",
        "HINDCAST_STORE": try RecordedStores.path(of: store),
      ]
      return try HindcastExecutable.start(
        arguments,
        in: home,
        environment: own.merging(environment) { _, new in new },
        columns: columns,
        rows: rows
      )
    }
  }

  @Test("a newcomer is greeted by `hindcast` alone, asks, edits, completes, and leaves")
  func editing() async throws {
    let program = try Seat().start()
    try await program.wait(for: "Questions to begin with:")
    try await program.wait(for: "hindcast> ")
    program.type("\\at 2026-11-23T04:30:04Z" + Self.enter)
    try await program.wait(for: "@2026-11-23T04:30:04Z> ")
    // Tab completes words and the names of then; two letters are mended with the arrow key.
    program.type("pods ser" + Self.tab + "shop/w" + Self.tab)
    try await program.wait(for: "pods serving shop/web ")
    program.type("| cuont" + Self.left + Self.left + Self.left + "\u{7F}")
    program.type("\u{1B}[C" + "u" + Self.enter)
    let answer = try await program.wait(for: "basis")
    #expect(answer.contains("COUNT"))
    #expect(answer.contains("12"))
    try await program.wait(for: "04Z> ")
    // What several have in common is inserted; then they are listed.
    program.type("why shop/" + Self.tab + Self.tab)
    try await program.wait(for: "shop/web")
    program.type(Self.interrupt)
    try await program.wait(for: "^C")
    try await program.wait(for: "04Z> ")
    program.type(Self.end)
    #expect(try await program.end() == 0)
  }

  @Test("lines go on until the query is complete, and come back in the next session")
  func history() async throws {
    let seat = Seat()
    let first = try seat.start(["repl", "--at", "2026-11-23T04:30:04Z"])
    try await first.wait(for: "04Z> ")
    first.type("pods in namespace shop |" + Self.enter)
    try await first.wait(for: "...> ")
    first.type("count" + Self.enter)
    try await first.wait(for: "basis")
    try await first.wait(for: "04Z> ")
    first.type("services |" + Self.enter)
    try await first.wait(for: "...> ")
    first.type(Self.interrupt)
    try await first.wait(for: "04Z> ")
    first.type("quit" + Self.enter)
    #expect(try await first.end() == 0)

    let second = try seat.start(["repl", "--at", "2026-11-23T04:30:04Z"])
    let greeting = try await second.wait(for: "04Z> ")
    #expect(!greeting.contains("Questions to begin with"))
    second.type(Self.up)
    try await second.wait(for: "quit")
    second.type(Self.up)
    try await second.wait(for: "pods in namespace shop | count")
    second.type(Self.enter)
    try await second.wait(for: "basis")
    try await second.wait(for: "04Z> ")
    second.type("\u{12}" + "names")
    try await second.wait(for: "pods in namespace")
    second.type(Self.interrupt)
    try await second.wait(for: "^C")
    try await second.wait(for: "04Z> ")
    second.type(Self.end)
    #expect(try await second.end() == 0)
  }

  @Test("steps forward and back show what changed and move the prompt")
  func stepping() async throws {
    let program = try Seat().start(["repl", "--no-history", "--at", "2026-11-23T04:30:50Z"])
    try await program.wait(for: "50Z> ")
    program.type("pods serving shop/cart | select pod" + Self.enter)
    try await program.wait(for: "basis")
    try await program.wait(for: "50Z> ")
    program.type("\\step" + Self.enter)
    try await program.wait(for: "== 2026-11-23T04:30:50.961313Z: 1 row differs")
    try await program.wait(for: "@2026-11-23T04:30:50.961313Z> ")
    program.type("\\step" + Self.enter)
    try await program.wait(for: "@2026-11-23T04:30:51.281779Z> ")
    program.type("\\step back" + Self.enter)
    try await program.wait(for: "@2026-11-23T04:30:50.961313Z> ")
    program.type("\\at now" + Self.enter)
    try await program.wait(for: "hindcast> ")
    program.type(Self.end)
    #expect(try await program.end() == 0)
  }

  @Test("Ctrl-C stops a running query and keeps the session")
  func interruptedQuery() async throws {
    let program = try Seat().start(["repl", "--no-history"], store: "outage")
    try await program.wait(for: "hindcast> ")
    program.type("\\watch 1d services" + Self.enter)
    try await program.wait(for: "Ctrl-C ends")
    program.type(Self.interrupt)
    try await program.wait(for: "watching ended")
    try await program.wait(for: "hindcast> ")
    // Long enough to be stopped; where it is not, the answer is one of those that may come.
    program.type("findings from 2026-11-20Z to 2026-11-24Z | count" + Self.enter)
    try await program.wait(for: "| count")
    program.type(Self.interrupt)
    try await program.wait(for: "hindcast> ")
    // Where the answer was quicker, the key may reach the prompt behind it, and takes a line that is
    // being typed there; of two lines it takes one.
    for _ in 0..<2 { program.type("coverage | count" + Self.enter) }
    let answer = try await program.wait(for: "basis")
    #expect(answer.contains("coverage | count"))
    try await program.wait(for: "hindcast> ")
    program.type(Self.end)
    #expect(try await program.end() == 0)
  }

  @Test("a long answer goes through the pager, a short one does not")
  func paging() async throws {
    var seat = Seat()
    seat.environment["PAGER"] = "sed 's/^/paged /'"
    let program = try seat.start(["repl", "--no-history"], columns: 200, rows: 12)
    try await program.wait(for: "hindcast> ")
    program.type("coverage | count" + Self.enter)
    let short = try await program.wait(for: "basis")
    #expect(!short.contains("paged"))
    try await program.wait(for: "hindcast> ")
    program.type("events | limit 30" + Self.enter)
    try await program.wait(for: "paged EVENT")
    try await program.wait(for: "paged -- 30 rows")
    try await program.wait(for: "hindcast> ")
    program.type(Self.end)
    #expect(try await program.end() == 0)
  }

  @Test("a pager that is not there, or is left early, costs no answer and no session")
  func brokenPagers() async throws {
    for (pager, expected) in [("no-such-pager", "cannot be run"), ("true", "hindcast> ")] {
      var seat = Seat()
      seat.environment["HINDCAST_PAGER"] = pager
      let program = try seat.start(["repl", "--no-history"], rows: 12)
      try await program.wait(for: "hindcast> ")
      program.type("events" + Self.enter)
      try await program.wait(for: expected)
      if expected != "hindcast> " { try await program.wait(for: "hindcast> ") }
      program.type("services | count" + Self.enter)
      try await program.wait(for: "basis")
      // A key pressed before the prompt is there would meet the terminal as it was for the pager.
      try await program.wait(for: "hindcast> ")
      program.type(Self.end)
      #expect(try await program.end() == 0)
    }
  }

  @Test("colors are there on a terminal, and not where they are not wanted")
  func colors() async throws {
    for (variables, isColored) in [
      (["NO_COLOR": ""], true), (["NO_COLOR": "1"], false),
      (["NO_COLOR": "", "TERM": "dumb"], false),
    ] {
      var seat = Seat()
      seat.environment = variables
      let program = try seat.start(["repl", "--no-history"])
      try await program.wait(for: "hindcast> ")
      program.type("pod" + Self.enter)
      try await program.wait(for: "did you mean")
      try await program.wait(for: "hindcast> ")
      #expect(program.raw.contains("\u{1B}[1;3") == isColored, "\(variables)")
      program.type(Self.end)
      #expect(try await program.end() == 0)
    }
  }

  @Test("answers fit a narrow terminal, and a terminal that changes its size")
  func sizes() async throws {
    let program = try Seat().start(
      ["repl", "--no-history", "--at", "2026-11-23T04:30:04Z"],
      columns: 60,
      rows: 200
    )
    try await program.wait(for: "04Z> ")
    program.type("pods serving shop/web" + Self.enter)
    let narrow = try await program.wait(for: "-- ")
    try await program.wait(for: "04Z> ")
    #expect(Self.widest(narrow) <= 60)
    program.resize(columns: 150, rows: 200)
    program.type("pods serving shop/web" + Self.enter)
    let wide = try await program.wait(for: "-- ")
    try await program.wait(for: "04Z> ")
    #expect(Self.widest(wide) > 60)
    program.type(Self.end)
    #expect(try await program.end() == 0)
  }

  /// The length of the longest line.
  private static func widest(_ text: String) -> Int {
    text.split(whereSeparator: \.isNewline).map(\.count).max() ?? 0
  }
}
