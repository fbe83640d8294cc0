import Foundation
import GRDB
import Testing
import TopologyModel

@testable import EventLog

@Suite struct ChainTests {
  // Computed apart from this code: SHA-256 over hash(n-1), envelope and SHA-256 of the body.
  private static let firstHash = "0d946cafb24ab92df76a053ed1bef8f8553aea1b54fd8719fea86fbc3bdd5423"
  private static let secondHash =
    "cfc26208867a7b0a07ba1d3b42226832b4d69828286220b34df119ef81e24e00"

  private static let body = Array(
    #"{"kind":"Pod","metadata":{"name":"cart-1","labels":{"büro":"ja"}}}"#.utf8
  )

  private static func store() throws -> TestStore {
    let store = try TestStore()
    try store.append(Draft.pod("cart-1", 101, at: -5, type: .added, body: body))
    let member = ObservationDetails.Member(
      uid: "uid-cart-1",
      revision: try #require(Revision("101"))
    )
    try store.append(
      Draft.observation(
        .listingComplete,
        session: -9,
        ordinal: 1,
        at: -4,
        revision: 205,
        members: [member]
      )
    )
    return store
  }

  /// A store with eight events: versions of two objects, a listing, a `seen` event.
  private static func longerStore() throws -> TestStore {
    let store = try TestStore()
    try store.append(
      Draft.pod("a", 1, at: 1),
      Draft.pod("b", 2, at: 2),
      Draft.pod("a", 3, at: 3),
      Draft.observation(.listingComplete, at: 4, revision: 3),
      Draft.pod("a", 3, at: 2),
      Draft.pod("b", 4, at: 5),
      Draft.pod("a", 5, at: 6),
      Draft.pod("b", 6, at: 7)
    )
    return store
  }

  @Test("the published layout gives the published hashes")
  func vector() throws {
    let store = try Self.store()
    let hashes = try store.log.read { snapshot throws in
      try (0...2).map { try snapshot.hash(at: LogPosition($0)).description }
    }
    #expect(hashes[0] == String(repeating: "0", count: 64))
    #expect(hashes[1] == Self.firstHash)
    #expect(hashes[2] == Self.secondHash)
    let head = try store.log.read { try $0.head() }
    #expect(head.hash.shortText == "cfc26208867a")
  }

  @Test("the hash covers every field of the envelope, and the body")
  func coverage() throws {
    let event = try #require(try Self.store().events().first?.event)
    let original = ChainHash.genesis.appending(event, body: Self.body)
    var hashes: Set<ChainHash> = [original]
    let changes: [(inout RecordedEvent) -> Void] = [
      { $0.position = LogPosition(2) },
      { $0.cluster = "d" },
      { $0.epoch = 1 },
      { $0.feedIdentity = "feed-2" },
      { $0.recordedAt = Instant(nanoseconds: 1) },
      { $0.observedAt = Instant(nanoseconds: 1) },
      { $0.type = .modified },
      { $0.assertion = .deleted },
      { $0.assertion = nil },
      { $0.evidence.channel = .listing },
      { $0.evidence.timeSource = .assumed },
      { $0.object = nil },
      { $0.object?.slot.kind = .service },
      { $0.object?.slot.namespace = "" },
      { $0.object?.slot.name = "cart-2" },
      { $0.object?.uid = "" },
      { $0.revision = Revision("102") },
      { $0.revision = nil },
    ]
    for change in changes {
      var changed = event
      change(&changed)
      hashes.insert(ChainHash.genesis.appending(changed, body: Self.body))
    }
    hashes.insert(ChainHash.genesis.appending(event, body: []))
    hashes.insert(original.appending(event, body: Self.body))
    var descriptions: [FeedDescription] = [Draft.feed()]
    let feedChanges: [(inout FeedDescription) -> Void] = [
      { $0.name = "other" }, { $0.format = "other" }, { $0.retention = "full" },
      { $0.kubernetesVersion = "1.34" },
    ]
    for change in feedChanges {
      var changed = Draft.feed()
      change(&changed)
      descriptions.append(changed)
    }
    for feed in descriptions {
      hashes.insert(ChainHash.genesis.appending(event, body: Self.body, describing: feed))
    }
    #expect(hashes.count == changes.count + 3 + descriptions.count)
  }

