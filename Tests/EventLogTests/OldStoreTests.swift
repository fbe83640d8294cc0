import CZstd
import EventLog
import Foundation
import GRDB
import Projections
import Testing
import TopologyModel

/// Stores as older versions of Hindcast wrote them, one of each version of the schema.
@Suite struct OldStoreTests {
  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Fixtures/stores")

  private static let names = [1, 2, 3].map { "version-\($0).store" }

  /// A copy that may be written to; the fixture stays as it is.
  private static func copy(_ name: String, into folder: URL) throws -> String {
    let target = folder.appendingPathComponent(name).path
    try FileManager.default.copyItem(
      atPath: self.folder.appendingPathComponent(name).path,
      toPath: target
    )
    return target
  }

  private static func hashes(_ path: String) throws -> [String] {
    let log = try TestStore.open(path, access: .readOnly)
    defer { try? log.close() }
    return try log.read { snapshot throws in
      let head = try snapshot.head().position
      return try (1...head.value).map { "\(try snapshot.hash(at: LogPosition($0)))" }
    }
  }

  @Test("a store of every earlier version is kept")
  func complete() throws {
    let store = try TestStore()
    try store.close()
    let queue = try DatabaseQueue(path: store.path)
    let version = try queue.read { try Int.fetchOne($0, sql: "PRAGMA user_version") ?? 0 }
    try queue.close()
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
      .filter { $0.hasSuffix(".store") }
    #expect(
      names.count == version - 1,
      "write the one of version \(version - 1): see the README there"
    )
  }

  @Test("it opens, is brought to this version, verifies, and says what it said", arguments: names)
  func opens(name: String) throws {
    let scratch = try TestStore()
    let path = try Self.copy(name, into: scratch.folder)
    let before = try Self.hashes(path)
    #expect(before.count == 9)
    let projection = TopologyProjection()
    let log = try TestStore.open(path, participants: [projection])
    #expect(try log.append([Draft.pod("a", 3, at: 3)]).outcomes == [.duplicate(of: LogPosition(3))])
    #expect(try log.append([Draft.pod("a", 30, at: 30)]).outcomes == [.appended(LogPosition(10))])
    let dump = try log.read { try ProjectionSnapshot($0).dump() }
    #expect(dump.contains("shop/cart-x"))
    try projection.rebuild(in: log)
    #expect(try log.read { try ProjectionSnapshot($0).dump() } == dump)
    try log.close()
    #expect(try Self.hashes(path).dropLast() == before[...])
    #expect(try StoreSample.damages(of: path) == [])
  }

  @Test("whoever only reads it is told what to do, or is answered", arguments: names)
  func reads(name: String) throws {
    let scratch = try TestStore()
    let path = try Self.copy(name, into: scratch.folder)
    let log = try TestStore.open(path, access: .readOnly)
    defer { try? log.close() }
    do {
      let dump = try log.read { try ProjectionSnapshot($0).dump() }
      #expect(dump.contains("shop/cart-x"))
    } catch let error as EventLogError {
      #expect(error == .projectionOutdated(path: path))
      #expect(error.help == "run `hindcast rebuild`")
    }
  }

  @Test(
    "readers that have it open go on while a writer brings it to this version",
    arguments: names
  )
  func readersDuringMigration(name: String) throws {
    let scratch = try TestStore()
    let path = try Self.copy(name, into: scratch.folder)
    let reader = try TestStore.open(path, access: .readOnly)
    defer { try? reader.close() }
    try reader.read { snapshot throws in
      let before = try snapshot.head()
      let log = try TestStore.open(path, participants: [TopologyProjection()])
      _ = try log.append([Draft.pod("z", 40, at: 40)])
      #expect(try snapshot.head().position == before.position)
      #expect(try snapshot.event(at: LogPosition(1))?.event.object?.slot.name == "a")
      try log.close()
    }
    #expect(try reader.read { try $0.head().position } == LogPosition(10))
    #expect(try reader.read { try $0.verify() }.isSound)
  }

  @Test("a rebuild under load: each reader sees the projections whole")
  func rebuildUnderLoad() throws {
    let store = try TestStore(participants: [TopologyProjection()])
    for revision in 1..<60 {
      try store.append(Draft.pod("p\(revision % 7)", revision, at: revision))
    }
    try store.close()
    let projection = TopologyProjection()
    let log = try TestStore.open(store.path, participants: [projection])
    defer { try? log.close() }
    let expected = try log.read { try ProjectionSnapshot($0).dump() }
    let readers = DispatchGroup()
    let differing = FlagBox()
    for _ in 0..<3 {
      DispatchQueue.global().async(group: readers) {
        for _ in 0..<8 {
          let dump = try? log.read { try ProjectionSnapshot($0).dump() }
          if dump != expected { differing.set() }
        }
      }
    }
    for _ in 0..<4 { try projection.rebuild(in: log) }
    readers.wait()
    #expect(!differing.isSet)
  }
}
