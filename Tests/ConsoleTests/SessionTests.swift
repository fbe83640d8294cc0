import Console
import Diagnostics
import HindcastTestSupport
import QueryEngine
import Testing
import TopologyModel

@Suite("A session and its store")
struct SessionTests {
  private static let lines = [
    "10:00:00 add service shop/cart selector=app:cart port=80",
    "10:00:01 add pod shop/cart-1 labels=app:cart ip=10.0.0.1 ready=true",
    "10:00:02 add slice shop/cart-x service=cart port=:8080 endpoint=10.0.0.1,pod:cart-1,ready",
    "10:00:20 bookmark",
  ]

  private static let later = [
    "10:00:21 add pod shop/cart-2 ip=10.0.0.2 ready=true", "10:00:22 bookmark",
    "10:00:23 delete pod shop/cart-1",
  ]

  /// A session over a small history, its screen and its world.
  private struct Talk {
    let store: TestStore
    let screen = RecordingScreen()
    let environment: TestConsoleEnvironment
    let session: ConsoleSession
    /// Appends one of the later lines.
    let appendNext: () throws -> Bool

    init(now: String = "10:00:20", width: Int? = nil) throws {
      store = try TestStore()
      appendNext = try store.appendScript(SessionTests.lines, thenEach: SessionTests.later)
      let time = try #require(ScriptTime.instant(now))
      environment = TestConsoleEnvironment(time: time)
      screen.width = width
      session = ConsoleSession(
        store: store,
        environment: environment,
        screen: screen,
        settings: ConsoleSettings(context: QueryContext(namespace: "shop", now: time))
      )
    }

    func type(_ line: String) -> String {
      _ = session.enter(ScriptTime.expanded(line))
      return ScriptTime.shortened(screen.take())
    }

    func complete(_ line: String) -> [String] {
      session.completions(in: line, at: line.utf8.count).map(\.text)
    }
  }

  @Test("a newcomer is told what is open, and three questions that have answers")
  func greeting() throws {
    let talk = try Talk()
    talk.session.greet()
    let text = ScriptTime.shortened(talk.screen.take())
    let examples = text.split(separator: "\n").filter { $0.hasPrefix("  ") }
      .map { String($0).replacing(/\d\d:\d\d:\d\d/) { "{\($0.output)}" } }
    #expect(
      examples == [
        "  pods serving shop/cart at {10:00:20}",
        "  pods serving shop/cart from {10:00:00} to {10:00:20} | outages",
        "  owners of ip 10.0.0.1 at {10:00:20}",
      ]
    )
    for example in examples {
      let answer = talk.type(example)
      #expect(!answer.contains("(0 rows)") && !answer.contains("error"), "\(answer)")
    }
    talk.session.greet(withExamples: false)
    #expect(!talk.screen.take().contains("pods serving"))
  }

  @Test("a store whose observation ended long ago says from where to look")
  func oldStore() throws {
    let talk = try Talk(now: "12:00:00")
    talk.session.greet()
    #expect(ScriptTime.shortened(talk.screen.take()).contains("\\at 10:00:20 looks from its end"))
  }

  @Test("an empty store is no reason to stop")
  func emptyStore() throws {
    let screen = RecordingScreen()
    let time = try #require(ScriptTime.instant("10:00:00"))
    let session = ConsoleSession(
      store: try TestStore(),
      environment: TestConsoleEnvironment(time: time),
      screen: screen,
      settings: ConsoleSettings(context: QueryContext(now: time))
    )
    session.greet()
    #expect(screen.take().contains("nothing is stored yet"))
    for line in ["pods", "\\status", "\\step", "\\cluster"] {
      #expect(session.enter(line) == .complete)
      #expect(!screen.take().contains("defect"), "\(line)")
    }
  }

  @Test("names complete as they were at the time that the session looks from")
  func completion() throws {
    let talk = try Talk()
    #expect(talk.complete("pods serving shop/c") == ["shop/cart"])
    #expect(talk.complete("pods ser") == ["serving"])
    _ = talk.type("\\at {09:59:59.5}")
    #expect(talk.complete("pods serving shop/c") == [])
    _ = talk.type("\\at {10:00:05}")
    #expect(talk.complete("\\explain pods serving shop/c") == ["shop/cart"])
    #expect(talk.complete("\\watch 5s pods serving shop/c") == ["shop/cart"])
    #expect(talk.complete("\\namespace sh") == ["shop"])
    #expect(talk.complete("\\cluster ") == ["test"])
    #expect(talk.complete("\\na") == ["\\namespace"])
    #expect(talk.complete("\\format nd") == ["ndjson"])
    #expect(talk.complete("\\help wh") == ["why", "where"])
    #expect(talk.complete("\\nothing x") == [])
    _ = talk.type("pods |")
    #expect(talk.complete("sel") == ["select"])
    let completion = talk.session.completions(in: "where na", at: 8).first
    #expect(completion?.replaced == 6..<8)
  }

  @Test("a line with a bar completes as a stage of the last query")
  func stageCompletion() throws {
    let talk = try Talk()
    _ = talk.type("pods")
    #expect(talk.complete("| lim") == ["limit"])
    #expect(talk.session.completions(in: "| lim", at: 5).first?.replaced == 2..<5)
  }

  @Test("watching shows what came and what went, and ends with an interrupt")
  func watching() throws {
    let talk = try Talk()
    talk.screen.whilePausing = {
      talk.environment.time = talk.environment.time.advanced(byNanoseconds: 1_000_000_000)
      return (try? talk.appendNext()) != true
    }
    let text = talk.type("\\watch 1s pods | select name")
    let changes = text.split(separator: "\n").filter { $0.hasPrefix("+") || $0.hasPrefix("-  ") }
    #expect(changes == ["+       cart-2", "-       cart-1"])
    #expect(text.contains("== 10:00:21\n"))
    #expect(text.hasSuffix("watching ended\n"))
  }

  @Test("an interrupt stops a query, and the session goes on")
  func interrupt() throws {
    let talk = try Talk()
    talk.screen.interruptsAfterLooks = 2
    #expect(talk.type("pods") == "stopped\n")
    talk.screen.interruptsAfterLooks = nil
    #expect(talk.type("pods | count").contains("COUNT\n1\n"))
    #expect(talk.session.hasFailed)
  }

  @Test("answers fit the screen that there is")
  func width() throws {
    let talk = try Talk(width: 40)
    let lines = talk.type("pods").split(separator: "\n").filter { !$0.hasPrefix("note") }
    #expect(lines.count > 1)
    let table = lines.prefix { !$0.hasPrefix("--") && !$0.hasPrefix("help") }
    #expect(table.filter { DisplayWidth.width(of: String($0)) > 40 } == [])
  }

  @Test("another store is opened, and the time and the cluster are its own")
  func open() throws {
    let talk = try Talk()
    let other = try Talk()
    talk.environment.stores["other.db"] = other.store
    _ = talk.type("\\at {10:00:01}")
    _ = talk.type("\\cluster test")
    #expect(talk.session.prompt.contains("test:shop@"))
    _ = talk.type("\\open other.db")
    #expect(talk.session.prompt == "shop> ")
    #expect(talk.type("\\step").contains("no query to step"))
  }
}
