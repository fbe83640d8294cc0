import EventLog
import Foundation
import GRDB
import Projections
import Testing
import TopologyModel

/// Older bodies that are compressed together: nothing that is told changes.
@Suite struct SealingTests {
  /// Versions of some Pods, among them empty bodies, short ones, and some too long for a block.
  private static func drafts(_ revisions: ClosedRange<Int>) -> [EventDraft] {
    revisions.map { revision in
      let name = "pod-\(revision % 5)"
      let body: [UInt8] =
        switch revision % 40 {
        case 7: []
        case 8: [0]
        case 9: Draft.noise(1_200_000, seed: UInt64(revision))
        case 10: Draft.noise(900_000, seed: UInt64(revision))
        default: Draft.body(name, revision, padding: revision * 20)
        }
      return Draft.pod(name, revision, at: revision, body: body)
    }
  }

  private static func expect(_ store: TestStore, _ drafts: [EventDraft]) throws {
    try store.log.read { snapshot throws in
      let reader = try snapshot.bodyReader()
      for (index, draft) in drafts.enumerated() {
        guard case .object(_, _, let body, _) = draft.content else { continue }
        let position = LogPosition(Int64(index + 1))
        #expect(try snapshot.body(at: position) == body, "event \(position)")
        #expect(try reader.body(at: position) == body, "event \(position), in order")
      }
    }
  }

  private static func count(_ sql: String, in path: String) throws -> Int {
    let queue = try DatabaseQueue(path: path)
    defer { try? queue.close() }
    return try queue.read { try Int.fetchOne($0, sql: sql) } ?? 0
  }

  @Test("bodies read back bit for bit, and later ones build on them")
  func bitForBit() throws {
    let store = try TestStore()
    let drafts = Self.drafts(1...200)
    for draft in drafts[..<120] { try store.append(draft) }
    let head = try store.log.read { try $0.head() }
    var parts: [LogPosition] = []
    let sealed = try store.log.seal(isWhole: true, partEventsMax: 50) { parts.append($0) }
    #expect(parts == [50, 100, 120].map { LogPosition($0) })
    // Three are empty, and three too long.
    #expect(sealed == 114)
    #expect(try store.log.read { try $0.head() }.hash == head.hash)
    for draft in drafts[120..<160] { try store.append(draft) }
    try store.reopen()
    for draft in drafts[160...] { try store.append(draft) }
    #expect(try store.log.seal(isWhole: true, partEventsMax: 50) == 76)
    #expect(try store.log.seal(isWhole: true) == 0)
    try store.reopen()
    try Self.expect(store, drafts)
    #expect(try store.log.read { try $0.verify() }.isSound)
    try store.close()
    let open = "SELECT count(*) FROM event WHERE body IS NOT NULL"
    #expect(try Self.count(open, in: store.path) == 5)
  }

  @Test("projections are rebuilt from sealed bodies as from others")
  func rebuilt() throws {
    let store = try TestStore(participants: [TopologyProjection()])
    for revision in 1...300 {
      try store.append(Draft.pod("pod-\(revision % 7)", revision, at: revision))
    }
    let dump = try store.log.read { try ProjectionSnapshot($0).dump() }
    try store.log.seal(isWhole: true, partEventsMax: 100)
    #expect(try store.log.read { try ProjectionSnapshot($0).dump() } == dump)
    try store.close()
    let projection = TopologyProjection()
    let log = try TestStore.open(store.path, participants: [projection])
    try projection.rebuild(in: log)
    #expect(try log.read { try ProjectionSnapshot($0).dump() } == dump)
    try log.close()
    #expect(try StoreSample.damages(of: store.path) == [])
  }

  @Test("a part that cannot be sealed is tried again when another one is due")
  func undue() throws {
    let store = try TestStore()
    let partMax = 4096
    let drafts = (1...2 * partMax).map { Draft.pod("pod-\($0 % 100)", $0, body: [UInt8($0 % 250)]) }
    _ = try store.log.append(drafts)
    var body: Data?
    try store.tamper { db in
      body = try Data.fetchOne(db, sql: "SELECT body FROM event WHERE position = 9")
      try db.execute(sql: "UPDATE event SET body = x'00' WHERE position = 9")
    }
    try store.reopen()
    #expect(try !store.log.sealIfDue(at: store.head()))
    let queue = try DatabaseQueue(path: store.path)
    try queue.write { db in
      try db.execute(sql: "UPDATE event SET body = ? WHERE position = 9", arguments: [body])
    }
    try queue.close()
    _ = try store.log.append([Draft.pod("pod-1", 2 * partMax + 1)])
    #expect(try !store.log.sealIfDue(at: store.head()))
    try store.reopen()
    #expect(try store.log.sealIfDue(at: store.head()))
  }

  @Test("a reader keeps the moment that it has")
  func readers() throws {
    let store = try TestStore()
    let drafts = Self.drafts(1...60)
    for draft in drafts { try store.append(draft) }
    let reader = try TestStore.open(store.path, access: .readOnly)
    defer { try? reader.close() }
    try reader.read { snapshot throws in
      let first = try snapshot.body(at: LogPosition(2))
      try store.log.seal(isWhole: true, partEventsMax: 20)
      #expect(try snapshot.body(at: LogPosition(2)) == first)
      #expect(try snapshot.verify().isSound)
    }
    #expect(try reader.read { try $0.verify() }.isSound)
    try Self.expect(store, drafts)
  }

