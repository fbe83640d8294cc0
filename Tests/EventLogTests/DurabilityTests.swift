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

  @Test("a file whose making was cut short is no store for readers, and becomes one for a writer")
  func creationCutShort() throws {
    let store = try TestStore()
    let path = store.folder.appendingPathComponent("begun.db").path
    // The first page was written, and the journal that takes it back not yet removed.
    try DatabasePool(path: path).close()
    try Self.journal(pagesBefore: 0, []).write(to: URL(fileURLWithPath: path + "-journal"))
    for _ in 0..<2 {
      #expect(throws: EventLogError.notAStore(path: path)) {
        try TestStore.open(path, access: .readOnly)
      }
    }
    let log = try TestStore.open(path)
    #expect(try log.append([Draft.pod("a", 1)]).head == LogPosition(1))
    try log.close()
  }

  @Test("where a change to a store was cut short, readers say so, and a writer takes it back")
  func changeCutShort() throws {
    let store = try TestStore()
    try store.append(Draft.pod("a", 1), Draft.pod("b", 2))
    try store.close()
    let file = URL(fileURLWithPath: store.path)
    var bytes = try Data(contentsOf: file)
    let before = [UInt8](bytes.prefix(Self.pageByteCount))
    let pages = UInt32(bytes.count / Self.pageByteCount)
    // What the first page says of the journal, as another program would change it.
    bytes.replaceSubrange(18..<20, with: [1, 1])
    try bytes.write(to: file)
    try Self.journal(pagesBefore: pages, before)
      .write(to: URL(fileURLWithPath: store.path + "-journal"))
    let error = try #require(throws: EventLogError.self) {
      try TestStore.open(store.path, access: .readOnly)
    }
    #expect(error == .unfinishedChange(path: store.path))
    #expect(error.message.contains("`\(store.path)-journal`"))
    #expect(error.category == .unavailable && error.help?.contains("hindcast rebuild") ?? false)
    try store.reopen()
    #expect(try store.head() == LogPosition(2))
    try store.append(Draft.pod("c", 3))
    try store.close()
    #expect(!FileManager.default.fileExists(atPath: store.path + "-journal"))
    let reader = try TestStore.open(store.path, access: .readOnly)
    #expect(try reader.read { try $0.head().position } == LogPosition(3))
    try reader.close()
  }

  private static let pageByteCount = 4096

  /// A rollback journal of a file that had so many pages, of which it has the first one, or none
  /// (https://sqlite.org/fileformat2.html#the_rollback_journal).
  private static func journal(pagesBefore: UInt32, _ page: [UInt8]) -> Data {
    func number(_ value: UInt32) -> [UInt8] {
      [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }
    let nonce: UInt32 = 7
    let sizes = number(512) + number(UInt32(pageByteCount))
    var bytes: [UInt8] = [0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7]
    bytes += number(page.isEmpty ? 0 : 1) + number(nonce) + number(pagesBefore) + sizes
    bytes += [UInt8](repeating: 0, count: 512 - bytes.count)
    guard !page.isEmpty else { return Data(bytes) }
    let places = stride(from: pageByteCount - 200, to: 0, by: -200)
    return Data(
      bytes + number(1) + page + number(places.reduce(nonce) { $0 &+ UInt32(page[$1]) })
    )
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
