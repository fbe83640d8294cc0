import EventLog
import Testing
import TopologyModel

@Suite struct PositionTests {
  @Test("positions are gapless over batches, duplicates, failures and reopening")
  func gapless() throws {
    let participant = TestParticipant()
    let store = try TestStore(participants: [participant])
    #expect(try store.head() == .zero)
    try store.append(Draft.pod("a", 1), Draft.pod("b", 2), Draft.pod("a", 1))
    participant.setWork { _ in throw TestParticipant.Refusal() }
    #expect(throws: TestParticipant.Refusal.self) { try store.append(Draft.pod("c", 3)) }
    participant.setWork(nil)
    #expect(throws: EventLogError.self) {
      try store.append(Draft.pod("d", 4), Draft.malformed("e"))
    }
    let outcomes = try store.append(Draft.pod("f", 5), Draft.pod("b", 2), Draft.pod("g", 6))
    #expect(
      outcomes == [
        .appended(LogPosition(3)), .duplicate(of: LogPosition(2)), .appended(LogPosition(4)),
      ]
    )
    try store.reopen()
    #expect(try store.append(Draft.pod("h", 7)) == [.appended(LogPosition(5))])
    let events = try store.events()
    #expect(events.map { $0.event.position.value } == [1, 2, 3, 4, 5])
    #expect(events.map { $0.event.object?.slot.name } == ["a", "b", "f", "g", "h"])
    #expect(try store.firstDamage() == nil)
  }

  @Test("an empty append and one of duplicates append nothing")
  func nothing() throws {
    let store = try TestStore()
    #expect(try store.append() == [])
    try store.append(Draft.pod("a", 1))
    let receipt = try store.log.append([Draft.pod("a", 1), Draft.pod("a", 1)])
    #expect(receipt.appendedCount == 0)
    #expect(receipt.head == LogPosition(1))
    #expect(try store.head() == LogPosition(1))
  }

  @Test("envelopes read back as they were drafted")
  func envelopes() throws {
    let store = try TestStore()
    let members = [
      ObservationDetails.Member(uid: "uid-a", revision: .lowest)
    ]
    try store.append(
      Draft.pod("a", 101, at: 3, type: .deleted, channel: .listing, timeSource: .assumed, epoch: 2),
      Draft.observation(.listingComplete, at: 4, revision: 205, members: members)
    )
    let events = try store.events()
    let first = try #require(events.first?.event)
    #expect(
      first
        == RecordedEvent(
          position: LogPosition(1),
          cluster: "c",
          epoch: 2,
          feedIdentity: "feed-1",
          recordedAt: Draft.epochStart,
          observedAt: Draft.time(3),
          type: .deleted,
          assertion: .deleted,
          evidence: Evidence(channel: .listing, timeSource: .assumed),
          object: Draft.reference("a"),
          revision: Revision("101")
        )
    )
    let second = try #require(events.last?.event)
    #expect(second.object == nil)
    #expect(second.assertion == nil)
    #expect(second.revision == Revision("205"))
    let body = try store.log.read { try $0.body(at: LogPosition(2)) }
    let details = try ObservationDetails(decoding: body)
    #expect(details.members == members)
    #expect(details.kind == .pod)
    #expect(details.sessionStart == Draft.time(0))
  }

  @Test("the time of recording never decreases, though the clock goes backwards")
  func recordedAt() throws {
    let clock = SteppingClock([10, 20, 5, 15, 30].map { Draft.time($0) })
    let store = try TestStore(clock: clock)
    for revision in 1...5 { try store.append(Draft.pod("a", revision)) }
    #expect(
      try store.events().map { $0.event.recordedAt } == [10, 20, 20, 20, 30].map { Draft.time($0) }
    )
    try store.reopen(clock: FixedClock(Draft.time(1)))
    try store.append(Draft.pod("a", 6))
    #expect(try store.events().last?.event.recordedAt == Draft.time(30))
    let found = try store.log.read { snapshot throws in
      try [9, 10, 20, 29, 30].map { try snapshot.position(recordedBy: Draft.time($0)).value }
    }
    #expect(found == [0, 1, 4, 4, 6])
  }

  @Test("a refused append does not move the time of recording")
  func recordedAtOfRefused() throws {
    let participant = TestParticipant { _ in throw TestParticipant.Refusal() }
    let clock = SteppingClock([50, 20].map { Draft.time($0) })
    let store = try TestStore(participants: [participant], clock: clock)
    #expect(throws: TestParticipant.Refusal.self) { try store.append(Draft.pod("a", 1)) }
    participant.setWork(nil)
    try store.append(Draft.pod("a", 1))
    #expect(try store.events().map { $0.event.recordedAt } == [Draft.time(20)])
  }
}
