import EventLog
import Foundation
import GRDB
import Projections
import Testing
import TopologyModel

/// Every way in which somebody, or a disk, may change a store: each is found, where it begins.
@Suite struct VerificationTests {
  /// What is done to a store, and what a verification must say.
  struct Tampering: CustomTestStringConvertible, Sendable {
    var sql: String
    var part: StoreDamage.Part
    var position: Int64?

    var testDescription: String { sql }

    /// Whether it changes a table and no row of one.
    var isOfTables: Bool { sql.hasPrefix("DROP") || sql.hasPrefix("CREATE") }
  }

  @Test("nothing is found in a store that was left alone, and the noted head holds")
  func untouched() throws {
    let store = try StoreSample.make()
    let head = try store.log.read { try $0.head() }
    try store.close()
    let full = try #require(NotedHead("\(head.position):\(head.hash)"))
    let short = try #require(NotedHead("\(head.position):\(head.hash.shortText)"))
    let first = try #require(NotedHead("0:" + String(repeating: "0", count: 64)))
    #expect(try StoreSample.damages(of: store.path, heads: [full, short, first]) == [])
    let empty = try TestStore(participants: [TopologyProjection()])
    #expect(try StoreSample.damages(of: empty.path) == [])
  }

  @Test("rewriting, deleting, inserting, or reordering events is found", arguments: ofEvents)
  func events(_ tampering: Tampering) throws {
    try expect(tampering)
  }

  @Test("altering a table beside the events is found", arguments: ofSideTables)
  func sideTables(_ tampering: Tampering) throws {
    try expect(tampering)
  }

  @Test("altering, removing, or adding a row of a projection is found", arguments: ofProjections)
  func projections(_ tampering: Tampering) throws {
    try expect(tampering)
  }

  @Test(
    "tables that are not Hindcast's, and values of another type, are found",
    arguments: ofTables
  )
  func tables(_ tampering: Tampering) throws {
    try expect(tampering)
  }

  @Test("every table of the log and of the projections is tampered with here")
  func complete() throws {
    let store = try StoreSample.make()
    try store.close()
    let queue = try DatabaseQueue(path: store.path)
    let tables = try queue.read { db in
      try String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE type = 'table'")
    }
    try queue.close()
    let all = Self.ofEvents + Self.ofSideTables + Self.ofProjections + Self.ofTables
    // Only a retention and a sealing fill these, which tests of their own tamper with.
    for table in tables where !["horizon", "block"].contains(table) {
      let count = try StoreSample.rowCount(of: table, in: store.path)
      #expect(count > 0, "the sample has no row in \(table)")
      #expect(all.contains { $0.sql.contains(" \(table) ") }, "\(table)")
    }
  }

  @Test("a whole new chain, and a log cut behind a noted head, are found by the noted head alone")
  func notedHead() throws {
    let store = try StoreSample.make()
    let head = try store.log.read { try $0.head() }
    let early = try store.log.read { try $0.hash(at: LogPosition(3)) }
    try store.close()
    let noted = try #require(NotedHead("\(head.position):\(head.hash)"))
    let notedEarly = try #require(NotedHead("3:\(early)"))

    let forged = try StoreSample.make(firstName: "mallory")
    try forged.close()
    #expect(try StoreSample.damages(of: forged.path) == [])
    let found = try StoreSample.damages(of: forged.path, heads: [notedEarly, noted])
    #expect(found.map(\.part) == [.head, .head])
    #expect(found.map(\.position) == [LogPosition(3), head.position])

    let cut = try StoreSample.make(count: 4)
    try cut.close()
    #expect(try StoreSample.damages(of: cut.path, heads: [notedEarly]) == [])
    let behind = try StoreSample.damages(of: cut.path, heads: [noted])
    #expect(behind.map(\.part) == [.head])
    #expect(behind.first?.finding.contains("ends at event 4") == true)
  }

