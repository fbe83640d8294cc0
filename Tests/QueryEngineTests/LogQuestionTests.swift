import EventLog
import Testing
import TopologyModel

@testable import QueryEngine

/// Questions about the log where it is not told in order, or not told whole.
@Suite("questions about the log")
struct LogQuestionTests {
  private static func texts(_ answer: Answer, _ names: [String]) -> [[String]] {
    let indexes = names.compactMap { name in answer.columns.firstIndex { $0.name == name } }
    return answer.rows.map { row in indexes.map { ValueText.plain(row.values[$0]) } }
  }

  private static func identities(_ store: TestStore, _ pod: String) throws -> [[String]] {
    let answer = try store.answer("history of pod \(pod)")
    return texts(answer, ["revision", "field", "old", "new"])
  }

  @Test("the summary of a state that arrives late is of what was there before it by revision")
  func lateSummary() throws {
    let store = try TestStore()
    try store.tell(.added, pod: "a", at: 10, revision: 10, node: "n1")
    try store.tell(.modified, pod: "a", at: 30, revision: 30, node: "n3")
    try store.tell(.modified, pod: "a", at: 40, revision: 20, node: "n2")
    let answer = try store.answer("events of pod a")
    let summaries = Self.texts(answer, ["revision", "summary"])
    #expect(summaries.map { $0[0] } == ["10", "30", "20"])
    #expect(summaries[1][1].contains("n1 → n3"), "\(summaries[1])")
    #expect(summaries[2][1].contains("n1 → n2"), "\(summaries[2])")
  }

  @Test("an object that left the filter and came back appears again, with no change in between")
  func backInTheFilter() throws {
    let store = try TestStore()
    try store.tell(.added, pod: "a", at: 10, revision: 10, node: "n1")
    try store.tell(.leftFilter, pod: "a", at: 20, revision: 20, node: "n2")
    try store.tell(.added, pod: "a", at: 30, revision: 30, node: "n3")
    #expect(
      try Self.identities(store, "a") == [
        ["10", "metadata.uid", "", "uid-a"], ["20", "metadata.uid", "uid-a", ""],
        ["30", "metadata.uid", "", "uid-a"],
      ]
    )
    let summaries = Self.texts(try store.answer("events of pod a"), ["summary"])
    #expect(!summaries[2][0].contains("→"), "\(summaries)")
  }

  @Test("the body of a deletion is no new state")
  func deletion() throws {
    let store = try TestStore()
    try store.tell(.added, pod: "a", at: 10, revision: 10, node: "n1")
    try store.tell(.deleted, pod: "a", at: 20, revision: 20, node: "n2")
    #expect(
      try Self.identities(store, "a") == [
        ["10", "metadata.uid", "", "uid-a"], ["20", "metadata.uid", "uid-a", ""],
      ]
    )
  }

  @Test("an incarnation whose end only a listing told ended where the next one took its slot")
  func replaced() throws {
    let store = try TestStore()
    try store.tell(.added, pod: "a", at: 10, revision: 10, node: "n1", uid: "first")
    try store.observe(.watchClosed, at: 12, revision: 10)
    try store.tell(.added, pod: "a", at: 30, revision: 20, node: "n1", uid: "second")
    let second = try ObservationDetails.Member(uid: "second", revision: #require(Revision("20")))
    try store.observe(.listingComplete, at: 30, revision: 30, members: [second])
    try store.observe(.watchOpened, at: 30, revision: 30)
    let rows = try Self.identities(store, "a")
    #expect(rows.contains(["20", "metadata.uid", "first", ""]), "\(rows)")
    #expect(rows.contains(["20", "metadata.uid", "", "second"]), "\(rows)")
    #expect(rows.count == 3, "\(rows)")
  }

  /// Epoch 0 watched from 0 to 20, epoch 1, whose revisions begin anew, from 30 to 50.
  private static func restored() throws -> TestStore {
    let store = try TestStore()
    try store.tell(.added, pod: "a", at: 10, revision: 110, node: "n1")
    try store.observe(.watchClosed, at: 20, revision: 120)
    let member = try ObservationDetails.Member(uid: "uid-b", revision: #require(Revision("5")))
    try store.tell(.added, pod: "b", at: 30, revision: 5, node: "n1", epoch: 1)
    try store.observe(.listingComplete, at: 30, revision: 10, epoch: 1, members: [member])
    try store.observe(.watchOpened, at: 30, revision: 10, epoch: 1)
    try store.observe(.bookmark, at: 50, revision: 40, epoch: 1)
    return store
  }

  @Test("with its epoch a row ends, at an instant as over a span")
  func endsWithTheEpoch() throws {
    let store = try Self.restored()
    let single = try store.answer("pods at 1970-01-01T00:00:15Z")
    #expect(Self.texts(single, ["name"]) == [["a"]])
    #expect(single.rows.map(\.until) == [Sample.time(30)])
    let whole = try store.answer("pods from 1970-01-01T00:00:05Z to 1970-01-01T00:00:45Z")
    #expect(Self.texts(whole, ["name"]) == [["a"], ["b"]])
    #expect(whole.rows[0].until == Sample.time(30))
  }

  @Test("a gap ends with its epoch, in notes and in coverage")
  func gaps() throws {
    let store = try Self.restored()
    let whole = try store.answer("pods from 1970-01-01T00:00:05Z to 1970-01-01T00:00:45Z")
    let gaps = whole.notes.filter { $0.code == .notObserved }
    #expect(gaps.map(\.from) == [Sample.time(20)])
    #expect(gaps.map(\.until) == [Sample.time(30)])
    let after = try store.answer("pods at 1970-01-01T00:00:35Z")
    #expect(!after.notes.contains { $0.code == .notObserved })
    let coverage = try store.answer("coverage of pod")
    #expect(coverage.rows.contains { $0.from == Sample.time(20) && $0.until == Sample.time(30) })
    #expect(coverage.rows.contains { $0.from == Sample.time(30) })
  }

  @Test("the history over a span of an earlier epoch is not unobserved because of the later one")
  func historyNotes() throws {
    let store = try Self.restored()
    let answer = try store.answer(
      "history of pod a from 1970-01-01T00:00:05Z to 1970-01-01T00:00:15Z"
    )
    #expect(answer.rows.count == 1)
    #expect(answer.notes == [])
  }
}
