import EventLog
import Foundation
import Projections
import Synchronization
import Testing
import TopologyModel

/// What a process leaves that is killed: copies of the store's files, taken while it is open.
@Suite struct CrashTests {
  /// A copy of a store's files, and how many events were acknowledged when it was taken.
  private struct Remains {
    var path: String
    var acknowledged: Int64
  }

  private static func copy(_ path: String, to name: String) throws -> String {
    let target = URL(fileURLWithPath: path).deletingLastPathComponent().appendingPathComponent(name)
    for suffix in ["", "-wal"] {
      guard FileManager.default.fileExists(atPath: path + suffix) else { continue }
      try FileManager.default.copyItem(atPath: path + suffix, toPath: target.path + suffix)
    }
    return target.path
  }

  private static func drafts(_ batch: Int) -> [EventDraft] {
    (0..<8).map { index in
      let revision = batch * 10 + index + 1
      return index == 7
        ? Draft.observation(.bookmark, session: 0, ordinal: batch, revision: revision)
        : Draft.pod("pod-\(index % 3)", revision, at: revision)
    }
  }

  /// Opens what was left, as the next process would, and checks that it is whole.
  private static func expectWhole(
    _ path: String,
    head: ClosedRange<Int64>,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let log = try TestStore.open(path, participants: [TopologyProjection()])
    defer { try? log.close() }
    let found = try log.read { try $0.head().position.value }
    #expect(head.contains(found), sourceLocation: sourceLocation)
    #expect(found % 8 == 0, "half a transaction", sourceLocation: sourceLocation)
    let (damage, difference) = try log.read { snapshot throws in
      (try snapshot.firstDamage { _ in }, try TopologyProjection.firstDifference(snapshot))
    }
    #expect(damage == nil, sourceLocation: sourceLocation)
    #expect(difference == nil, sourceLocation: sourceLocation)
    let drafts = Self.drafts(Int(found / 8))
    let receipt = try log.append(drafts)
    #expect(receipt.head.value == found + 8, sourceLocation: sourceLocation)
  }

  @Test("what was acknowledged is there after a kill, whenever it comes")
  func betweenAppends() throws {
    let store = try TestStore(participants: [TopologyProjection()])
    for batch in 0..<12 {
      let head = try store.log.append(Self.drafts(batch)).head.value
      guard batch % 3 == 0 || batch > 9 else { continue }
      let path = try Self.copy(store.path, to: "copy-\(batch).db")
      try Self.expectWhole(path, head: head...head)
    }
  }

  @Test("a kill in the middle of a transaction leaves nothing of it")
  func inTransaction() throws {
    let participant = TestParticipant()
    let store = try TestStore(participants: [TopologyProjection(), participant])
    let path = store.path
    let copies = Mutex<[Remains]>([])
    participant.setWork { events in
      let acknowledged = (events.first?.event.position.value ?? 1) - 1
      let copy = try Self.copy(path, to: "copy-\(acknowledged).db")
      copies.withLock { $0.append(Remains(path: copy, acknowledged: acknowledged)) }
    }
    for batch in 0..<6 { _ = try store.log.append(Self.drafts(batch)) }
    for remains in copies.withLock({ $0 }) {
      try Self.expectWhole(remains.path, head: remains.acknowledged...remains.acknowledged)
    }
    #expect(copies.withLock { $0.count } == 6)
  }

  @Test("a log file that was written in part gives a prefix of whole transactions")
  func tornWrites() throws {
    let store = try TestStore(participants: [TopologyProjection()])
    for batch in 0..<10 { _ = try store.log.append(Self.drafts(batch)) }
    let original = try Data(contentsOf: URL(fileURLWithPath: store.path + "-wal"))
    var heads: Set<Int64> = []
    for part in 1..<8 {
      let path = try Self.copy(store.path, to: "torn-\(part).db")
      let count = original.count * part / 8 + part * 5
      try original.prefix(count).write(to: URL(fileURLWithPath: path + "-wal"))
      guard try Self.isStore(path) else { continue }
      try Self.expectWhole(path, head: 0...80)
      let log = try TestStore.open(path, access: .readOnly)
      heads.insert(try log.read { try $0.head().position.value })
      try log.close()
    }
    #expect(heads.count > 3)
  }

  /// Whether the store had come into being: the earliest moments know of no tables yet.
  private static func isStore(_ path: String) throws -> Bool {
    do {
      try TestStore.open(path, access: .readOnly).close()
      return true
    } catch EventLogError.notAStore {
      return false
    }
  }

  @Test("the lock of a writer that was killed keeps nobody off")
  func staleLock() throws {
    let store = try TestStore()
    try store.append(Draft.pod("a", 1))
    try store.close()
    try Data("a writer long gone".utf8).write(to: URL(fileURLWithPath: store.path + "-lock"))
    try store.reopen()
    #expect(try store.append(Draft.pod("a", 2)) == [.appended(LogPosition(2))])
  }
}
