import EventLog
import Foundation
import Projections
import Synchronization
import Testing
import TopologyModel

/// Copies of a store that is being used.
@Suite struct BackupTests {
  private struct Refusal: Error {}

  @Test("a copy is the store at one moment, whatever is appended meanwhile")
  func whileWriting() throws {
    let store = try StoreSample.make()
    for revision in 10..<200 { try store.append(Draft.pod("a", revision, at: revision)) }
    let head = try store.log.read { try $0.head() }
    let reader = try TestStore.open(store.path, access: .readOnly)
    defer { try? reader.close() }
    let target = store.folder.appendingPathComponent("copy.db").path
    let writer = try store.log
    let appended = Mutex(0)
    let hadRest = try reader.backUp(
      to: target,
      progress: { _, _ in
        let count = appended.withLock { count in
          count += 1
          return count
        }
        _ = try? writer.append([Draft.pod("late", 1000 + count, at: 1000)])
      },
      check: { copy throws in
        let damages = try StoreSample.damages(of: copy)
        #expect(damages == [])
      }
    )
    #expect(!hadRest)
    #expect(appended.withLock { $0 } > 0)
    let copy = try TestStore.open(target, access: .readOnly)
    defer { try? copy.close() }
    #expect(try copy.read { try $0.head().hash } == head.hash)
    #expect(try store.head() > head.position)
  }

  @Test("the copy can be written to, as the store could")
  func restored() throws {
    let store = try StoreSample.make()
    let target = store.folder.appendingPathComponent("copy.db").path
    _ = try store.log.backUp(to: target)
    let copy = try TestStore.open(target, participants: [TopologyProjection()])
    #expect(try copy.append([Draft.pod("a", 50, at: 50)]).head == LogPosition(11))
    try copy.close()
    #expect(try StoreSample.damages(of: target) == [])
  }

  @Test("nothing is written over, and a copy that fails its check is taken back")
  func refused() throws {
    let store = try StoreSample.make()
    let target = store.folder.appendingPathComponent("copy.db").path
    #expect(throws: Refusal.self) {
      _ = try store.log.backUp(to: target, check: { _ in throw Refusal() })
    }
    #expect(try store.names().filter { $0.hasPrefix("copy.db") } == [])
    try Data("something".utf8).write(to: URL(fileURLWithPath: target))
    #expect(throws: EventLogError.backupExists(path: target)) {
      _ = try store.log.backUp(to: target)
    }
    #expect(try Data(contentsOf: URL(fileURLWithPath: target)) == Data("something".utf8))
  }

  @Test("what an interrupted backup left is begun anew")
  func interrupted() throws {
    let store = try StoreSample.make()
    let target = store.folder.appendingPathComponent("copy.db").path
    let rest = target + SQLiteEventLog.partialSuffix
    try Data("half a copy".utf8).write(to: URL(fileURLWithPath: rest))
    #expect(try store.log.backUp(to: target))
    #expect(try store.names().filter { $0.hasPrefix("copy.db") } == ["copy.db"])
    #expect(try StoreSample.damages(of: target) == [])
  }

  @Test("a store that bears the name of a backup's rest is not taken for one")
  func ownRest() throws {
    let store = try StoreSample.make()
    try store.close()
    let target = store.folder.appendingPathComponent("copy.db").path
    let rest = target + SQLiteEventLog.partialSuffix
    try FileManager.default.moveItem(atPath: store.path, toPath: rest)
    let log = try TestStore.open(rest, access: .readOnly)
    defer { try? log.close() }
    #expect(throws: EventLogError.backupExists(path: rest)) { _ = try log.backUp(to: target) }
    #expect(try log.read { try $0.head().position } == LogPosition(10))
    #expect(FileManager.default.fileExists(atPath: rest))
  }
}
