import Dispatch
import EventLog
import Foundation
import GRDB
import Testing
import TopologyModel

/// What keeps acknowledged events from being lost; `FaultHarness` and `CrashHarness` try it.
@Suite struct DurabilityTests {
  @Test("a commit is on disk when it returns: the writer's `synchronous` is FULL")
  func synchronous() throws {
    let store = try TestStore()
    for _ in 0..<2 {
      let level = try store.log.maintain { snapshot in
        let db = try #require(snapshot.connection.handle as? Database)
        return try Int.fetchOne(db, sql: "PRAGMA main.synchronous")
      }
      #expect(level == 2)
      try store.reopen()
    }
  }

  @Test("an append that fails leaves nothing to those that wait behind it")
  func failuresAmongOthers() throws {
    let participant = TestParticipant { events in
      if events.contains(where: { $0.event.object?.slot.name.hasPrefix("bad") ?? false }) {
        throw TestParticipant.Refusal()
      }
    }
    let store = try TestStore(participants: [participant])
    let log = try store.log
    DispatchQueue.concurrentPerform(iterations: 48) { index in
      _ = try? log.append([Draft.pod(index % 3 == 0 ? "bad-\(index)" : "good-\(index)", index + 1)])
    }
    #expect(participant.discardCount == 16)
    #expect(try store.head() == LogPosition(32))
    #expect(try store.events().map(\.event.position.value) == Array(1...32))
    #expect(try store.firstDamage() == nil)
  }

  @Test("a file in which nothing was made yet becomes a store")
  func failedCreation() throws {
    let store = try TestStore()
    let path = store.folder.appendingPathComponent("begun.db").path
    // Opening leaves this, where the transaction that makes the tables fails.
    try DatabasePool(path: path).close()
    #expect(throws: EventLogError.notAStore(path: path)) {
      try TestStore.open(path, access: .readOnly)
    }
    let log = try TestStore.open(path)
    #expect(try log.append([Draft.pod("a", 1)]).head == LogPosition(1))
    try log.close()
  }

  @Test("a first page that was torn is taken from the log file, which has it still")
  func tornFirstPage() throws {
    let store = try TestStore()
    try store.append(Draft.pod("a", 1), Draft.pod("b", 2))
    let path = store.folder.appendingPathComponent("torn.db")
    for suffix in ["", "-wal"] {
      try FileManager.default.copyItem(atPath: store.path + suffix, toPath: path.path + suffix)
    }
    var bytes = try Data(contentsOf: path)
    bytes.replaceSubrange(0..<512, with: Data(repeating: 0x5A, count: 512))
    try bytes.write(to: path)
    let log = try TestStore.open(path.path, access: .readOnly)
    #expect(try log.read { try $0.head().position } == LogPosition(2))
    try log.close()
    try FileManager.default.removeItem(atPath: path.path + "-wal")
    #expect(throws: EventLogError.notAStore(path: path.path)) { try TestStore.open(path.path) }
  }
}
