import EventLog
import Foundation
import HindcastTestSupport
import Ingest
import KubernetesClient
import StandInServer
import Testing
import TopologyModel

@Suite("A recorder and its store", .serialized, .timeLimit(.minutes(30)))
struct RecordingStoreTests {
  private static func listed(_ live: LiveRecording, _ count: Int = 4) async throws {
    try await live.wait("every kind is listed") { watches in
      watches.count == count && watches.allSatisfy { $0.revision != nil && $0.phase == .watching }
    }
  }

  @Test("holds the watches back where the disk is slower than the cluster, and loses nothing")
  func backPressure() async throws {
    let stand = try await Stand("scale-split")
    var options = LiveRecording.Options(streamsLists: false)
    options.storeLimits.queuedEventsMax = 40
    options.storeLimits.batchEventsMax = 20
    options.participants = [HinderingParticipant(milliseconds: 5)]
    let live = try stand.record(options)
    try await Self.listed(live)
    await stand.world.finish()
    try await stand.settle(live)
    let state = live.storeState
    #expect(state.heldBackCount > 0)
    #expect(state.queuedCount == 0)
    #expect(!state.isHoldingBack)
    let differences = try stand.differences(live)
    #expect(differences == [])
    try await stand.end(live)
  }

  @Test("tries a write again until there is room, and loses nothing")
  func fullDisk() async throws {
    let stand = try await Stand("outage")
    let hindering = HinderingParticipant(failures: 7)
    var options = LiveRecording.Options(streamsLists: false)
    options.participants = [hindering]
    let live = try stand.record(options)
    try await Self.listed(live)
    try await stand.play(live)
    #expect(hindering.triedCount > 7)
    #expect(live.storeState.failure == nil)
    let differences = try stand.differences(live)
    #expect(differences == [])
    try await stand.end(live)
  }

  @Test("says why it could not write where it is ended while the disk is full")
  func fullAtTheEnd() async throws {
    let stand = try await Stand("outage")
    var options = LiveRecording.Options(streamsLists: false)
    options.participants = [HinderingParticipant(failures: .max)]
    let live = try stand.record(options)
    for _ in 0..<2_000 where live.storeState.failure == nil {
      try await Polling.pause()
    }
    #expect(live.storeState.failure?.contains("disk is full") == true)
    await #expect(throws: EventLogError.self) { try await live.end() }
    try live.log.close()
    try await stand.server.stop()
  }

  @Test("costs a quiet cluster few events")
  func quietHour() async throws {
    let stand = try await Stand("seed")
    await stand.world.finish()
    let clock = LogicalClock()
    let live = try stand.record(LiveRecording.Options(streamsLists: false), clock: clock)
    try await Self.listed(live)
    try await live.drain()
    let before = live.storeState.appendedCount
    let bytes = try size(live.log)
    for _ in 0..<60 {
      clock.pass(seconds: 60)
      for kind in ResourceKind.allCases { try await stand.world.bookmark(kind) }
    }
    let last = clock.now()
    try await live.wait("the last bookmarks came") { watches in
      watches.allSatisfy { watch in
        watch.lastToldAt.map { last.nanoseconds - $0.nanoseconds < 60_000_000_000 } ?? false
      }
    }
    try await live.drain()
    let appended = live.storeState.appendedCount - before
    #expect(appended >= 4 && appended <= 28)
    #expect(try size(live.log) - bytes < 100_000)
    try await stand.end(live)
  }

  @Test(
    "keeps up with a busy cluster at full speed, and holds what the file import of it holds",
    .disabled(if: ProcessInfo.processInfo.environment["SKIP_LONG_TESTS"] == "1")
  )
  func medium() async throws {
    let stand = try await Stand("medium")
    let live = try stand.record(LiveRecording.Options(streamsLists: false))
    try await Self.listed(live)
    await stand.world.play()
    try await stand.settle(live)
    let differences = try stand.differences(live)
    #expect(differences == [])
    let answers = try stand.answers(live, atEnd: false)
    #expect(answers.found == answers.expected)
    try await stand.end(live)
  }

  private func size(_ log: SQLiteEventLog) throws -> Int64 {
    try log.read { try $0.byteCount() }
  }
}
