import EventLog
import Testing
import TopologyModel

/// What the log does with what it holds already (architecture.md section 2, Idempotence).
@Suite struct IdempotenceTests {
  private func appended(_ position: Int64) -> AppendReceipt.Outcome {
    .appended(LogPosition(position))
  }

  private func seen(_ position: Int64, _ original: Int64) -> AppendReceipt.Outcome {
    .seen(LogPosition(position), original: LogPosition(original))
  }

  private func duplicate(_ original: Int64) -> AppendReceipt.Outcome {
    .duplicate(of: LogPosition(original))
  }

  @Test("the same again is a duplicate, whatever its feed, type and body")
  func same() throws {
    let store = try TestStore()
    let outcomes = try store.append(
      Draft.pod("a", 1, at: 5, type: .added),
      Draft.pod("a", 1, at: 5, type: .added),
      Draft.pod("a", 1, at: 6, type: .modified, feed: Draft.feed("feed-2")),
      Draft.pod("a", 1, at: 5, body: Array("{}".utf8))
    )
    #expect(outcomes == [appended(1), duplicate(1), duplicate(1), duplicate(1)])
    try store.reopen()
    #expect(try store.append(Draft.pod("a", 1, at: 9)) == [duplicate(1)])
    let body = try store.log.read { try $0.body(at: LogPosition(1)) }
    #expect(body == Draft.body("a", 1))
  }

  @Test("a feed that told nothing new is known once it does")
  func feedTellsNothingFirst() throws {
    let store = try TestStore()
    let other = Draft.feed("feed-2")
    #expect(try store.append(Draft.pod("a", 1, at: 5)) == [appended(1)])
    #expect(try store.append(Draft.pod("a", 1, at: 5, feed: other)) == [duplicate(1)])
    let news = [
      Draft.observation(.watchOpened, at: 6, feed: other), Draft.pod("a", 2, at: 7, feed: other),
    ]
    #expect(try store.append(news[0], news[1]) == [appended(2), appended(3)])
    #expect(try store.append(news[0], news[1]) == [duplicate(2), duplicate(3)])
    #expect(try store.firstDamage() == nil)
    try store.reopen()
    #expect(try store.append(news[0], news[1]) == [duplicate(2), duplicate(3)])
    let feeds = try store.log.read { log in
      try log.clusters().flatMap { try log.feeds(clusterID: $0.id) }.map { $0.feed.identity }
    }
    #expect(feeds == ["feed-1", "feed-2"])
  }

  @Test("an earlier observation is seen, and counts from then on")
  func earlier() throws {
    let store = try TestStore()
    let outcomes = try store.append(
      Draft.pod("a", 1, at: 5),
      Draft.pod("a", 1, at: 3),
      Draft.pod("a", 1, at: 4),
      Draft.pod("a", 1, at: 3),
      Draft.pod("a", 1, at: 2)
    )
    #expect(outcomes == [appended(1), seen(2, 1), duplicate(1), duplicate(1), seen(3, 1)])
    let event = try #require(try store.events().last?.event)
    #expect(event.type == .seen)
    #expect(event.assertion == .state)
    #expect(event.object == Draft.reference("a"))
    #expect(event.revision == Revision("1"))
    #expect(event.observedAt == Draft.time(2))
  }

  @Test("the first delivery by a watch after a listing is seen, though it is later")
  func watched() throws {
    let store = try TestStore()
    let outcomes = try store.append(
      Draft.pod("a", 1, at: 5, channel: .listing),
      Draft.pod("a", 1, at: 7, channel: .listing),
      Draft.pod("a", 1, at: 8, channel: .watch),
      Draft.pod("a", 1, at: 9, channel: .watch)
    )
    #expect(outcomes == [appended(1), duplicate(1), seen(2, 1), duplicate(1)])
  }

