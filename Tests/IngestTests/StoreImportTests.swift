import EventLog
import Foundation
import Ingest
import Testing
import TopologyModel

@Suite("Another store")
struct StoreImportTests {
  /// A store of a cluster `c`: a list without times, the watch that has the same objects, and what
  /// followed, so that there are `seen` events.
  private func recorded() throws -> TestStore {
    let store = try TestStore()
    let list = #"{"kind":"List","apiVersion":"v1","items":[\#(Input.pod("a", 5))]}"#
    try store.run(try store.write(list, to: "list.json")) { $0.cluster = "c" }
    let watch = Input.lines(
      Input.watch(1, "ADDED", Input.pod("a", 5)),
      Input.watch(2, "MODIFIED", Input.pod("a", 6)),
      Input.watch(3, "DELETED", Input.pod("a", 7))
    )
    try store.run(try store.write(watch, to: "watch-pods.jsonl")) { $0.cluster = "c" }
    return store
  }

  private func path(_ store: TestStore) throws -> String { try store.log.path }

  private func feeds(_ store: TestStore) throws -> [FeedDescription] {
    try store.log.read { snapshot in
      try snapshot.clusters().flatMap { try snapshot.feeds(clusterID: $0.id).map { $0.feed } }
    }
  }

  @Test("becomes the same events, bodies and feeds, in the same order")
  func copied() throws {
    let source = try TestStore()
    try source.run(Recordings.folder("outage"))
    let copy = try TestStore()
    let report = try copy.run(try path(source))
    let events = try source.events()
    #expect(report.isComplete)
    #expect(report.records == events.count)
    #expect(report.appended + report.seen == events.count)
    #expect(try copy.events() == events)
    #expect(try feeds(copy) == feeds(source))
    for event in events { #expect(try copy.body(event) == source.body(event)) }
    #expect(try copy.log.read { try $0.firstDamage { _ in } } == nil)
  }

  @Test("carries what was seen again")
  func seen() throws {
    let source = try recorded()
    let events = try source.events()
    #expect(events.contains { $0.type == .seen })
    let copy = try TestStore()
    try copy.run(try path(source))
    #expect(try copy.events() == events)
  }

  @Test("imported again appends nothing, and what it got since is appended")
  func again() throws {
    let source = try recorded()
    let copy = try TestStore()
    try copy.run(try path(source))
    let count = try source.events().count
    let again = try copy.run(try path(source))
    #expect(again.appended + again.seen == 0)
    #expect(again.duplicates == count)
    #expect(again.differingBodies == 0)
    let more = Input.lines(Input.watch(9, "ADDED", Input.pod("b", 9)))
    try source.run(try source.write(more, to: "watch-more.jsonl")) { $0.cluster = "c" }
    let updated = try copy.run(try path(source))
    #expect(updated.duplicates == count)
    #expect(try copy.events() == source.events())
  }

  @Test("merges with another in both orders into the same knowledge")
  func merged() throws {
    let first = try recorded()
    let second = try TestStore()
    try second.run(Recordings.folder("outage")) { $0.cluster = "c" }
    let list = #"{"kind":"List","apiVersion":"v1","items":[\#(Input.pod("a", 6))]}"#
    try second.run(try second.write(list, to: "later.json")) { $0.cluster = "c" }
    let forwards = try TestStore()
    try forwards.run(try path(first), try path(second))
    let backwards = try TestStore()
    try backwards.run(try path(second), try path(first))
    #expect(try Knowledge(forwards.events()) == Knowledge(backwards.events()))
    let again = try backwards.run(try path(first), try path(second))
    #expect(again.appended + again.seen == 0)
  }

  @Test("that was interrupted is completed by importing it again", arguments: [0, 1, 4])
  func interrupted(appends: Int) throws {
    let source = try TestStore()
    try source.run(Recordings.folder("outage"))
    let copy = try TestStore(participants: [FailingParticipant(afterAppends: appends)])
    #expect(throws: FailingParticipant.Killed.self) {
      try copy.run(try path(source)) { $0.batchEventsMax = 16 }
    }
    try copy.reopen()
    try copy.run(try path(source))
    #expect(try copy.events() == source.events())
  }

  @Test("cannot be imported into itself, through whatever link")
  func itself() throws {
    let store = try recorded()
    let path = try path(store)
    let link = store.folder.appending(path: "link.db").path()
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
    let count = try store.events().count
    for name in [path, link, path + "-wal", path + "-shm"] {
      #expect(throws: ImportError.intoItself(path: name)) { try store.run(name) }
      #expect(throws: ImportError.intoItself(path: name)) {
        try Importer.check(
          [name],
          options: ImportOptions(importTime: TestStore.importTime),
          storePath: path
        )
      }
    }
    #expect(try store.events().count == count)
    #expect(ImportError.intoItself(path: path).category == .incorrect)
    #expect(ImportError.intoItself(path: path).message.contains("would be imported into"))
    #expect(ImportError.intoItself(path: path).help?.contains("--store") == true)
  }

  @Test("gets another cluster's name where it has one cluster")
  func renamed() throws {
    let source = try recorded()
    let copy = try TestStore()
    try copy.run(try path(source)) { $0.cluster = "other" }
    #expect(try copy.events().map { $0.cluster } == source.events().map { _ in "other" })
    try source.run(Recordings.folder("seed"))
    let error = ImportError.severalClusters(path: try path(source), clusters: ["c", "seed"])
    #expect(throws: error) { try copy.run(try path(source)) { $0.cluster = "other" } }
    #expect(error.message.hasSuffix("has 2 clusters, which cannot have one name: `c`, `seed`"))
    #expect(error.help?.contains("--cluster") == true)
    #expect(error.category == .incorrect)
  }

  @Test("says that options about the input do nothing")
  func unusedOptions() throws {
    let source = try recorded()
    let copy = try TestStore()
    let report = try copy.run(try path(source)) {
      $0.assumedTime = TestStore.importTime
      $0.completeScope = .all
    }
    #expect(report.notes.map { $0.code } == ["options-unused"])
    #expect(report.notes.first?.message.hasPrefix("`--at`, `--complete`: ") == true)
  }

  @Test("tells its progress, to the end")
  func progress() throws {
    let source = try TestStore()
    try source.run(Recordings.folder("outage"))
    let copy = try TestStore()
    let told = ToldProgress()
    var options = ImportOptions(importTime: TestStore.importTime)
    options.batchEventsMax = 50
    _ = try Importer(log: try copy.log, options: options) { told.add($0) }
      .importPaths([try path(source)])
    let all = told.all
    #expect(all.count > 4)
    #expect(all.map { $0.bytesRead } == all.map { $0.bytesRead }.sorted())
    #expect(all.last?.bytesRead == all.last?.bytesTotal)
    #expect(all.last?.eventsAppended == (try copy.events().count))
  }
}
