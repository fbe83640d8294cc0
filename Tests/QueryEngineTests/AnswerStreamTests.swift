import Diagnostics
import EventLog
import Projections
import Testing
import TopologyModel

@testable import QueryEngine

@Suite("Answers with their rows one by one")
struct AnswerStreamTests {
  /// A Pod that moves from node to node, another that comes and goes, and states that arrive late.
  private static func store() throws -> TestStore {
    let store = try TestStore()
    for step in 1...9 {
      try store.tell(.modified, pod: "a", at: step * 10, revision: step * 10, node: "n\(step)")
      try store.tell(
        step % 2 == 1 ? .added : .deleted,
        pod: "b",
        at: step * 10 + 1,
        revision: step * 10 + 1,
        node: "n1"
      )
    }
    try store.tell(.modified, pod: "a", at: 95, revision: 45, node: "late")
    try store.tell(.added, pod: "b", at: 96, revision: 25, node: "later")
    return store
  }

  private static func context(rowsMax: Int = QueryContext.rowsMaxDefault) -> QueryContext {
    QueryContext(
      namespace: "shop",
      now: Sample.time(100),
      exclusions: .none,
      rowsMax: rowsMax,
      isOptimized: true
    )
  }

  /// What a stream says, gathered; nil where there is none.
  private static func gathered(
    _ store: TestStore,
    _ query: String,
    _ context: QueryContext,
    pieces size: Int
  ) throws -> Answer? {
    try store.log.read { snapshot in
      let runner = QueryRunner { try ProjectionSnapshot(snapshot, as: $0) }
      let source = SourceText(name: "query", text: query)
      guard let stream = try runner.stream(source, context: context) else { return nil }
      var answer = stream.head
      try stream.forEachPiece(of: size) { rows in
        #expect(rows.count <= size)
        answer.rows += rows
      }
      #expect(answer.rows.count == stream.rowCount)
      return answer
    }
  }

  @Test(
    "are the answers that are gathered",
    arguments: [
      "events", "events of pod a", "events of pod shop/*", "events | limit 3",
      "events | limit 4 offset 2", "events | limit 5 | limit 2", "events | limit 2 offset 100",
      "events from 2026-01-01T00:00:20Z to 2026-01-01T00:01:10Z", "events of pod nobody",
      "events from 2031-01-01T00:00:00Z to 2031-01-02T00:00:00Z", "events as known at event 7",
    ],
    [1, 4, 256]
  )
  func equal(query: String, size: Int) throws {
    let store = try Self.store()
    let whole = try store.answer(query, Self.context())
    let streamed = try Self.gathered(store, query, Self.context(), pieces: size)
    #expect(streamed == whole)
  }

  @Test("say that they were cut, and are cut, where there are more rows than allowed")
  func cut() throws {
    let store = try Self.store()
    let context = Self.context(rowsMax: 5)
    let whole = try store.answer("events", context)
    #expect(whole.notes.map { $0.code } == [.rowsLimited])
    #expect(try Self.gathered(store, "events", context, pieces: 2) == whole)
  }

  @Test(
    "are not given where rows have to be gathered",
    arguments: [
      "events | count", "events | sort name", "events | where type = \"deleted\"", "pods",
      "history of pod a", "evnts",
    ]
  )
  func gatheredOnly(query: String) throws {
    let store = try Self.store()
    #expect(try Self.gathered(store, query, Self.context(), pieces: 2) == nil)
  }

  @Test("are worth a pass over the log for questions about all of it")
  func wholeLog() {
    let runner = QueryRunner { _ in throw QueryCancelled() }
    func readsWholeLog(_ text: String) -> Bool {
      runner.readsWholeLog(SourceText(name: "query", text: text))
    }
    #expect(readsWholeLog("events"))
    #expect(readsWholeLog("events from 2026-01-01T10:00:00Z to 2026-01-01T11:00:00Z | limit 5"))
    #expect(!readsWholeLog("events of pod a"))
    #expect(!readsWholeLog("pods"))
    #expect(!readsWholeLog("evnts"))
  }
}
