import EventLog
import Foundation
import GRDB
import Projections
import Synchronization
import Testing
import TopologyModel

/// What a retention leaves of a log, what can be proven of it, and what a kill leaves.
@Suite("retention")
struct RetentionTests {
  /// What a test changes in a store that has a horizon, and where that is found.
  struct Tampering: Sendable, CustomTestStringConvertible {
    var sql: String
    var part: StoreDamage.Part

    var testDescription: String { sql }
  }

  /// Copies the store's files while a retention is about to commit.
  private final class Onlooker: AppendParticipant {
    private let path = Mutex<String?>(nil)
    let copies = Mutex<[String]>([])

    func watch(_ path: String) { self.path.withLock { $0 = path } }

    func prepare(_ connection: StoreConnection, log: LogSnapshot) throws {
      guard let path = path.withLock({ $0 }) else { return }
      let target = "\(path)-seen-\(copies.withLock { $0.count }).db"
      for suffix in ["", "-wal"] where FileManager.default.fileExists(atPath: path + suffix) {
        try FileManager.default.copyItem(atPath: path + suffix, toPath: target + suffix)
      }
      copies.withLock { $0.append(target) }
    }

    func apply(_ events: [AppendedEvent], _ connection: StoreConnection, log: LogSnapshot) throws {
    }

    func discardUncommitted() {}
  }

  private static let request = RetentionRequest(.before(Draft.time(6)), cluster: nil)

  /// The sample, forgotten before its second 6: event 6 is the base, and the horizon.
  private static func retained() throws -> TestStore {
    let store = try StoreSample.make()
    let plan = try #require(try store.log.retain(request))
    #expect(plan.horizon == LogPosition(6))
    #expect(plan.forgottenCount == 5)
    #expect(plan.clusters.map(\.keptCount) == [1])
    return store
  }

  @Test("what was open stays in its place, and the chain holds from the horizon on")
  func whatStays() throws {
    let whole = try StoreSample.make()
    let bodies = try whole.log.read { log in
      try [6, 8, 9].map { try log.body(at: LogPosition($0)) }
    }
    let store = try Self.retained()
    #expect(try store.events().map(\.event.position.value) == [6, 7, 8, 9, 10, 11])
    let verification = try store.log.read { try $0.verify() }
    #expect(verification.damages == [])
    #expect(verification.horizon == LogPosition(6))
    let left = try store.log.read { log in try [6, 8, 9].map { try log.body(at: LogPosition($0)) } }
    #expect(left == bodies)
    try store.append(Draft.pod("c", 20, at: 20))
    try store.close()
    #expect(try StoreSample.damages(of: store.path) == [])
  }

