import EventLog
import Projections
import Testing
import TopologyModel

@testable import QueryEngine

@Suite("query runner")
struct QueryRunnerTests {
  /// Pods a and b from second 10, b on another node from 20, a deleted at 30; watched until 40.
  private static func store() throws -> TestStore {
    let store = try TestStore()
    try store.tell(.added, pod: "a", at: 10, revision: 10, node: "n1")
    try store.tell(.added, pod: "b", at: 10, revision: 11, node: "n1")
    try store.tell(.modified, pod: "b", at: 20, revision: 20, node: "n2")
    try store.tell(.deleted, pod: "a", at: 30, revision: 30, node: "n1")
    try store.observe(.bookmark, at: 40, revision: 40)
    return store
  }

  private static func cells(_ answer: Answer) -> [[String]] {
    answer.rows.map { row in row.values.map { ValueText.plain($0) } }
  }

  @Test("rows carry the stretch in which they held as they stand, and the event that began it")
  func intervals() throws {
    let answer = try Self.store().answer("pods at 1970-01-01T00:00:25Z")
    #expect(answer.hasIntervals)
    #expect(answer.rows.map { $0.values[1] } == [.text("a"), .text("b")])
    #expect(answer.rows.map { $0.from } == [Sample.time(10), Sample.time(20)])
    #expect(answer.rows.map { $0.until } == [Sample.time(30), nil])
    #expect(answer.rows.map { $0.event?.value } == [3, 5])
    #expect(answer.rows.map { $0.certainty } == [.observed, .observed])
    #expect(answer.basis.position == LogPosition(7))
    #expect(answer.knownAt == nil)
  }

  @Test("merged rows are cut to the asked instant")
  func merged() throws {
    let answer = try Self.store().answer("pods at 1970-01-01T00:00:15Z | count by node")
    #expect(Self.cells(answer) == [["n1", "2"]])
    #expect(!answer.hasIntervals)
    #expect(answer.rows.map { $0.from } == [Sample.time(15)])
    #expect(answer.rows.map { $0.certainty } == [.clipped])
    #expect(answer.columns.map { $0.name } == ["node", "count"])
  }

  @Test("a count of nothing is zero")
  func zero() throws {
    let answer = try Self.store().answer(
      #"pods at 1970-01-01T00:00:15Z | where node = "n9" | count"#
    )
    #expect(Self.cells(answer) == [["0"]])
  }

  @Test("`now` is the context's, and past what was observed rows are carried forward")
  func now() throws {
    let store = try Self.store()
    let carried = try store.answer("pods", now: 100)
    #expect(carried.time == .at(Sample.time(100)))
    #expect(carried.rows.map { $0.values[1] } == [.text("b")])
    let earlier = try store.answer("pods at -10s", now: 25)
    #expect(earlier.time == .at(Sample.time(15)))
    #expect(earlier.rows.map { $0.values[1] } == [.text("a"), .text("b")])
  }

  @Test("what is known at an event does not depend on later events")
  func knownAt() throws {
    let query = "pods at 1970-01-01T00:00:25Z as known at event 4"
    let store = try Self.store()
    let answer = try store.answer(query)
    #expect(answer.knownAt == LogPosition(4))
    #expect(answer.basis.position == LogPosition(4))
    #expect(answer.rows.map { $0.until } == [nil, nil])
    try store.tell(.deleted, pod: "b", at: 50, revision: 50, node: "n2")
    #expect(try store.answer(query) == answer)
  }

  @Test("rows beyond the limit are cut, with a note")
  func rowsMax() throws {
    let store = try Self.store()
    let query = "pods at 1970-01-01T00:00:25Z"
    let cut = try store.answer(query, rowsMax: 1)
    #expect(cut.rows.map { $0.values[1] } == [.text("a")])
    #expect(cut.notes.map { $0.code } == [.rowsLimited])
    #expect(try store.answer(query, rowsMax: 2).notes == [])
  }

  @Test("before the first listing there are no rows but a note")
  func beforeListing() throws {
    let answer = try Self.store().answer("pods at 1969-12-31T23:00:00Z")
    #expect(answer.rows == [])
    #expect(answer.notes.contains { $0.code == .notObserved })
  }

  @Test(
    "the optimizer and another run give the same answer",
    arguments: [
      "pods", #"pods | where phase = "Running" | where node = "n2""#,
      #"pods | where node = "n1" | where name like "*" | count by node"#,
      #"pods | where node != "n1" | where from > 1970-01-01T00:00:10Z"#,
      #"pods | where certainty = "observed" | where until is null | sort by name desc | limit 1"#,
      #"events | where kind = "Pod" | where type = "added" | count"#, "coverage",
      #"pods | where labels.app = "web" | where ready | select name"#,
    ]
  )
  func optimizer(query: String) throws {
    let store = try Self.store()
    for seconds in [5, 15, 25, 35, 100] {
      let answer = try store.answer(query, now: seconds)
      #expect(try store.answer(query, now: seconds, isOptimized: false) == answer)
      #expect(try store.answer(query, now: seconds) == answer)
    }
  }

  @Test(
    "a query that is wrong is refused with its code",
    arguments: [
      ("pods | where color = 1", "TQL0201"), ("pods at event 99", "TQL0216"),
      ("pods as known at event 99", "TQL0216"), ("pods | sort by name | select name", "TQL0212"),
    ]
  )
  func refuse(query: String, code: String) throws {
    let store = try Self.store()
    let refused = #expect(throws: TestStore.Refused.self) { try store.answer(query) }
    #expect(refused?.codes == [code])
  }
}
