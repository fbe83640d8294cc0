import EventLog
import GRDB
import Testing
import TopologyModel

@Suite struct BodyTests {
  /// Drafts of many versions of some objects, interleaved, with bodies of all sizes.
  private static func drafts(_ revisions: ClosedRange<Int>) -> [EventDraft] {
    revisions.map { revision in
      let name = "pod-\(revision % 7 < 4 ? 0 : revision % 7)"
      let body: [UInt8] =
        switch revision % 50 {
        case 11: []
        case 12: [0]
        case 13: Draft.noise(300_000, seed: UInt64(revision))
        case 14: Draft.body(name, revision, padding: 200_000)
        case 15: Array("{}".utf8)
        default: Draft.body(name, revision, padding: revision * 3)
        }
      return Draft.pod(name, revision, body: body)
    }
  }

  private static func body(_ draft: EventDraft) -> [UInt8] {
    guard case .object(_, _, let body, _) = draft.content else { return [] }
    return body
  }

  private static func expectBodies(_ store: TestStore, _ drafts: [EventDraft]) throws {
    try store.log.read { snapshot throws in
      for index in drafts.indices.reversed() {
        let stored = try snapshot.body(at: LogPosition(Int64(index + 1)))
        #expect(stored == body(drafts[index]), "the body of event \(index + 1)")
      }
      let reader = try snapshot.bodyReader()
      for (index, draft) in drafts.enumerated() {
        let stored = try reader.body(at: LogPosition(Int64(index + 1)))
        #expect(stored == body(draft), "the body of event \(index + 1), in order")
      }
    }
  }

  @Test(
    "bodies read back bit for bit, over keyframes, big and empty ones",
    arguments: [96 << 20, 1]
  )
  func bitForBit(cacheBytes: Int) throws {
    var options = SQLiteEventLog.Options()
    options.bodyCacheBytesMax = cacheBytes
    let store = try TestStore(options: options)
    let drafts = Self.drafts(1...150)
    _ = try store.log.append(Array(drafts[..<90]))
    for draft in drafts[90...] { try store.append(draft) }
    try Self.expectBodies(store, drafts)
    #expect(try store.firstDamage() == nil)
  }

  @Test("bodies that follow a reopening or a refused append build on what is there")
  func afterReopening() throws {
    let participant = TestParticipant()
    let store = try TestStore(participants: [participant])
    let drafts = Self.drafts(1...120)
    for draft in drafts[..<40] { try store.append(draft) }
    participant.setWork { _ in throw TestParticipant.Refusal() }
    #expect(throws: TestParticipant.Refusal.self) {
      try store.log.append(Array(drafts[40..<60]))
    }
    participant.setWork(nil)
    for draft in drafts[40..<80] { try store.append(draft) }
    try store.reopen()
    for draft in drafts[80...] { try store.append(draft) }
    try store.reopen()
    try Self.expectBodies(store, drafts)
    #expect(try store.firstDamage() == nil)
  }

  @Test("versions build on one another, and a body stands alone every few")
  func keyframes() throws {
    let store = try TestStore()
    for revision in 1...100 { try store.append(Draft.pod("a", revision)) }
    var bases: [Int64: Int64] = [:]
    try store.tamper { db in
      for row in try Row.fetchAll(db, sql: "SELECT position, body_base FROM event") {
        bases[row[0]] = row[1]
      }
    }
    var depths: [Int64: Int] = [:]
    for position in bases.keys.sorted() {
      let base = try #require(bases[position])
      #expect(base < position)
      depths[position] = base == 0 ? 1 : (depths[base] ?? 0) + 1
    }
    #expect(depths.values.max() == 32)
    #expect(bases.values.count { $0 == 0 } == 4)
  }

  @Test("seen events have no body, and leave the object's body alone")
  func seen() throws {
    let store = try TestStore()
    try store.append(
      Draft.pod("a", 1, at: 5),
      Draft.pod("a", 1, at: 3, body: Array("another".utf8)),
      Draft.pod("a", 2, at: 6)
    )
    try store.log.read { snapshot throws in
      #expect(try snapshot.body(at: LogPosition(1)) == Draft.body("a", 1))
      #expect(try snapshot.body(at: LogPosition(2)) == [])
      #expect(try snapshot.body(at: LogPosition(3)) == Draft.body("a", 2))
    }
    #expect(try store.events()[1].event.type == .seen)
    #expect(try store.firstDamage() == nil)
  }
}
