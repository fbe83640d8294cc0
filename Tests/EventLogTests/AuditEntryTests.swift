import EventLog
import GRDB
import Testing
import TopologyModel

@Suite("audit entries in the log")
struct AuditEntryTests {
  static func entry(
    _ auditID: String = "5f1c",
    requestedAt seconds: Int = 1,
    stage: AuditEntry.Stage = .responseComplete,
    user: String = "alice"
  ) -> AuditEntry {
    AuditEntry(
      auditID: auditID,
      stage: stage,
      user: user,
      impersonatedUser: "system:admin",
      agent: "kubectl/v1.36.2",
      verb: "patch",
      slot: ObjectSlot(kind: .pod, namespace: "shop", name: "cart-1"),
      uid: "uid-cart-1",
      subresource: "status",
      precondition: Revision("11"),
      revision: Revision("12"),
      requestedAt: Draft.time(seconds),
      answeredAt: Draft.time(seconds).advanced(byNanoseconds: 7_000),
      code: 200
    )
  }

  static func draft(_ entry: AuditEntry, feed: FeedDescription = Draft.feed()) -> EventDraft {
    EventDraft(
      feed: feed,
      epoch: 0,
      type: .audited,
      observedAt: entry.answeredAt,
      evidence: Evidence(channel: .watch, timeSource: .received),
      revision: entry.revision,
      content: .audit(entry)
    )
  }

  @Test("an entry reads back as it was appended, however many like it there are")
  func readsBack() throws {
    let store = try TestStore()
    var entries = (0..<40).map { Self.entry("id-\($0)", requestedAt: $0) }
    entries[7].impersonatedUser = nil
    entries[8].revision = nil
    entries[9].code = 0
    _ = try store.log.append(entries.prefix(20).map { Self.draft($0) })
    try store.reopen()
    _ = try store.log.append(entries.dropFirst(20).map { Self.draft($0) })
    let read = try store.log.read { snapshot in
      try (1...40).map { try snapshot.auditEntry(at: LogPosition($0)) }
    }
    #expect(read == entries)
    #expect(try store.firstDamage() == nil)
  }

  @Test("the same request at the same stage is the same again, whatever file tells it")
  func isIdempotent() throws {
    let store = try TestStore()
    let entry = Self.entry()
    var shorter = entry
    shorter.revision = nil
    #expect(try store.append(Self.draft(entry)) == [.appended(LogPosition(1))])
    #expect(
      try store.append(Self.draft(shorter, feed: Draft.feed("rotated")))
        == [.duplicate(of: LogPosition(1))]
    )
    try store.reopen()
    #expect(try store.append(Self.draft(entry)) == [.duplicate(of: LogPosition(1))])
  }

  @Test("an audit ID that a client chose twice hides no request")
  func clientsChooseIDs() throws {
    let store = try TestStore()
    let outcomes = try store.append(
      Self.draft(Self.entry()),
      Self.draft(Self.entry(requestedAt: 2)),
      Self.draft(Self.entry(stage: .panic)),
      Self.draft(Self.entry(), feed: Draft.feed("other", cluster: "d"))
    )
    #expect(outcomes == (1...4).map { .appended(LogPosition($0)) })
  }

  @Test("an entry makes no object, and is no state of one")
  func tellsNoState() throws {
    let store = try TestStore()
    try store.append(Self.draft(Self.entry()))
    let cluster = try #require(try store.log.read { try $0.clusters().first })
    #expect(try store.log.read { try !$0.hasObjects(clusterID: cluster.id) })
    try store.append(Draft.pod("cart-1", 12, type: .added))
    try store.log.read { snapshot in
      #expect(try snapshot.hasObjects(clusterID: cluster.id))
      let ids = try snapshot.objectIDs(clusterID: cluster.id, epoch: 0, uid: "uid-cart-1")
      #expect(ids.count == 1)
      let events = try snapshot.events(ofObject: ids[0], through: LogPosition(9))
      #expect(events.map(\.event.type) == [.added])
    }
  }

  @Test("a store of version 1 takes entries once it is opened for writing")
  func migrates() throws {
    let store = try TestStore()
    try store.append(Draft.pod("cart-1", 12, type: .added))
    try store.tamper { db in
      try db.execute(sql: "DROP TABLE audit_key; DROP TABLE horizon; DROP TABLE block")
      try db.execute(sql: "PRAGMA user_version = 1")
    }
    // Until then it is sound as it is.
    let reader = try TestStore.open(store.path, access: .readOnly)
    #expect(try reader.read { try $0.verify().damages } == [])
    try reader.close()
    try store.reopen()
    #expect(try store.append(Self.draft(Self.entry())) == [.appended(LogPosition(2))])
    #expect(try store.firstDamage() == nil)
  }

  @Test("a body that is no entry is damage, not a trap")
  func damagedBody() throws {
    let store = try TestStore()
    try store.append(Draft.pod("cart-1", 12, type: .added))
    #expect(throws: EventLogError.self) {
      try store.log.read { _ = try $0.auditEntry(at: LogPosition(1)) }
    }
  }
}