  @Test("the first received time after assumed ones is seen, though it is later")
  func received() throws {
    let store = try TestStore()
    let outcomes = try store.append(
      Draft.pod("a", 1, at: 5, timeSource: .assumed),
      Draft.pod("a", 1, at: 6, timeSource: .assumed),
      Draft.pod("a", 1, at: 4, timeSource: .assumed),
      Draft.pod("a", 1, at: 9, timeSource: .received),
      Draft.pod("a", 1, at: 1, timeSource: .assumed),
      Draft.pod("a", 1, at: 8, timeSource: .received)
    )
    #expect(
      outcomes == [
        appended(1), duplicate(1), seen(2, 1), seen(3, 1), duplicate(1), seen(4, 1),
      ]
    )
  }

  @Test("what is asserted belongs to the key")
  func assertions() throws {
    let store = try TestStore()
    let outcomes = try store.append(
      Draft.pod("a", 1, type: .modified),
      Draft.pod("a", 1, type: .deleted),
      Draft.pod("a", 1, type: .leftFilter),
      Draft.pod("a", 1, type: .replaced),
      Draft.pod("a", 1, type: .deleted),
      Draft.pod("a", 1, type: .leftFilter)
    )
    #expect(
      outcomes == [
        appended(1), appended(2), appended(3), duplicate(1), duplicate(2), duplicate(3),
      ]
    )
  }

  @Test("cluster, epoch, object and revision belong to the key")
  func keys() throws {
    let store = try TestStore()
    let outcomes = try store.append(
      Draft.pod("a", 1),
      Draft.pod("a", 1, epoch: 1),
      Draft.pod("a", 1, feed: Draft.feed(cluster: "d")),
      Draft.pod("b", 1),
      Draft.pod("a", 11)
    )
    #expect(outcomes == (1...5).map { appended($0) })
    let clusters = try store.log.read { try $0.clusters().map { $0.name } }
    #expect(clusters == ["c", "d"])
  }

  @Test("objects of the same name and another UID are different objects")
  func incarnations() throws {
    let store = try TestStore()
    var recreated = Draft.pod("a", 1)
    var reference = Draft.reference("a")
    reference.uid = "uid-a-2"
    recreated.content = .object(reference, assertion: .state, body: [], facts: nil)
    #expect(try store.append(Draft.pod("a", 1), recreated) == [appended(1), appended(2)])
    try store.log.read { snapshot throws in
      let id = try #require(try snapshot.clusters().first?.id)
      let slot = reference.slot
      #expect(try snapshot.objectIDs(clusterID: id, epoch: 0, slot: slot).count == 2)
      #expect(try snapshot.objectIDs(clusterID: id, epoch: 0, uid: "uid-a-2").count == 1)
    }
  }

  @Test("observations are known by feed, kind, session and number")
  func observations() throws {
    let store = try TestStore()
    let outcomes = try store.append(
      Draft.observation(.watchOpened),
      Draft.observation(.watchOpened, at: 9),
      Draft.observation(.bookmark, ordinal: 1, revision: 7),
      Draft.observation(.watchOpened, session: 1),
      Draft.observation(.watchOpened, kind: .service),
      Draft.observation(.watchOpened, feed: Draft.feed("feed-2")),
      Draft.observation(.bookmark, ordinal: 1, revision: 8)
    )
    #expect(
      outcomes == [
        appended(1), duplicate(1), appended(2), appended(3), appended(4), appended(5),
        duplicate(2),
      ]
    )
    try store.reopen()
    #expect(try store.append(Draft.observation(.watchOpened)) == [duplicate(1)])
  }

  @Test("the log tells an object's events and its state at a revision")
  func objectEvents() throws {
    let store = try TestStore()
    try store.append(
      Draft.pod("a", 9, at: 1),
      Draft.pod("a", 100, at: 2),
      Draft.pod("a", 20, at: 3),
      Draft.pod("a", 9, at: 0),
      Draft.pod("a", 120, at: 4, type: .deleted)
    )
    try store.log.read { snapshot throws in
      let cluster = try #require(try snapshot.clusters().first?.id)
      let ids = try snapshot.objectIDs(clusterID: cluster, epoch: 0, uid: "uid-a")
      let id = try #require(ids.first)
      let all = try snapshot.events(ofObject: id, through: LogPosition(5))
      #expect(all.map { $0.event.position.value } == [1, 4, 3, 2, 5])
      let early = try snapshot.events(ofObject: id, through: LogPosition(2))
      #expect(early.map { $0.event.position.value } == [1, 2])
      func state(_ revision: String, _ through: Int64) throws -> Int64? {
        try snapshot.stateEvent(
          ofObject: id,
          at: try #require(Revision(revision)),
          through: LogPosition(through)
        )?.value
      }
      #expect(try state("8", 5) == nil)
      #expect(try state("9", 5) == 1)
      #expect(try state("99", 5) == 3)
      #expect(try state("99", 2) == 1)
      #expect(try state("1000", 5) == 2)
    }
  }
}
