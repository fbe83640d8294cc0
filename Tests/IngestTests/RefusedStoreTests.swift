import EventLog
import Foundation
import Ingest
import Testing
import TopologyModel

@Suite("A store that is refused")
struct RefusedStoreTests {
  private func path(_ store: TestStore) throws -> String { try store.log.path }

  /// A header of SQLite with the marks that programs leave in it.
  private func header(version: UInt8, application: [UInt8]) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 100)
    bytes.replaceSubrange(0..<16, with: Array("SQLite format 3\0".utf8))
    bytes[31] = 5
    bytes[63] = version
    bytes.replaceSubrange(68..<72, with: application)
    return bytes
  }

  /// Lists of which the second begins an epoch.
  private func lists(_ name: String, seconds: Int) -> String {
    Input.lines(
      Input.list(seconds, 100, [Input.pod(name, 90)]),
      Input.list(seconds + 1, 40, [Input.pod(name, 30)])
    )
  }

  @Test("a database of another program is no store")
  func foreign() throws {
    let store = try TestStore()
    let file = try store.write(header(version: 3, application: [1, 2, 3, 4]), to: "history.db")
    let error = ImportError.foreignDatabase(path: file)
    #expect(throws: error) { try store.run(file) }
    #expect(error.message == "`\(file)` is an SQLite database, but not a Hindcast store")
    #expect(error.help?.contains("recording's watch") == true)
    #expect(error.category == .incorrect)
  }

  @Test("a store of a newer version is named as such")
  func newer() throws {
    let store = try TestStore()
    let mark = Array("HCST".utf8)
    let file = try store.write(header(version: 99, application: mark), to: "newer.db")
    #expect(throws: EventLogError.newerSchema(path: file, found: 99, supported: 4)) {
      try store.run(file)
    }
    #expect(try store.events().isEmpty)
  }

  @Test("of a store whose chain is broken nothing is imported, and the position is told")
  func damaged() throws {
    let source = try TestStore()
    try source.run(Recordings.folder("outage"))
    let path = try path(source)
    let hash = try source.log.read { try $0.hash(at: LogPosition(7)) }
    let count = try source.events().count
    try source.reopen()
    var bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
    // SQLite may have left copies in the free space of pages.
    let places = bytes.indices.filter { bytes[$0...].starts(with: hash.bytes) }
    #expect(!places.isEmpty)
    for place in places { bytes[place] ^= 1 }
    let damaged = try source.write(bytes, to: "damaged.db")
    let copy = try TestStore()
    let good = try copy.write(
      Input.lines(Input.watch(1, "ADDED", Input.pod("a", 5))),
      to: "watch-pods.jsonl"
    )
    let report = try copy.run(damaged, good)
    #expect(
      report.failures.map { $0.message }
        == ["event 7 is damaged: its hash does not follow from its content"]
    )
    #expect(report.failures.first?.help.contains("hindcast verify --store") == true)
    #expect(report.feeds.map { $0.records } == [0, 1])
    #expect(report.recordsNotRead == count)
    #expect(try copy.events().allSatisfy { $0.feed == "watch-pods.jsonl" })
  }

  @Test("epochs that two stores number by themselves are not mixed")
  func epochs() throws {
    let source = try TestStore()
    try source.run(try source.write(lists("a", seconds: 1), to: "lists.jsonl")) { $0.cluster = "c" }
    #expect(try Set(source.events().map { $0.epoch }) == [0, 1])
    let other = try TestStore()
    try other.run(try other.write(lists("b", seconds: 9), to: "lists.jsonl")) { $0.cluster = "c" }
    let before = try other.events()
    let refused = try other.run(try path(source))
    #expect(refused.failures.first?.message.contains("number its epochs") == true)
    #expect(refused.failures.first?.help.contains("--cluster") == true)
    #expect(try other.events() == before)
    #expect(try other.run(try path(source)) { $0.cluster = "d" }.isComplete)
    // A store that is a part of the other has the same numbers.
    let copy = try TestStore()
    try copy.run(try path(source))
    try source.run(Recordings.folder("seed")) { $0.cluster = "c" }
    #expect(try copy.run(try path(source)).isComplete)
    #expect(try copy.events() == source.events())
    #expect(try source.run(try path(copy)).appended == 0)
  }

  @Test("revisions that two stores gave to manifests are not mixed")
  func manifests() throws {
    let source = try TestStore()
    try source.run(try source.write(Manifests.service("a"), to: "a.yaml"))
    let other = try TestStore()
    try other.run(try other.write(Manifests.service("b"), to: "b.yaml"))
    let refused = try other.run(try path(source))
    #expect(refused.failures.first?.message.contains("gave them revisions") == true)
    let copy = try TestStore()
    try copy.run(try path(source))
    try source.run(try source.write(Manifests.service("b"), to: "b.yaml"))
    #expect(try copy.run(try path(source)).isComplete)
    #expect(try copy.events() == source.events())
  }

  @Test("manifests and what a cluster says of itself stay apart")
  func formats() throws {
    let source = try TestStore()
    try source.run(try source.write(Manifests.service("a"), to: "a.yaml"))
    let other = try TestStore()
    try other.run(Recordings.folder("seed")) { $0.cluster = "default" }
    let before = try other.events().count
    let refused = try other.run(try path(source))
    #expect(refused.failures.first?.message.contains("manifests have none") == true)
    #expect(try other.events().count == before)
  }
}
