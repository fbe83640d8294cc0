import EventLog
import Foundation
import GRDB
import Testing
import TopologyModel

@Suite struct StoreTests {
  @Test("a second writer is refused and told who holds the store")
  func secondWriter() throws {
    let store = try TestStore()
    try store.append(Draft.pod("a", 1))
    let path = store.path
    #expect(throws: EventLogError.lockedByWriter(path: path, holder: "the first writer")) {
      try TestStore.open(path)
    }
    try store.append(Draft.pod("a", 2))
    try store.close()
    let next = try TestStore.open(path)
    defer { try? next.close() }
    #expect(try TestStore.events(next).count == 2)
    #expect(throws: EventLogError.lockedByWriter(path: path, holder: "the next writer")) {
      try TestStore.open(path)
    }
  }

  @Test("readers work beside a writer, and each sees one moment")
  func readers() throws {
    let store = try TestStore()
    try store.append(Draft.pod("a", 1))
    let reader = try TestStore.open(store.path, access: .readOnly)
    let other = try TestStore.open(store.path, access: .readOnly)
    defer {
      try? reader.close()
      try? other.close()
    }
    try reader.read { snapshot throws in
      let before = try snapshot.head()
      try store.append(Draft.pod("a", 2), Draft.pod("b", 3))
      #expect(try snapshot.head().position == before.position)
      #expect(try snapshot.head().hash == before.hash)
      #expect(try snapshot.event(at: LogPosition(2)) == nil)
      #expect(try other.read { try $0.head().position } == LogPosition(3))
    }
    #expect(try reader.read { try $0.head().position } == LogPosition(3))
  }

  @Test("a reader cannot append")
  func readerCannotAppend() throws {
    let store = try TestStore()
    let reader = try TestStore.open(store.path, access: .readOnly)
    defer { try? reader.close() }
    #expect(throws: EventLogError.self) { try reader.append([Draft.pod("a", 1)]) }
    #expect(try store.head() == .zero)
  }

  @Test("a store of a newer version is refused, for reading and for writing")
  func newerSchema() throws {
    let store = try TestStore()
    try store.append(Draft.pod("a", 1))
    try store.tamper { try $0.execute(sql: "PRAGMA user_version = 99") }
    let before = try Data(contentsOf: URL(fileURLWithPath: store.path))
    let expected = EventLogError.newerSchema(path: store.path, found: 99, supported: 4)
    #expect(throws: expected) { try TestStore.open(store.path) }
    #expect(throws: expected) { try TestStore.open(store.path, access: .readOnly) }
    #expect(try Data(contentsOf: URL(fileURLWithPath: store.path)) == before)
    #expect(expected.category == .unsupported)
  }

  @Test("a refused store can be opened when it is mended")
  func mended() throws {
    let store = try TestStore()
    try store.append(Draft.pod("a", 1))
    try store.tamper { try $0.execute(sql: "PRAGMA user_version = 99") }
    #expect(throws: EventLogError.self) { try TestStore.open(store.path) }
    try store.tamper { try $0.execute(sql: "PRAGMA user_version = 4") }
    try store.reopen()
    #expect(try store.head() == LogPosition(1))
  }

  @Test("a foreign SQLite file is refused and left as it is", arguments: ["DELETE", "WAL"])
  func foreignDatabase(journal: String) throws {
    let store = try TestStore()
    let file = store.folder.appendingPathComponent("foreign-\(journal).db")
    let queue = try DatabaseQueue(path: file.path)
    try queue.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA journal_mode = \(journal)")
      try db.execute(sql: "CREATE TABLE recipe (id INTEGER PRIMARY KEY, name TEXT)")
      try db.execute(sql: "INSERT INTO recipe (name) VALUES ('soup')")
    }
    try queue.close()
    try expectRefused(file)
  }

  @Test("a text file is refused and left as it is", arguments: ["not a store\n", "x", "SQLite"])
  func textFile(content: String) throws {
    let store = try TestStore()
    let file = store.folder.appendingPathComponent("notes.txt")
    try Data(content.utf8).write(to: file)
    try expectRefused(file)
  }

  private func expectRefused(
    _ file: URL,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let before = try Data(contentsOf: file)
    let expected = EventLogError.notAStore(path: file.path)
    #expect(throws: expected, sourceLocation: sourceLocation) { try TestStore.open(file.path) }
    #expect(throws: expected, sourceLocation: sourceLocation) {
      try TestStore.open(file.path, access: .readOnly)
    }
    #expect(try Data(contentsOf: file) == before, sourceLocation: sourceLocation)
    let names = try FileManager.default.contentsOfDirectory(
      atPath: file.deletingLastPathComponent().path
    )
    let beside = names.filter { $0.hasPrefix(file.lastPathComponent) }
    #expect(beside == [file.lastPathComponent], sourceLocation: sourceLocation)
  }

  @Test("reading a store that is not there creates none")
  func missing() throws {
    let store = try TestStore()
    let path = store.folder.appendingPathComponent("missing.db").path
    #expect(throws: EventLogError.noStore(path: path)) {
      try TestStore.open(path, access: .readOnly)
    }
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test("a store whose folder is not there cannot be created, with a sentence")
  func missingFolder() throws {
    let store = try TestStore()
    let path = store.folder.appendingPathComponent("missing/store.db").path
    let error = #expect(throws: EventLogError.self) { try TestStore.open(path) }
    #expect(error?.category == .unavailable)
    #expect(error?.help != nil)
  }

  @Test("a store can be closed twice")
  func closedTwice() throws {
    let store = try TestStore()
    let log = try store.log
    try store.append(Draft.pod("a", 1))
    try log.close()
    try log.close()
    let reader = try TestStore.open(store.path, access: .readOnly)
    try reader.close()
    try reader.close()
    try store.reopen()
    #expect(try store.head() == LogPosition(1))
  }

  @Test("a closed store leaves one file")
  func files() throws {
    let store = try TestStore()
    try store.append(Draft.pod("a", 1))
    try store.close()
    let names = try FileManager.default.contentsOfDirectory(atPath: store.folder.path)
    #expect(names == ["store.db"])
  }

  @Test("a participant that throws leaves nothing, and the next append works")
  func rollback() throws {
    let participant = TestParticipant()
    let store = try TestStore(participants: [participant])
    try store.append(Draft.pod("a", 1))
    let before = try store.log.read { try $0.head() }
    participant.setWork { _ in throw TestParticipant.Refusal() }
    #expect(throws: TestParticipant.Refusal.self) {
      try store.append(
        Draft.pod("b", 2, feed: Draft.feed("feed-2", cluster: "d")),
        Draft.observation(.watchOpened),
        Draft.pod("a", 3)
      )
    }
    #expect(participant.discardCount == 1)
    try store.log.read { snapshot throws in
      #expect(try snapshot.head().hash == before.hash)
      #expect(try snapshot.clusters().map { $0.name } == ["c"])
      let id = try #require(try snapshot.clusters().first?.id)
      #expect(try snapshot.feeds(clusterID: id).map { $0.feed } == [Draft.feed()])
      #expect(try snapshot.objectIDs(clusterID: id, epoch: 0, uid: "uid-b") == [])
    }
    participant.setWork(nil)
    let outcomes = try store.append(
      Draft.pod("b", 2, feed: Draft.feed("feed-2", cluster: "d")),
      Draft.observation(.watchOpened),
      Draft.pod("a", 3)
    )
    #expect(outcomes == (2...4).map { .appended(LogPosition($0)) })
    #expect(try store.log.read { try $0.body(at: LogPosition(4)) } == Draft.body("a", 3))
    #expect(try store.firstDamage() == nil)
  }

  @Test("participants get the events that were appended, in order")
  func participants() throws {
    let store = try TestStore(
      participants: [
        TestParticipant { events in
          #expect(events.map { $0.event.type } == [.modified, .seen, .bookmark])
          #expect(events.map { $0.event.position.value } == [1, 2, 3])
          #expect(events.map { $0.objectID == nil } == [false, false, true])
          #expect(events.map { $0.observation?.kind } == [nil, nil, .service])
          #expect(events[0].body == Draft.body("a", 1))
          #expect(events[1].body == [])
        }
      ]
    )
    try store.append(
      Draft.pod("a", 1, at: 5),
      Draft.pod("a", 1, at: 5),
      Draft.pod("a", 1, at: 4),
      Draft.observation(.bookmark, kind: .service, revision: 7)
    )
    #expect(try store.append(Draft.pod("a", 1, at: 5)) == [.duplicate(of: LogPosition(1))])
  }
}
