import EventLog
import HindcastTestSupport
import Ingest
import KubernetesClient
import StandInServer
import Testing
import TopologyModel

@Suite("What a recorder claims", .serialized, .timeLimit(.minutes(5)))
struct ReviewTests {
  private static let paged = LiveRecording.Options(streamsLists: false)

  @Test("a log without a screen says once that the store is in trouble, and that it is well again")
  func storeTrouble() {
    var reporter = StoreReporter()
    var state = LiveStoreState()
    #expect(reporter.news(state) == [])
    state.failure = "database or disk is full"
    state.queuedCount = 7
    let told = reporter.news(state)
    #expect(told.count == 1)
    #expect(told.first?.contains("database or disk is full") == true)
    #expect(reporter.news(state) == [])
    state.isHoldingBack = true
    #expect(reporter.news(state).count == 1)
    state.isHoldingBack = false
    #expect(reporter.news(state) == [])
    state.failure = nil
    #expect(reporter.news(state).count == 1)
  }

  // MARK: The recorder

  private static func watching(_ live: LiveRecording, _ count: Int = 4) async throws {
    try await live.wait("every kind is watched") { watches in
      watches.count == count && watches.allSatisfy { $0.revision != nil && $0.phase == .watching }
    }
  }

  private static func pauses(_ live: LiveRecording, _ count: Int) async throws {
    for _ in 0..<3_000 where live.pauses.count < count {
      try await Polling.pause(milliseconds: 10)
    }
    #expect(live.pauses.count >= count)
  }

  @Test("tells a reason once whatever numbers stand in it, and whatever came between")
  func reasonsOnce() async throws {
    let stand = try await Stand("outage")
    for number in 1...12 {
      let text =
        number.isMultiple(of: 3)
        ? "upstream away"
        : "request 9f\(1_000_017 * number) from 10.0.0.1:\(40_000 + number) failed"
      await stand.server.inject(
        .answer(status: 503, body: text),
        on: .list(.pod),
        request: number
      )
    }
    let live = try stand.record(LiveRecording.Options(streamsLists: false, kinds: [.pod]))
    try await Self.watching(live, 1)
    #expect(live.messages.filter { $0.contains("trying again") }.count == 2)
    try await live.drain()
    let observations = try StoredEvents.observations(live.log, of: .pod)
    #expect(observations.filter { $0.hasPrefix("watch-closed") }.count == 2)
    try await stand.end(live)
  }

  @Test("notices a restored server that says nothing until it is as far again")
  func silentlyRestored() async throws {
    let later = try await Stand("recreate")
    await later.world.finish()
    let port = later.server.port
    var options = Self.paged
    options.limits.silenceSeconds = 2
    let live = try later.record(options)
    try await Self.watching(live)
    try await later.server.stop()
    try await live.wait("the server is away") { $0.allSatisfy { $0.problem != nil } }
    var standIn = StandInOptions()
    standIn.port = port
    let earlier = try await Stand("outage", standIn)
    try await live.wait("every kind is listed again") { watches in
      watches.allSatisfy { $0.revision == earlier.world.revision && $0.phase == .watching }
    }
    try await earlier.end(live)
    // The store is in the folder of the first.
    withExtendedLifetime(later) {}
  }

  @Test("waits longer each time where a server ends watches at once and tells nothing new")
  func fruitless() async throws {
    let stand = try await Stand("outage")
    let revision = stand.world.revision
    await stand.server.inject(
      .bookmark(.at(revision), afterRecords: 0),
      on: .watch(.pod),
      requests: 1...20
    )
    await stand.server.inject(.end(afterRecords: 0), on: .watch(.pod), requests: 1...20)
    let live = try stand.record(LiveRecording.Options(streamsLists: false, kinds: [.pod]))
    try await Self.pauses(live, 10)
    try await stand.end(live)
  }

  @Test("does not say that it watched while the machine slept")
  func sleptThrough() async throws {
    let stand = try await Stand("outage")
    let live = try stand.record(Self.paged)
    try await Self.watching(live)
    live.clock.pass(seconds: 7_200)
    await stand.server.breakWatches(of: nil, by: .end)
    try await stand.play(live)
    let observations = try StoredEvents.observations(live.log, of: .pod)
    #expect(observations.count { $0.hasPrefix("watch-closed") } == 1)
    #expect(observations.count { $0.hasPrefix("watch-opened") } == 2)
    let differences = try stand.differences(live)
    #expect(differences == [])
    try await stand.end(live)
  }

  @Test("says that the clock stepped back")
  func clockSteps() async throws {
    let stand = try await Stand("outage")
    let live = try stand.record(Self.paged)
    try await Self.watching(live)
    live.clock.pass(seconds: -7_200)
    try await stand.play(live)
    let told = live.messages.filter { $0.contains("clock stepped back") }
    #expect(Set(told).count == told.count)
    #expect(told.contains { $0.hasPrefix("pods: ") })
    try await stand.end(live)
  }

  @Test("watches a namespace once that is named twice")
  func sameNamespaceTwice() async throws {
    let stand = try await Stand("outage")
    let live = try stand.record(
      LiveRecording.Options(namespaces: ["shop", "shop"], streamsLists: false, kinds: [.pod])
    )
    try await live.wait("it watches") { !$0.isEmpty && $0.allSatisfy { $0.phase == .watching } }
    #expect(live.board.watches.count == 1)
    try await stand.end(live)
  }

  @Test("waits ten minutes at most, whatever a server asks for")
  func longRetryAfter() async throws {
    let stand = try await Stand("outage")
    await stand.server.inject(
      .refuse(status: 429, retryAfterSeconds: 4_000_000),
      on: .list(.pod),
      request: 1
    )
    let live = try stand.record(LiveRecording.Options(streamsLists: false, kinds: [.pod]))
    try await Self.pauses(live, 1)
    #expect(live.pauses.first == 600)
    try await stand.end(live)
  }
}