  @Test("an untouched log is not damaged, and every position is checked")
  func untouched() throws {
    let store = try Self.longerStore()
    var checked: [Int64] = []
    let damage = try store.log.read { try $0.firstDamage { checked.append($0.value) } }
    #expect(damage == nil)
    #expect(checked == Array(1...8))
    let empty = try TestStore()
    #expect(try empty.firstDamage() == nil)
  }

  @Test(
    "every kind of tampering is found, at its position",
    arguments: [
      ("UPDATE event SET observed_at = observed_at + 1 WHERE position = 3", 3),
      ("UPDATE event SET recorded_at = recorded_at - 1 WHERE position = 3", 3),
      ("UPDATE event SET revision = '4' WHERE position = 3", 3),
      ("UPDATE event SET type = 3 WHERE position = 6", 6),
      ("UPDATE event SET assertion = 1 WHERE position = 6", 6),
      ("UPDATE event SET flags = 1 WHERE position = 7", 7),
      ("UPDATE event SET epoch = 1 WHERE position = 2", 2),
      ("UPDATE event SET object_id = 1 WHERE position = 2", 2),
      ("UPDATE event SET hash = zeroblob(32) WHERE position = 4", 4),
      ("UPDATE event SET hash = x'00' WHERE position = 4", 4),
      ("UPDATE event SET body = zeroblob(length(body)) WHERE position = 4", 4),
      ("UPDATE event SET body = NULL WHERE position = 4", 4),
      ("UPDATE event SET body = NULL, body_size = 0 WHERE position = 4", 4),
      ("UPDATE event SET body_base = 8 WHERE position = 7", 7),
      ("UPDATE event SET type = 77 WHERE position = 5", 5),
      ("DELETE FROM event WHERE position = 5", 5),
      ("DELETE FROM event WHERE position = 1", 1),
      ("DELETE FROM object WHERE id = 2", 2),
      ("UPDATE object SET name = 'c' WHERE id = 2", 2),
      ("UPDATE object SET uid = 'other' WHERE id = 1", 1),
      ("UPDATE feed SET identity = 'other'", 1),
      ("UPDATE feed SET name = 'other'", 1),
      ("UPDATE feed SET format = 'live'", 1),
      ("UPDATE feed SET retention = 'full'", 1),
      ("UPDATE feed SET kubernetes_version = '1.29'", 1),
      ("UPDATE cluster SET name = 'other'", 1),
    ] as [(String, Int64)]
  )
  func tampering(sql: String, position: Int64) throws {
    let store = try Self.longerStore()
    try store.tamper { try $0.execute(sql: sql) }
    #expect(Self.position(of: try damage(of: store)) == position)
  }

  @Test("bodies that were changed, or exchanged, are found")
  func bodies() throws {
    let store = try Self.longerStore()
    try store.tamper { db in
      let other = try BodyCodec().compress(Draft.body("a", 9), prefix: nil)
      try db.execute(
        sql: "UPDATE event SET body = ?, body_size = ?, body_base = 0 WHERE position = 3",
        arguments: [Data(other), Draft.body("a", 9).count]
      )
    }
    #expect(Self.position(of: try damage(of: store)) == 3)
  }

  @Test("events whose positions were swapped are found")
  func swapped() throws {
    let store = try Self.longerStore()
    try store.tamper { db in
      for (old, new) in [(6, -1), (7, 6), (-1, 7)] {
        try db.execute(
          sql: "UPDATE event SET position = ? WHERE position = ?",
          arguments: [new, old]
        )
      }
    }
    #expect(Self.position(of: try damage(of: store)) == 6)
  }

  @Test("a body compressed anew changes no hash")
  func recompressed() throws {
    let store = try Self.longerStore()
    try store.tamper { db in
      let alone = try BodyCodec().compress(Draft.body("a", 3), prefix: nil)
      try db.execute(
        sql: "UPDATE event SET body = ?, body_base = 0 WHERE position = 3",
        arguments: [Data(alone)]
      )
    }
    #expect(try store.firstDamage() == nil)
  }

  /// The damage that verifying tells of, returned or thrown.
  private func damage(of store: TestStore) throws -> EventLogError? {
    do {
      return try store.firstDamage()
    } catch let error as EventLogError {
      return error
    }
  }

  private static func position(of damage: EventLogError?) -> Int64? {
    guard case .corrupt(let position, _) = damage else { return nil }
    return position.value
  }
}
