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
    let progress = Mutex<[Int]>([])
    let receipt = try reader.backUp(
      to: target,
      pagesPerStep: 8,
      progress: { copied, _ in
        progress.withLock { $0.append(copied) }
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
    #expect(receipt.rest == .none)
    #expect(receipt.pagesKept == 0)
    // A moment that moved on would begin again with each event.
    let copied = progress.withLock { $0 }
    #expect(copied.count > 3)
    #expect(zip(copied, copied.dropFirst()).allSatisfy { $0 < $1 }, "\(copied)")
    #expect(appended.withLock { $0 } == copied.count)
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

  @Test("what lies there and is no copy is of no use, and does no harm")
  func noise() throws {
    let store = try StoreSample.make()
    let target = store.folder.appendingPathComponent("copy.db").path
    let rest = target + SQLiteEventLog.partialSuffix
    for suffix in ["", "-wal", "-journal"] {
      try Data(Draft.noise(300_000, seed: 1)).write(to: URL(fileURLWithPath: rest + suffix))
    }
    let receipt = try store.log.backUp(to: target)
    #expect(receipt.rest == .file)
    #expect(receipt.pagesKept == 0)
    #expect(try store.names().filter { $0.hasPrefix("copy.db") } == ["copy.db"])
    try Self.expectCopy(target, of: store)
  }

  /// A store of some hundred pages.
  private static func largeStore() throws -> TestStore {
    let store = try StoreSample.make()
    for revision in 10..<60 {
      try store.append(largePod(revision))
    }
    return store
  }

  /// A Pod with an annotation that cannot be compressed much.
  private static func largePod(_ revision: Int, seed: UInt64 = 0) -> EventDraft {
    let noise = Data(Draft.noise(20_000, seed: UInt64(revision) + seed)).base64EncodedString()
    let name = "large-\(revision)"
    let body = """
      {"kind":"Pod","apiVersion":"v1","metadata":{"name":"\(name)","namespace":"shop",\
      "uid":"uid-\(name)","resourceVersion":"\(revision)","annotations":{"noise":"\(noise)"}}}
      """
    return Draft.pod(name, revision, at: revision, body: Array(body.utf8))
  }

  /// Leaves what a backup leaves that is interrupted when a share of it is on disk.
  private static func leaveRest(of store: TestStore, of target: String, parts: Int) throws {
    let url = URL(fileURLWithPath: target)
    _ = try store.log.backUp(to: target)
    let bytes = try Data(contentsOf: url)
    let rest = URL(fileURLWithPath: target + SQLiteEventLog.partialSuffix)
    try bytes.prefix(bytes.count * parts / 4 / 4096 * 4096).write(to: rest)
    try FileManager.default.removeItem(at: url)
  }

  private static func expectCopy(_ target: String, of store: TestStore) throws {
    #expect(try StoreSample.damages(of: target) == [])
    let copy = try TestStore.open(target, access: .readOnly)
    defer { try? copy.close() }
    let head = try copy.read { try $0.head() }
    #expect(try store.log.read { try $0.head() } == head)
    let size = try copy.read { try $0.byteCount() }
    #expect(try Data(contentsOf: URL(fileURLWithPath: target)).count == Int(size))
  }

  @Test("a backup goes on over what an interrupted one left", arguments: [1, 3, 4])
  func goesOn(parts: Int) throws {
    let store = try Self.largeStore()
    let target = store.folder.appendingPathComponent("copy.db").path
    try Self.leaveRest(of: store, of: target, parts: parts)
    let receipt = try store.log.backUp(to: target)
    #expect(receipt.rest == .file)
    #expect(receipt.pagesTotal > 250)
    // The first page counts changes, and may be another one.
    let left = receipt.pagesTotal * parts / 4
    #expect((left - 1...left).contains(receipt.pagesKept))
    #expect(try store.names().filter { $0.hasPrefix("copy.db") } == ["copy.db"])
    try Self.expectCopy(target, of: store)
  }

  @Test(
    "it is the store as it is then, whatever became of it meanwhile",
    arguments: ["grown", "sealed", "forgotten in part", "rebuilt", "shrunk"]
  )
  func changed(meanwhile: String) throws {
    let store = try Self.largeStore()
    let target = store.folder.appendingPathComponent("copy.db").path
    try Self.leaveRest(of: store, of: target, parts: 4)
    switch meanwhile {
    case "grown":
      for revision in 60..<90 { try store.append(Draft.pod("a", revision, at: revision)) }
    case "sealed": try store.log.seal(isWhole: true)
    case "rebuilt": try TopologyProjection().rebuild(in: store.log)
    default:
      let request = RetentionRequest(.before(Draft.time(30)), cluster: nil)
      _ = try #require(try store.log.retain(request))
      if meanwhile == "shrunk" { _ = try store.log.returnSpace() }
    }
    let receipt = try store.log.backUp(to: target)
    #expect(receipt.rest == .file)
    #expect(receipt.pagesKept < receipt.pagesTotal)
    if meanwhile != "shrunk" { #expect(receipt.pagesKept > 0) }
    try Self.expectCopy(target, of: store)
  }

  @Test("each page of a rest that was altered, or is of another store, is written again")
  func damagedRest() throws {
    let store = try Self.largeStore()
    let target = store.folder.appendingPathComponent("copy.db").path
    let rest = URL(fileURLWithPath: target + SQLiteEventLog.partialSuffix)
    try Self.leaveRest(of: store, of: target, parts: 4)
    var bytes = try Data(contentsOf: rest)
    let pages = bytes.count / 4096
    for page in 0..<pages where page % 2 == 1 { bytes[page * 4096 + page] ^= 4 }
    try bytes.write(to: rest)
    let receipt = try store.log.backUp(to: target)
    #expect((pages / 2 - 2...pages / 2 + 1).contains(receipt.pagesKept))
    try Self.expectCopy(target, of: store)
    // A longer one, of another history.
    let other = try StoreSample.make(firstName: "other")
    for revision in 10..<100 { try other.append(Self.largePod(revision, seed: 1000)) }
    let second = store.folder.appendingPathComponent("second.db").path
    try Self.leaveRest(of: other, of: second, parts: 4)
    #expect(try store.log.backUp(to: second).rest == .file)
    try Self.expectCopy(second, of: store)
  }

  @Test("a file that has another name, too, is not written to")
  func linkedRest() throws {
    let store = try StoreSample.make()
    let target = store.folder.appendingPathComponent("copy.db").path
    let earlier = store.folder.appendingPathComponent("monday.db").path
    _ = try store.log.backUp(to: earlier)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: earlier))
    try store.append(Draft.pod("late", 1000, at: 1000))
    for isSymbolic in [false, true] {
      let rest = target + SQLiteEventLog.partialSuffix
      if isSymbolic {
        try FileManager.default.createSymbolicLink(atPath: rest, withDestinationPath: earlier)
      } else {
        try FileManager.default.linkItem(atPath: earlier, toPath: rest)
      }
      #expect(try store.log.backUp(to: target).rest == .link)
      #expect(try Data(contentsOf: URL(fileURLWithPath: earlier)) == bytes)
      try Self.expectCopy(target, of: store)
      try FileManager.default.removeItem(atPath: target)
    }
  }

  @Test("what was copied to a full disk stays, unless that is the store's own")
  func fullDisk() throws {
    let store = try StoreSample.make()
    let target = store.folder.appendingPathComponent("copy.db").path
    _ = try store.log.backUp(to: target)
    #expect(!SQLiteEventLog.keepsRest(of: target, from: store.path))
    // Of another device than any file.
    #expect(SQLiteEventLog.keepsRest(of: "/proc/version", from: store.path))
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