  @Test("heads are proven from the horizon on, and forgotten below it")
  func heads() throws {
    let whole = try StoreSample.make()
    func noted(_ position: Int64) throws -> NotedHead {
      let hash = try whole.log.read { try $0.hash(at: LogPosition(position)) }
      return try #require(NotedHead("\(position):\(hash)"))
    }
    let store = try Self.retained()
    let heads = try [3, 6, 8, 10].map { try noted($0) }
    let found = try store.log.read { try $0.verify(heads: heads) }
    #expect(found.damages == [])
    #expect(found.forgottenHeads == [heads[0]])
    let other = try #require(NotedHead("8:\(String(repeating: "0", count: 64))"))
    let altered = try store.log.read { try $0.verify(heads: [other]) }
    #expect(altered.damages.map(\.part) == [.head])
    #expect(throws: EventLogError.forgotten(LogPosition(3), horizon: LogPosition(6))) {
      try store.log.read { _ = try $0.hash(at: LogPosition(3)) }
    }
    #expect(throws: EventLogError.forgotten(LogPosition(3), horizon: LogPosition(6))) {
      try store.log.read { _ = try ProjectionSnapshot($0, knownAt: LogPosition(3)) }
    }
  }

  static let tamperings = [
    Tampering(
      sql: "UPDATE event SET observed_at = observed_at + 1 WHERE position = 6",
      part: .event
    ),
    Tampering(sql: "UPDATE event SET hash = zeroblob(32) WHERE position = 6", part: .event),
    Tampering(sql: "UPDATE event SET hash = zeroblob(32) WHERE position = 7", part: .event),
    Tampering(sql: "DELETE FROM event WHERE position = 6", part: .event),
    Tampering(sql: "DELETE FROM event WHERE position = 7", part: .event),
    Tampering(
      sql: """
        INSERT INTO event SELECT 5, feed_id, epoch, recorded_at, observed_at, type, assertion, flags,
          object_id, revision, body, body_size, body_base, hash FROM event WHERE position = 6
        """,
      part: .event
    ),
    Tampering(
      sql: """
        UPDATE event SET body = (SELECT body FROM event WHERE position = 7), body_base = 0,
          body_size = (SELECT body_size FROM event WHERE position = 7) WHERE position = 6
        """,
      part: .event
    ),
    Tampering(sql: "UPDATE feed SET kubernetes_version = '1.20' WHERE id = 1", part: .event),
    Tampering(sql: "UPDATE event SET body = x'00' WHERE position = 11", part: .event),
    Tampering(sql: "UPDATE horizon SET instant = instant - 1", part: .index),
    Tampering(sql: "DELETE FROM horizon", part: .event),
    Tampering(sql: "UPDATE projection_step SET revision = x'0000'", part: .projections),
  ]

  @Test("whatever is changed is found", arguments: tamperings)
  func tampering(_ tampering: Tampering) throws {
    let store = try Self.retained()
    try store.tamper { try $0.execute(sql: tampering.sql) }
    let damages = try StoreSample.damages(of: store.path)
    #expect(damages.first?.part == tampering.part)
  }

  @Test("indexes that are derived again know the horizon")
  func indexes() throws {
    let store = try Self.retained()
    try store.tamper { try $0.execute(sql: "UPDATE horizon SET instant = instant - 1") }
    let log = try TestStore.open(store.path, participants: [TopologyProjection()])
    try log.rebuildIndexes()
    try log.close()
    #expect(try StoreSample.damages(of: store.path) == [])
  }

  @Test("what was forgotten does not come back, and what is known is known")
  func skipped() throws {
    let store = try Self.retained()
    let outcomes = try store.append(
      Draft.pod("a", 1, at: 1),
      Draft.observation(.listingComplete, at: 4, revision: 4),
      Draft.pod("b", 5, at: 5),
      Draft.pod("c", 7, at: 7, feed: Draft.feed("feed-2"))
    )
    #expect(
      outcomes == [
        .behindHorizon, .behindHorizon, .duplicate(of: LogPosition(6)),
        .duplicate(of: LogPosition(9)),
      ]
    )
    #expect(try store.head() == LogPosition(11))
  }

  @Test("a kill at any moment leaves the store as it was, or as it is afterwards")
  func kill() throws {
    let whole = try StoreSample.make()
    let head = try whole.log.read { try $0.head() }
    try whole.close()
    let onlooker = Onlooker()
    let log = try TestStore.open(whole.path, participants: [TopologyProjection(), onlooker])
    onlooker.watch(whole.path)
    _ = try log.retain(Self.request)
    let copies = onlooker.copies.withLock { $0 }
    #expect(copies.count == 1)
    for copy in copies {
      let reopened = try TestStore.open(copy, participants: [TopologyProjection()])
      let found = try reopened.read { try $0.head() }
      #expect(found == head)
      try reopened.close()
      #expect(try StoreSample.damages(of: copy) == [])
    }
    try log.close()
    #expect(try StoreSample.damages(of: whole.path) == [])
  }

  @Test("to say what would go changes no byte")
  func dryRun() throws {
    let store = try StoreSample.make()
    try store.close()
    let before = try Data(contentsOf: URL(fileURLWithPath: store.path))
    let log = try TestStore.open(store.path, access: .readOnly)
    let plan = try #require(try log.plan(Self.request))
    try log.close()
    #expect(plan.forgottenCount == 5)
    #expect(try Data(contentsOf: URL(fileURLWithPath: store.path)) == before)
  }

  @Test("where there is nothing to forget, nothing is changed")
  func nothing() throws {
    let store = try StoreSample.make()
    let early = RetentionRequest(.before(Draft.time(0)), cluster: nil)
    #expect(try store.log.retain(early) == nil)
    let retained = try Self.retained()
    #expect(try retained.log.retain(Self.request) == nil)
    #expect(try retained.head() == LogPosition(11))
  }

  @Test("the space comes back, and a size is kept to as far as the bodies tell")
  func space() throws {
    let store = try TestStore(participants: [TopologyProjection()])
    var random = SystemRandomNumberGenerator()
    for revision in 1...400 {
      let noise = (0..<2000).map { _ in UInt8.random(in: 97...122, using: &random) }
      let body = """
        {"kind":"Pod","apiVersion":"v1","metadata":{"name":"p","namespace":"shop","uid":"uid-p",\
        "resourceVersion":"\(revision)","annotations":{"noise":"\
        \(String(decoding: noise, as: UTF8.self))"}}}
        """
      try store.append(Draft.pod("p", revision, at: revision * 60, body: Array(body.utf8)))
    }
    try store.close()
    let size = try Data(contentsOf: URL(fileURLWithPath: store.path)).count
    let log = try TestStore.open(store.path, participants: [TopologyProjection()])
    let used = try log.usedByteCount()
    let plan = try #require(
      try log.retain(RetentionRequest(.bytesMax(used / 2), cluster: nil))
    )
    #expect(plan.usedBytesAfter <= used / 2)
    #expect(plan.forgottenCount > 100 && plan.forgottenCount < 300)
    let reader = try TestStore.open(store.path, access: .readOnly)
    let hasShrunk = try log.returnSpace()
    #expect(hasShrunk)
    #expect(try reader.read { try $0.head().position } == LogPosition(401))
    try reader.close()
    try log.close()
    #expect(try Data(contentsOf: URL(fileURLWithPath: store.path)).count < size * 7 / 10)
    #expect(try StoreSample.damages(of: store.path) == [])
  }
}
