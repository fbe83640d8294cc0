import EventLog
import Foundation
import GRDB
import Projections
import Testing
import TopologyModel

/// What is taken from a damaged store that has a retention horizon.
@Suite struct HorizonSalvageTests {
  /// The sample, forgotten before its second 6: event 6 is the base and the horizon, event 11 says so,
  /// and event 12 came later.
  private static func retained() throws -> TestStore {
    let store = try StoreSample.make()
    let request = RetentionRequest(.before(Draft.time(6)), cluster: nil)
    _ = try #require(try store.log.retain(request))
    try store.append(Draft.pod("c", 20, at: 20))
    return store
  }

  @Test("a sound store gives the same events, positions, hashes, and horizon")
  func sound() throws {
    let store = try Self.retained()
    let expected = try TestStore.events(try store.log)
    let (head, horizons) = try store.log.read { try ($0.head(), $0.horizons()) }
    try store.close()
    let (report, path) = try store.salvage()
    #expect(report.lostCount == 0)
    #expect(report.savedCount == 7)
    #expect(report.commonPosition == nil)
    #expect(report.lostHorizon == nil)
    #expect(report.head.hash == head.hash)
    let log = try TestStore.open(path, access: .readOnly)
    defer { try? log.close() }
    #expect(try TestStore.events(log).map(\.event) == expected.map(\.event))
    #expect(try log.read { try $0.horizons() }.map(\.details) == horizons.map(\.details))
    #expect(try StoreSample.damages(of: path) == [])
  }

  /// A change, what is lost by it at least, and up to where what the retention left goes with it.
  struct Damage: Sendable, CustomTestStringConvertible {
    var sql: String
    var lost: [Int64]
    var horizon: Int64?
    var testDescription: String { sql }
  }

  static let damages = [
    Damage(sql: "UPDATE event SET observed_at = 5 WHERE position = 8", lost: [8]),
    Damage(sql: "DELETE FROM event WHERE position = 7", lost: [7, 8]),
    Damage(sql: "DELETE FROM horizon", lost: []),
    Damage(sql: "UPDATE horizon SET position = 9", lost: []),
    Damage(sql: "DROP TABLE horizon", lost: []),
    // One hash covers all of what was left: it goes as a whole, and what tells of it.
    Damage(sql: "DELETE FROM event WHERE position = 6", lost: [11], horizon: 6),
    Damage(
      sql: "UPDATE event SET observed_at = observed_at + 1 WHERE position = 6",
      lost: [6, 11],
      horizon: 6
    ),
    Damage(
      sql: """
        INSERT INTO event SELECT 5, feed_id, epoch, recorded_at, observed_at, type, assertion, flags,
          object_id, revision, body, body_size, body_base, hash FROM event WHERE position = 6
        """,
      lost: [5, 6, 11],
      horizon: 6
    ),
    Damage(
      sql: "UPDATE feed SET kubernetes_version = 'x' WHERE name <> 'retention'",
      lost: [6, 9, 11],
      horizon: 6
    ),
    // What tells of it is not what it was, though it can be read.
    Damage(
      sql: "UPDATE feed SET kubernetes_version = 'x' WHERE name = 'retention'",
      lost: [6, 11],
      horizon: 6
    ),
    // Where what tells of it is lost, it cannot be told from what came later.
    Damage(
      sql: "UPDATE event SET body = x'00' WHERE position = 11",
      lost: [6, 7, 8, 9, 10, 11],
      horizon: 10
    ),
    Damage(
      sql: "DELETE FROM event WHERE position = 11",
      lost: [6, 7, 8, 9, 10, 11, 12],
      horizon: 10
    ),
    // An event that is lost may have told of another cluster's horizon.
    Damage(
      sql: """
        UPDATE horizon SET position = 12; UPDATE event SET hash = zeroblob(1) WHERE position = 12
        """,
      lost: [11, 12],
      horizon: 11
    ),
  ]

  @Test("what holds is taken, what a retention left as a whole or not at all", arguments: damages)
  func damage(_ damage: Damage) throws {
    let store = try Self.retained()
    try store.tamper { try $0.execute(sql: damage.sql) }
    let (report, path) = try store.salvage()
    let lost = Set(report.losses.map(\.position.value))
    #expect(lost.isSuperset(of: damage.lost), "\(lost)")
    // A body that builds on what is lost goes with it, and a feed's first event with the feed.
    if damage.horizon == nil { #expect(lost.isSubset(of: damage.lost + [9]), "\(lost)") }
    #expect(report.lostHorizon?.value == damage.horizon)
    #expect(try StoreSample.damages(of: path) == [])
    let log = try TestStore.open(path, access: .readOnly)
    defer { try? log.close() }
    let horizon = try log.read { try $0.horizonPosition() }
    #expect(horizon == (damage.horizon == nil ? LogPosition(6) : .zero))
    #expect(try TestStore.events(log).count == report.savedCount)
  }

  @Test("feeds of which nothing is left but the description stay described")
  func describedFeeds() throws {
    let store = try StoreSample.make()
    // The first event of feed 2 goes, and the only other one is lost.
    try store.append(Draft.pod("c", 8, at: 9))
    try store.append(Draft.pod("d", 12, at: 12))
    try store.append(Draft.pod("c", 13, at: 13, feed: Draft.feed("feed-2")))
    _ = try store.log.retain(RetentionRequest(.before(Draft.time(10)), cluster: nil))
    let last = try store.log.read { try $0.horizons() }.flatMap(\.details.feeds).map(\.identity)
    #expect(last.contains("feed-2"))
    try store.tamper {
      try $0.execute(sql: "UPDATE event SET observed_at = observed_at + 1 WHERE position = 13")
    }
    let (report, path) = try store.salvage()
    #expect(report.losses.map(\.position.value) == [13])
    #expect(try StoreSample.damages(of: path) == [])
    let log = try TestStore.open(path, participants: [TopologyProjection()])
    try log.rebuildIndexes()
    try log.close()
    #expect(try StoreSample.damages(of: path) == [])
  }
}
