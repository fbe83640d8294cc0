import EventLog
import Foundation
import Ingest
import Testing
import TopologyModel

@Suite("Order and repetition do not matter")
struct IdempotenceTests {
  @Test("the files one by one, in any order, say what the folder says", arguments: Recordings.small)
  func anyOrder(recording: String) throws {
    let folder = try TestStore()
    try folder.run(Recordings.folder(recording))
    let expected = Knowledge(try folder.events())
    let files = Recordings.files(recording)
    for order in [[0, 1, 2, 3, 4], [4, 3, 2, 1, 0], [2, 4, 1, 3, 0]] {
      let store = try TestStore()
      for index in order { try store.run(files[index]) }
      #expect(Knowledge(try store.events()) == expected)
    }
  }

  @Test("several recordings in one cluster, in any order, say the same")
  func anyOrderOfRecordings() throws {
    let names = ["seed", "watch-gap", "outage"]
    var found: Set<Knowledge> = []
    for order in [names, Array(names.reversed())] {
      let store = try TestStore()
      for name in order { try store.run(Recordings.folder(name)) { $0.cluster = "one" } }
      found.insert(Knowledge(try store.events()))
    }
    #expect(found.count == 1)
  }

  @Test("a second import appends nothing", arguments: Recordings.small)
  func twice(recording: String) throws {
    let store = try TestStore()
    let first = try store.run(Recordings.folder(recording))
    let head = try store.events().count
    try store.reopen()
    let second = try store.run(Recordings.folder(recording))
    #expect(try store.events().count == head)
    #expect(second.appended + second.seen == 0)
    #expect(second.duplicates == first.appended + first.duplicates + first.seen)
    #expect(second.differences.isEmpty)
    #expect(first.appended + first.seen == head)
  }

  @Test("input without times gives nothing new when it is imported later again")
  func twiceWithoutTimes() throws {
    let store = try TestStore()
    let path = Recordings.file("seed", "kubectl-watch-pods.json.zst")
    try store.run(path)
    let head = try store.events().count
    let second = try store.run(path) {
      $0.importTime = $0.importTime.advanced(byNanoseconds: 60_000_000_000)
    }
    #expect(second.appended + second.seen == 0)
    #expect(try store.events().count == head)
  }

  @Test("an import that was interrupted is completed by repeating it", arguments: [0, 1, 3, 8])
  func interrupted(appends: Int) throws {
    let whole = try TestStore()
    try whole.run(Recordings.folder("watch-gap"))
    let store = try TestStore(participants: [FailingParticipant(afterAppends: appends)])
    #expect(throws: FailingParticipant.Killed.self) {
      try store.run(Recordings.folder("watch-gap")) { $0.batchEventsMax = 17 }
    }
    try store.reopen()
    try store.run(Recordings.folder("watch-gap")) { $0.batchEventsMax = 23 }
    #expect(
      try store.events().map { $0.withoutPosition } == whole.events().map { $0.withoutPosition }
    )
  }

  @Test("batches do not change what is appended", arguments: [1, 7, 1000])
  func batches(eventsMax: Int) throws {
    let whole = try TestStore()
    try whole.run(Recordings.folder("seed"))
    let store = try TestStore()
    try store.run(Recordings.folder("seed")) { $0.batchEventsMax = eventsMax }
    #expect(try store.events() == whole.events())
  }

  @Test("kubectl's output of a recorded watch adds nothing to the recording")
  func kubectlAfterRecording() throws {
    for kind in ["services", "endpointslices", "pods"] {
      let store = try TestStore()
      try store.run(Recordings.file("seed", "watch-\(kind).jsonl.zst"))
      let report = try store.run(Recordings.file("seed", "kubectl-watch-\(kind).json.zst")) {
        $0.cluster = "seed"
      }
      let feed = try #require(report.feeds.first?.feed)
      let added = try store.events().filter { $0.feed == feed.name }
      // Of the initial listing's items kubectl's order makes watched changes, where it can.
      #expect(added.allSatisfy { $0.object == nil || $0.type == .seen })
      #expect(report.differingBodies == 0)
    }
  }

  @Test("a body that means something else is counted and told; the log keeps the first")
  func differingBodies() throws {
    let store = try TestStore()
    let one = Input.pod("a", 5, extra: #","labels":{"app":"one"}"#)
    let two = Input.pod("a", 5, extra: #","labels":{"app":"two"}"#)
    try store.run(try store.write(Input.watch(1, "ADDED", one), to: "c/one.jsonl"))
    let report = try store.run(try store.write(Input.watch(2, "ADDED", two), to: "c/two.jsonl"))
    #expect(report.duplicates == 1)
    #expect(report.differingBodies == 1)
    let difference = try #require(report.differences.first)
    #expect(difference.field == "metadata.labels.app")
    #expect(difference.object.slot.name == "a")
    #expect(difference.revision.text == "5")
    #expect(difference.file.hasSuffix("two.jsonl"))
    let added = try #require(try store.events().first { $0.object != nil })
    #expect(try store.body(added).contains("one"))
  }

  @Test("the order of members and the kind that list items lack are no difference")
  func equalBodies() throws {
    let store = try TestStore()
    let watch = try store.write(
      Input.watch(1, "ADDED", Input.pod("a", 5, extra: #","labels":{"a":"1","b":"2"}"#)),
      to: "c/w.jsonl"
    )
    let list = try store.write(
      Input.list(
        2,
        9,
        [
          """
          {"metadata":{"labels":{"b":"2","a":"1"},"uid":"uid-a","name":"a","namespace":"shop",\
          "resourceVersion":"5"},"spec":{},"status":{}}
          """
        ]
      ),
      to: "c/l.jsonl"
    )
    let report = try store.run(watch, list)
    #expect(report.duplicates == 1)
    #expect(report.differingBodies == 0)
  }
}
