import EventLog
import Ingest
import Testing
import TopologyModel

@Suite("Standard input without times", .serialized)
struct ArrivalTests {
  private static let changes: [(String, at: Int)] = [
    (Input.event("ADDED", Input.pod("a", 30)) + "\n", at: 1),
    (Input.event("ADDED", Input.pod("b", 7)) + "\n" + #"{"type":"MODI"#, at: 2),
    (#"FIED","object":"# + Input.pod("b", 31) + "}\n", at: 5),
    (Input.event("MODIFIED", Input.pod("a", 33)) + "\n", at: 9),
  ]

  private func importing(
    _ pieces: [(String, at: Int)],
    into store: TestStore,
    change: (inout ImportOptions) -> Void = { _ in }
  ) throws -> ImportReport {
    try PipedInput.with(pieces) { clock in
      try store.run("-") {
        $0.arrivalTime = clock
        change(&$0)
      }
    }
  }

  private func times(_ store: TestStore) throws -> [String: Instant] {
    let found = try store.events().map { ("\($0.type) \($0.revision?.text ?? "-")", $0.observedAt) }
    return Dictionary(found) { first, _ in first }
  }

  @Test("each record of a watch is observed when its last line arrived")
  func watch() throws {
    let store = try TestStore()
    let report = try importing(Self.changes, into: store)
    #expect(report.isComplete)
    let times = try times(store)
    // The items of the initial listing count from when it was complete.
    #expect(times["added 30"] == PipedInput.time(2))
    #expect(times["added 7"] == PipedInput.time(2))
    #expect(times["listingComplete 30"] == PipedInput.time(2))
    #expect(times["modified 31"] == PipedInput.time(5))
    #expect(times["modified 33"] == PipedInput.time(9))
    #expect(times["watchClosed 33"] == PipedInput.time(9))
    #expect(try store.events().allSatisfy { $0.evidence.timeSource == .assumed })
    let note = try #require(report.notes.first { $0.code == "times-assumed" })
    #expect(
      note.message.contains(
        "when it arrived, from \(PipedInput.time(1)) to \(PipedInput.time(9))"
      )
    )
  }

  @Test("manifests are observed when the last of them arrived")
  func manifests() throws {
    let store = try TestStore()
    let pieces = [
      (Manifests.service("a") + "-", at: 1), ("--\n" + Manifests.pod("p"), at: 4),
      ("# end\n", at: 6),
    ]
    let report = try importing(pieces, into: store)
    #expect(
      try store.events().map { $0.observedAt } == Array(repeating: PipedInput.time(6), count: 4)
    )
    #expect(report.notes.map { $0.message.contains("observed at \(PipedInput.time(6))") } == [true])
    #expect(try importing(pieces.map { ($0.0, at: $0.at + 60) }, into: store).appended == 0)
  }

  @Test("each list is observed when its last line arrived")
  func lists() throws {
    let store = try TestStore()
    func list(_ item: String) -> String {
      "{\n  \"kind\": \"List\",\n  \"items\": [\(item)]\n}\n"
    }
    let first = list(Input.pod("a", 30))
    _ = try importing(
      [
        (String(first.dropLast(4)), at: 1), (String(first.suffix(4)), at: 3),
        (list(Input.pod("a", 31)), at: 60),
      ],
      into: store
    )
    let found = try store.events()
    #expect(found.map { $0.type } == [.added, .listingComplete, .replaced, .listingComplete])
    #expect(found.map { $0.observedAt } == [3, 3, 60, 60].map { PipedInput.time($0) })
  }

  @Test("the same bytes again, at other times and in other pieces, append nothing")
  func twice() throws {
    let store = try TestStore()
    let first = try importing(Self.changes, into: store)
    let again = try importing(
      [(Self.changes.map { $0.0 }.joined(), at: 3600)],
      into: store
    )
    #expect(again.appended + again.seen == 0)
    #expect(again.duplicates == first.appended)
    let text = Self.changes.map { $0.0 }.joined()
    let file = try store.run(try store.write(text, to: "w.json")) {
      $0.importTime = PipedInput.time(7200)
    }
    #expect(file.appended + file.seen == 0)
  }

  @Test("an asserted time wins")
  func asserted() throws {
    let store = try TestStore()
    let report = try importing(Self.changes, into: store) { $0.assumedTime = PipedInput.time(-5) }
    #expect(try store.events().allSatisfy { $0.observedAt == PipedInput.time(-5) })
    #expect(report.notes.allSatisfy { !$0.message.contains("arrived") })
  }

  @Test("where the clock steps back, times stay")
  func clockStep() throws {
    let store = try TestStore()
    var changes = Self.changes
    changes[2].at = 1
    _ = try importing(changes, into: store)
    let times = try times(store)
    #expect(times["modified 31"] == PipedInput.time(2))
    #expect(times["modified 33"] == PipedInput.time(9))
  }

  @Test("times of their own count, whenever the records arrive")
  func ownTimes() throws {
    let store = try TestStore()
    _ = try importing(
      [
        (Input.watch(1, "ADDED", Input.pod("a", 5)) + "\n", at: 50),
        (Input.watch(2, "MODIFIED", Input.pod("a", 6)) + "\n", at: 51),
      ],
      into: store
    )
    #expect(try store.events().allSatisfy { $0.observedAt < TestStore.importTime })
    #expect(try store.events().allSatisfy { $0.evidence.timeSource == .received })
  }
}