  @Test("the end of the log stays as it was appended, and so does what makes no whole part")
  func due() throws {
    let store = try TestStore()
    let partMax = 4096
    let drafts = (1...2 * partMax).map { Draft.pod("pod-\($0 % 100)", $0, body: [UInt8($0 % 250)]) }
    _ = try store.log.append(Array(drafts.dropLast()))
    #expect(try !store.log.sealIfDue(at: store.head()))
    #expect(try store.log.seal(isWhole: false) == 0)
    _ = try store.log.append([drafts[drafts.count - 1]])
    #expect(try store.log.sealIfDue(at: store.head()))
    #expect(try !store.log.sealIfDue(at: store.head()))
    try store.close()
    let open = "SELECT count(*) FROM event WHERE body IS NOT NULL"
    #expect(try Self.count(open, in: store.path) == partMax)
    #expect(try StoreSample.damages(of: store.path).filter { $0.part != .projections } == [])
  }

  @Test("of a part that is forgotten in part, what stays keeps its block")
  func retention() throws {
    let store = try StoreSample.make()
    // Event 4 goes, and event 6 stays, of one block.
    try store.log.seal(isWhole: true, partEventsMax: 3)
    let bodies = try store.log.read { log in
      try [6, 8, 9, 10].map { try log.body(at: LogPosition($0)) }
    }
    _ = try store.log.retain(RetentionRequest(.before(Draft.time(6)), cluster: nil))
    let left = try store.log.read { log in
      try [6, 8, 9, 10].map { try log.body(at: LogPosition($0)) }
    }
    #expect(left == bodies)
    // What the horizon says is not sealed.
    #expect(try store.log.seal(isWhole: true) == 0)
    try store.close()
    let open = "SELECT count(*) FROM event WHERE type = 8 AND body IS NOT NULL"
    #expect(try Self.count(open, in: store.path) == 1)
    #expect(try Self.count("SELECT count(*) FROM block", in: store.path) == 3)
    #expect(try StoreSample.damages(of: store.path) == [])
  }

