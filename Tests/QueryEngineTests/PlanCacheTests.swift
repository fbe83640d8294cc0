import Diagnostics
import EventLog
import Projections
import Testing
import TopologyModel

@testable import QueryEngine

@Suite("plan cache")
struct PlanCacheTests {
  /// Pods a from second 10 and b from second 20.
  private static func store() throws -> TestStore {
    let store = try TestStore()
    try store.tell(.added, pod: "a", at: 10, revision: 10, node: "n1")
    try store.tell(.added, pod: "b", at: 20, revision: 20, node: "n1")
    return store
  }

  private static func count(
    _ query: String,
    _ store: TestStore,
    _ cache: PlanCache,
    now: Int = 30,
    namespace: String = "shop",
    parameters: [String: String] = [:]
  ) throws -> [Value] {
    let context = QueryContext(
      namespace: namespace,
      now: Sample.time(now),
      parameters: parameters
    )
    return try store.answer(query, context, cache: cache).rows.map { $0.values[0] }
  }

  @Test("a query that is asked again is answered the same")
  func again() throws {
    let store = try Self.store()
    let cache = PlanCache()
    for _ in 0..<3 {
      let count = try Self.count("pods at 1970-01-01T00:00:15Z | count", store, cache)
      #expect(count == [.integer(1)])
    }
  }

  @Test("what depends on `now` is not kept")
  func now() throws {
    let store = try Self.store()
    let cache = PlanCache()
    for query in [
      "pods | count", "pods at now | count", "pods at -0s | count",
      "let t = now\npods at $t | count",
    ] {
      #expect(try Self.count(query, store, cache, now: 15) == [.integer(1)], "\(query)")
      #expect(try Self.count(query, store, cache, now: 25) == [.integer(2)], "\(query)")
    }
    let filtered = "pods at 1970-01-01T00:00:25Z | where from < -5s"
    #expect(try Self.count(filtered, store, cache, now: 20).count == 1)
    #expect(try Self.count(filtered, store, cache, now: 30).count == 2)
  }

  @Test("the context, the parameters, and the basis belong to what a plan is kept for")
  func circumstances() throws {
    let store = try Self.store()
    let cache = PlanCache()
    let history = "show pod a at 1970-01-01T00:00:15Z | count"
    #expect(try Self.count(history, store, cache) == [.integer(1)])
    #expect(try Self.count(history, store, cache, namespace: "other") == [.integer(0)])
    let query = "# param t: instant\npods at $t | count"
    for (time, number) in [("1970-01-01T00:00:15Z", 1), ("1970-01-01T00:00:25Z", 2)] {
      let count = try Self.count(query, store, cache, parameters: ["t": time])
      #expect(count == [.integer(Int64(number))])
    }
    let known = "pods at 1970-01-01T00:00:25Z as known at event"
    #expect(try Self.count("\(known) 3 | count", store, cache) == [.integer(1)])
    #expect(try Self.count("\(known) 4 | count", store, cache) == [.integer(2)])
    let later = "pods at 1970-01-01T00:00:45Z | count"
    #expect(try Self.count(later, store, cache) == [.integer(2)])
    try store.tell(.added, pod: "c", at: 40, revision: 40, node: "n1")
    #expect(try Self.count(later, store, cache) == [.integer(3)])
  }

  @Test("another instant at the end of a text is answered with the same plan")
  func instants() throws {
    let store = try Self.store()
    // The cluster is created anew.
    let member = try ObservationDetails.Member(uid: "uid-c", revision: #require(Revision("5")))
    try store.observe(.watchClosed, at: 35, revision: 20)
    try store.tell(.added, pod: "c", at: 40, revision: 5, node: "n1", epoch: 1)
    try store.observe(.listingComplete, at: 40, revision: 10, epoch: 1, members: [member])
    try store.observe(.watchOpened, at: 40, revision: 10, epoch: 1)
    let cache = PlanCache()
    let context = QueryContext(namespace: "shop", now: Sample.time(60))
    func names(_ query: String) throws -> [String] {
      let answer = try store.answer(query, context, cache: cache)
      #expect(try answer == store.answer(query, context), "\(query)")
      let column = try #require(answer.columns.firstIndex { $0.name == "name" })
      return answer.rows.map { ValueText.plain($0.values[column]) }
    }
    var counts: Set<Int> = []
    for _ in 0..<2 {
      #expect(try names("pods at 1970-01-01T00:00:05Z").isEmpty)
      #expect(try names("pods at 1970-01-01T00:00:15Z") == ["a"])
      #expect(try names("pods at 1970-01-01T00:00:25.000Z") == ["a", "b"])
      #expect(try names("pods  at 1970-01-01T00:00:45Z") == ["c"])
      for second in [15, 25, 45] {
        counts.insert(try names("events at 1970-01-01T00:00:\(second)Z").count)
      }
    }
    #expect(counts.count == 3)
    let text = "pods  at 1970-01-01T00:00:55.5Z"
    let answer = try store.answer(text, context, cache: cache)
    #expect(answer.query == "pods at 1970-01-01T00:00:55.5Z")
    #expect(answer.time == .at(Instant(nanoseconds: 55_500_000_000)))
  }

  @Test("texts that were not asked for longest are forgotten")
  func bound() throws {
    let store = try Self.store()
    let cache = PlanCache()
    let first = "pods at 1970-01-01T00:00:15Z | limit 0"
    _ = try Self.count(first, store, cache)
    #expect(cache.query(SourceText(name: "query", text: first)) != nil)
    for number in 1...PlanCache.queriesMax {
      _ = try Self.count("pods at 1970-01-01T00:00:15Z | limit \(number)", store, cache)
    }
    #expect(cache.query(SourceText(name: "query", text: first)) == nil)
    let last = "pods at 1970-01-01T00:00:15Z | limit \(PlanCache.queriesMax)"
    #expect(cache.query(SourceText(name: "query", text: last)) != nil)
  }

  @Test("a query that is wrong has no plan and is not kept")
  func refused() throws {
    let store = try Self.store()
    let cache = PlanCache()
    #expect(throws: TestStore.Refused.self) {
      try Self.count("pods at noon", store, cache)
    }
    #expect(cache.query(SourceText(name: "query", text: "pods at noon")) == nil)
  }
}