  @Test(
    "a noted head is POSITION:HASH with 12 digits at least",
    arguments: [
      "", "5", "5:", ":0123456789ab", "5:0123456789a", "-1:0123456789ab", "5:0123456789AB",
      "5:0123456789ag", "5:0123456789ab:", "x:0123456789ab",
      "5:" + String(repeating: "0", count: 65),
    ]
  )
  func malformedHead(text: String) {
    #expect(NotedHead(text) == nil)
  }

  @Test("a rebuild of the indexes mends them, and changes no event")
  func mended() throws {
    for tampering in Self.ofSideTables where tampering.part == .index {
      let store = try StoreSample.make()
      let head = try store.log.read { try $0.head() }
      try store.tamper { try $0.execute(sql: tampering.sql) }
      let projection = TopologyProjection()
      let log = try TestStore.open(store.path, participants: [projection])
      try log.rebuildIndexes()
      try projection.rebuild(in: log)
      #expect(try log.read { try $0.head().hash } == head.hash)
      try log.close()
      #expect(try StoreSample.damages(of: store.path) == [], "\(tampering.sql)")
    }
  }

  @Test("feeds of an older Hindcast are counted, and found by nothing else")
  func olderFeeds() throws {
    let store = try StoreSample.make()
    let events = try store.events()
    let rehashed = try store.log.read { snapshot throws -> [(Int64, ChainHash)] in
      var hash = ChainHash.genesis
      return try events.map { stored in
        hash = hash.appending(stored.event, body: try snapshot.body(at: stored.event.position))
        return (stored.event.position.value, hash)
      }
    }
    try store.tamper { db in
      for (position, hash) in rehashed {
        try db.execute(
          sql: "UPDATE event SET hash = ? WHERE position = ?",
          arguments: [Data(hash.bytes), position]
        )
      }
    }
    let log = try TestStore.open(store.path, access: .readOnly)
    defer { try? log.close() }
    let verification = try log.read { try $0.verify() }
    #expect(verification.isSound)
    #expect(verification.uncoveredFeeds == 2)
  }

  private func expect(_ tampering: Tampering) throws {
    let store = try StoreSample.make()
    let head = try store.log.read { try $0.head() }
    try store.tamper { db in
      try db.execute(sql: "PRAGMA writable_schema = ON")
      try db.execute(sql: tampering.sql)
      #expect(db.totalChangesCount > 0 || tampering.isOfTables)
    }
    let noted = try #require(NotedHead("\(head.position):\(head.hash)"))
    let heads = tampering.part == .head ? [noted] : []
    let damages = try StoreSample.damages(of: store.path, heads: heads)
    let damage = try #require(damages.first)
    #expect(damage.part == tampering.part)
    #expect(damage.position?.value == tampering.position)
    #expect(!damage.consequence.isEmpty)
    #expect(damage.help(path: "a.db").contains("`hindcast") || damage.remedy == .restore)
  }

  @Test("of a store that is read once nothing stays in memory")
  func readOnce() throws {
    let store = try StoreSample.make()
    try store.close()
    func settings(isReadOnce: Bool) throws -> [String] {
      var options = SQLiteEventLog.Options()
      options.isReadOnce = isReadOnce
      let log = try SQLiteEventLog(
        path: store.path,
        access: .readOnly,
        participants: [],
        clock: FixedClock(Draft.epochStart),
        options: options
      )
      defer { try? log.close() }
      return try log.read { snapshot in
        #expect(try snapshot.verify().isSound)
        #expect(try TopologyProjection.firstDamage(snapshot) == nil)
        let db = try #require(snapshot.connection.handle as? Database)
        return try ["temp_store", "temp.cache_size", "mmap_size"].map {
          try String.fetchOne(db, sql: "PRAGMA \($0)") ?? ""
        }
      }
    }
    #expect(try settings(isReadOnce: true) == ["1", "-32768", "0"])
    #expect(try settings(isReadOnce: false).first == "2")
  }
}
