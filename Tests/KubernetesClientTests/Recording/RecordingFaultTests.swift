import HindcastTestSupport
import KubernetesClient
import StandInServer
import Testing
import TopologyModel

@Suite("A recorder under an API server that misbehaves", .serialized, .timeLimit(.minutes(30)))
struct RecordingFaultTests {
  /// What a server does to a recorder without anything being lost.
  struct Harmless: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var fault: StandInFault
    var target: StandInTarget
    var requests = 1...3

    /// Whether the recorder notices only by waiting.
    var needsShortLimits: Bool {
      switch fault {
      case .silence, .neverAnswer: true
      default: false
      }
    }
  }

  static let harmless = [
    Harmless(
      testDescription: "ends watches cleanly in the middle",
      fault: .end(afterRecords: 7),
      target: .watch(),
      requests: 1...12
    ),
    Harmless(
      testDescription: "ends a watch before its first record",
      fault: .end(afterRecords: 0),
      target: .watch(.pod)
    ),
    Harmless(
      testDescription: "drops connections between records",
      fault: .drop(afterRecords: 5),
      target: .watch(.pod)
    ),
    Harmless(
      testDescription: "drops connections inside a record",
      fault: .tear(afterRecords: 5),
      target: .watch()
    ),
    Harmless(
      testDescription: "falls silent and keeps the connection",
      fault: .silence(afterRecords: 4),
      target: .watch(.endpointSlice),
      requests: 1...1
    ),
    Harmless(
      testDescription: "ends a watch with an internal error",
      fault: .error(code: 500, afterRecords: 3),
      target: .watch(.endpointSlice)
    ),
    Harmless(
      testDescription: "refuses watches with 429",
      fault: .refuse(status: 429, retryAfterSeconds: 7),
      target: .watch(.pod)
    ),
    Harmless(
      testDescription: "refuses watches with 503",
      fault: .refuse(status: 503),
      target: .watch()
    ),
    Harmless(
      testDescription: "refuses lists with 500",
      fault: .refuse(status: 500),
      target: .list()
    ),
    Harmless(
      testDescription: "breaks a list off in the middle",
      fault: .tear(afterRecords: 0),
      target: .list(.service),
      requests: 1...2
    ),
    Harmless(
      testDescription: "closes connections before an answer",
      fault: .closeBeforeHead,
      target: .any,
      requests: 1...9
    ),
    Harmless(
      testDescription: "never answers some watches",
      fault: .neverAnswer,
      target: .watch(.pod),
      requests: 1...1
    ),
    Harmless(
      testDescription: "stands behind a proxy that shows a page",
      fault: .proxyPage(),
      target: .any,
      requests: 2...7
    ),
    Harmless(
      testDescription: "answers lists with a login page",
      fault: .answer(status: 200, body: "<html>log in</html>"),
      target: .list(.pod),
      requests: 1...2
    ),
    Harmless(
      testDescription: "sends every record twice",
      fault: .duplicateRecords,
      target: .watch(),
      requests: 1...99
    ),
    Harmless(
      testDescription: "sends old records again",
      fault: .repeatRecords(count: 5, afterRecords: 9),
      target: .watch(.pod),
      requests: 1...1
    ),
    Harmless(
      testDescription: "sends bookmarks that lie behind",
      fault: .bookmark(.behind, afterRecords: 6),
      target: .watch(.pod)
    ),
    Harmless(
      testDescription: "sends bookmarks without a revision",
      fault: .bookmark(.withoutRevision, afterRecords: 6),
      target: .watch(.service)
    ),
    Harmless(
      testDescription: "sends single bytes",
      fault: .dribble(bytesPerChunk: 1),
      target: .watch(.service),
      requests: 1...99
    ),
    Harmless(
      testDescription: "sends chunks that end inside characters",
      fault: .dribble(bytesPerChunk: 11),
      target: .any,
      requests: 1...99
    ),
    Harmless(
      testDescription: "sends many records in one chunk",
      fault: .batch(recordsPerChunk: 50),
      target: .watch(),
      requests: 1...99
    ),
  ]

  @Test("loses nothing where a server", arguments: harmless)
  func nothingIsLost(_ harmless: Harmless) async throws {
    let stand = try await Stand("outage")
    await stand.server.inject(
      harmless.fault,
      on: harmless.target,
      requests: harmless.requests
    )
    var options = LiveRecording.Options(streamsLists: false)
    if harmless.needsShortLimits {
      options.limits.silenceSeconds = 2
      options.limits.answerSeconds = 2
    }
    let live = try stand.record(options)
    try await live.wait("every kind is listed") { watches in
      watches.count == 4 && watches.allSatisfy { $0.revision != nil }
    }
    try await stand.play(live)
    let differences = try stand.differences(live)
    #expect(differences == [])
    try await stand.end(live)
  }

  @Test("waits as long as a server asks for, and longer each time otherwise")
  func waits() async throws {
    let stand = try await Stand("outage")
    await stand.server.inject(
      .refuse(status: 429, retryAfterSeconds: 7),
      on: .list(.pod),
      requests: 1...2
    )
    await stand.server.inject(.refuse(status: 503), on: .list(.pod), requests: 3...5)
    let live = try stand.record(LiveRecording.Options(streamsLists: false, kinds: [.pod]))
    try await stand.finish(live, kinds: 1)
    #expect(live.pauses.prefix(5).map { ($0 * 10).rounded() } == [70, 70, 48, 96, 192])
    #expect(live.messages.filter { $0.contains("trying again") }.count == 2)
    try await stand.end(live)
  }

  @Test("goes on where it was when kinds arrive in any order")
  func kindsOutOfOrder() async throws {
    let stand = try await Stand("outage")
    stand.world.hold(.pod)
    let live = try stand.record(LiveRecording.Options(streamsLists: false))
    try await stand.server.waitForWatches(4)
    await stand.world.finish()
    await stand.world.release(.pod)
    try await stand.settle(live)
    let differences = try stand.differences(live)
    #expect(differences == [])
    try await stand.end(live)
  }

  @Test(
    "lists again where a revision is too old, and knows what it missed",
    arguments: [StandInOptions.Expiry.errorRecord, .status]
  )
  func expired(_ expiry: StandInOptions.Expiry) async throws {
    var standIn = StandInOptions()
    standIn.expiry = expiry
    let stand = try await Stand("outage", standIn)
    let live = try stand.record(LiveRecording.Options(streamsLists: false))
    try await stand.server.waitForWatches(4)
    await stand.world.advance(byRecords: 60)
    await stand.server.inject(.refuse(status: 503), on: .watch(.pod), requests: 1...2)
    await stand.server.breakWatches(of: .pod, by: .drop)
    await stand.world.advance(byRecords: 80)
    stand.world.compact(through: stand.world.revision)
    try await stand.play(live)
    let observations = try StoredEvents.observations(live.log, of: .pod)
    #expect(observations.contains { $0.hasPrefix("watch-expired") })
    #expect(observations.count { $0.hasPrefix("listing-complete") } == 2)
    // What was missed is missing; what is there is what was.
    let found = try StoredEvents.keys(live.log)
    let expected = try StoredEvents.keys(stand.imported())
    #expect(found.isStrictSubset(of: expected))
    let answers = try stand.answers(live, atEnd: true)
    #expect(answers.found == answers.expected)
    try await stand.end(live)
  }

  @Test("streams lists where the server offers it, and takes pages where it refuses")
  func lists() async throws {
    for refuses in [false, true] {
      var standIn = StandInOptions()
      standIn.refusesInitialEvents = refuses
      let stand = try await Stand("outage", standIn)
      var options = LiveRecording.Options()
      options.limits.pageObjectsMax = 1
      let live = try stand.record(options)
      try await live.wait("every kind is listed") { watches in
        watches.count == 4 && watches.allSatisfy { $0.revision != nil && $0.phase == .watching }
      }
      try await stand.play(live)
      let lists = await stand.server.requests(.list(.service))
      #expect(lists.isEmpty == !refuses)
      let (found, expected) = try stand.answers(live, atEnd: false)
      #expect(found == expected)
      try await stand.end(live)
    }
  }

  @Test("begins a list again where its continuation expired")
  func expiredContinuation() async throws {
    let stand = try await Stand("rolling-update")
    await stand.world.advance(byRecords: 200)
    await stand.server.inject(.expire, on: .continuation(.pod), request: 1)
    var options = LiveRecording.Options(streamsLists: false)
    options.limits.pageObjectsMax = 2
    let live = try stand.record(options)
    try await stand.server.waitForWatches(1, of: .pod)
    try await stand.finish(live)
    let lists = await stand.server.requests(.list(.pod))
    #expect(lists.last?.parameters["limit"] == nil)
    let observations = try StoredEvents.observations(live.log, of: .pod)
    #expect(observations.count { $0.hasPrefix("listing-complete") } == 1)
    try await stand.end(live)
  }
}