  @Test("a retention of sealed parts takes no more room than there was, and leaves nothing behind")
  func retentionInPlace() throws {
    let store = try TestStore(participants: [TopologyProjection()])
    // Of each Pod, each block has some versions.
    for revision in 1...400 {
      let body = Draft.body("pod-\(revision % 8)", revision, padding: 2_000)
      try store.append(Draft.pod("pod-\(revision % 8)", revision, at: revision, body: body))
    }
    try store.log.seal(isWhole: true, partEventsMax: 100)
    let used = try store.log.usedByteCount()
    _ = try #require(
      try store.log.retain(RetentionRequest(.before(Draft.time(250)), cluster: nil))
    )
    #expect(try store.log.usedByteCount() < used)
    try store.close()
    let open = "SELECT count(*) FROM event WHERE body IS NOT NULL AND type <> 8"
    #expect(try Self.count(open, in: store.path) == 0)
    // Of the first two blocks nothing stays.
    #expect(try Self.count("SELECT count(*) FROM block", in: store.path) == 2)
    #expect(try StoreSample.damages(of: store.path) == [])
  }

  @Test("a part that is not whole is sealed again with what came since")
  func joined() throws {
    let store = try TestStore()
    let drafts = Self.drafts(1...130)
    var sealed = 0
    for start in stride(from: 0, to: 130, by: 10) {
      for draft in drafts[start..<start + 10] { try store.append(draft) }
      sealed += try store.log.seal(isWhole: true, partEventsMax: 50)
      if start == 60 { try store.reopen() }
    }
    // Each is counted once; four are empty, and four too long.
    #expect(sealed == 122)
    try Self.expect(store, drafts)
    #expect(try store.log.read { try $0.verify() }.isSound)
    #expect(try store.log.seal(isWhole: true, partEventsMax: 50) == 0)
    try store.close()
    let parts = "SELECT count(DISTINCT part) FROM block WHERE part IN (50, 100, 130)"
    #expect(try Self.count(parts, in: store.path) == 3)
    #expect(try Self.count("SELECT count(DISTINCT part) FROM block", in: store.path) == 3)
  }

  @Test("a whole part is sealed once, though its first event has no body")
  func sealedOnce() throws {
    let store = try TestStore()
    for revision in 1...150 {
      let body = revision == 51 ? [] : Draft.body("a", revision)
      try store.append(Draft.pod("a", revision, at: revision, body: body))
    }
    var parts: [LogPosition] = []
    try store.log.seal(isWhole: true, partEventsMax: 50) { parts.append($0) }
    #expect(parts == [50, 100, 150].map { LogPosition($0) })
  }

  @Test("what is joined takes less than in blocks of its own")
  func joinedSize() throws {
    func bytes(_ count: Int) throws -> Int {
      let store = try TestStore()
      for revision in 1...60 {
        try store.append(Draft.pod("pod-\(revision % 4)", revision, at: revision))
        if revision % count == 0 { try store.log.seal(isWhole: true) }
      }
      try store.close()
      return try Self.count("SELECT sum(length(bytes)) FROM block", in: store.path)
    }
    #expect(try bytes(1) == bytes(60))
  }

  @Test("a block that has bodies of other events, too, is found")
  func surplus() throws {
    let store = try StoreSample.make()
    try store.log.seal(isWhole: true, partEventsMax: 5)
    let whole = try StoreSample.make()
    try whole.log.seal(isWhole: true)
    try whole.close()
    let queue = try DatabaseQueue(path: whole.path)
    let block = try #require(
      try queue.read { try Row.fetchOne($0, sql: "SELECT bytes, size FROM block") }
    )
    try queue.close()
    let (bytes, size): (Data, Int) = (block[0], block[1])
    try store.tamper { db in
      try db.execute(
        sql: "UPDATE block SET bytes = ?, size = ? WHERE id = 1",
        arguments: [bytes, size]
      )
    }
    let damage = try #require(try StoreSample.damages(of: store.path).first)
    #expect(damage.part == .event)
    #expect(damage.finding == "block 1 has a body of an event that says it is somewhere else")
  }

  @Test("where the space cannot be returned, nothing is sealed first")
  func noRoom() throws {
    var options = SQLiteEventLog.Options()
    options.freeBytes = { _ in 4096 }
    let store = try TestStore(options: options)
    for draft in Self.drafts(1...30) { try store.append(draft) }
    #expect {
      _ = try store.log.sealReturningSpace()
    } throws: { error in
      guard case EventLogError.noRoom(_, let needed, 4096) = error else { return false }
      return needed > 8192
    }
    #expect(try store.log.seal(isWhole: true) > 0)
  }

  @Test("the space returns beside a reader of an earlier moment, once that has ended")
  func returnedLater() throws {
    let store = try TestStore()
    for draft in Self.drafts(1...60) { try store.append(draft) }
    let used = try store.log.usedByteCount()
    let reader = try TestStore.open(store.path, access: .readOnly)
    defer { try? reader.close() }
    try reader.read { snapshot throws in
      let head = try snapshot.head().hash
      let (sealed, hasShrunk) = try store.log.sealReturningSpace()
      #expect(sealed > 0)
      #expect(!hasShrunk)
      #expect(try snapshot.head().hash == head)
      #expect(try snapshot.verify().isSound)
    }
    try store.reopen()
    try store.close()
    #expect(try reader.read { try $0.verify() }.isSound)
    let url = URL(fileURLWithPath: store.path)
    #expect(try Data(contentsOf: url).count < Int(used))
  }

  @Test("a salvage takes what lies in whole blocks", arguments: [0, 1, 2, 3])
  func salvage(damaged: Int) throws {
    let store = try StoreSample.make()
    let head = try store.log.read { try $0.head() }
    try store.log.seal(isWhole: true, partEventsMax: 5)
    let sql = [
      "", "UPDATE block SET bytes = zeroblob(30) WHERE id = 2", "DELETE FROM block WHERE id = 2",
      "UPDATE event SET body_base = -9223372036854775808 WHERE position = 7",
    ][damaged]
    try store.tamper { db in if damaged > 0 { try db.execute(sql: sql) } }
    let (report, path) = try store.salvage()
    let lost: [Int64] = [[], [6, 7, 8, 9, 10], [6, 7, 8, 9, 10], [7]][damaged]
    #expect(report.losses.map(\.position.value) == lost)
    if damaged == 0 { #expect(report.head.hash == head.hash) }
    #expect(try StoreSample.damages(of: path) == [])
  }

  @Test(
    "what is wrong with a block is found",
    arguments: [
      "UPDATE block SET bytes = zeroblob(30) WHERE id = 1", "DELETE FROM block WHERE id = 1",
      "UPDATE block SET size = size - 1 WHERE id = 1", "UPDATE block SET size = 'x' WHERE id = 1",
      "UPDATE block SET bytes = (SELECT bytes FROM block WHERE id = 2), size = (SELECT size FROM block WHERE id = 2) WHERE id = 1",
      "INSERT INTO block SELECT 9, part, size, bytes FROM block WHERE id = 1",
      "UPDATE event SET body_base = -2 WHERE position = 1",
      "UPDATE event SET body_size = body_size + 1 WHERE position = 1",
      "UPDATE event SET body_base = -9223372036854775808 WHERE position = 1",
      "UPDATE event SET body = x'00' WHERE position = 1",
      "UPDATE block SET part = 9223372036854775807 WHERE id = 1",
      "UPDATE block SET part = -9223372036854775808 WHERE id = 2",
    ]
  )
  func damage(sql: String) throws {
    let store = try StoreSample.make()
    try store.log.seal(isWhole: true, partEventsMax: 5)
    try store.close()
    #expect(try StoreSample.damages(of: store.path) == [])
    try store.tamper { try $0.execute(sql: sql) }
    #expect(try StoreSample.damages(of: store.path).first?.part == .event)
  }
}
