import EventLog
import Foundation
import HindcastTestSupport
import Ingest
import KubernetesClient
import Projections
import StandInServer
import Testing
import TopologyModel

@Suite("A recorder over its life", .serialized, .timeLimit(.minutes(30)))
struct RecordingLifeTests {
  private static let paged = LiveRecording.Options(streamsLists: false)

  private static func listed(_ live: LiveRecording, _ count: Int = 4) async throws {
    try await live.wait("every kind is listed") { watches in
      watches.count == count && watches.allSatisfy { $0.revision != nil && $0.phase == .watching }
    }
  }

  @Test("goes on after a clean end as if it had never stopped", arguments: [false, true])
  func restart(isKilled: Bool) async throws {
    let stand = try await Stand("outage")
    let clock = LogicalClock()
    let first = try stand.record(Self.paged, clock: clock)
    try await Self.listed(first)
    await stand.world.advance(byRecords: 100)
    try await first.wait("some changes came") { $0.reduce(0) { $0 + $1.changeCount } >= 90 }
    if isKilled {
      try await first.crash()
    } else {
      try await first.end()
      try first.log.close()
    }
    await stand.world.advance(byRecords: 60)
    clock.pass(seconds: 600)
    let second = try stand.record(Self.paged, clock: clock)
    try await stand.play(second)
    let differences = try stand.differences(second)
    #expect(differences == [])
    let lists = await stand.server.requests(.list()).filter { $0.parameters["limit"] != "1" }
    #expect(lists.count == 4)
    let observations = try StoredEvents.observations(second.log, of: .pod)
    let reason = isKilled ? "(the recorder ended without a word)" : "(the recorder ended)"
    #expect(observations.contains { $0.hasPrefix("watch-closed") && $0.hasSuffix(reason) })
    let timeline = try coverage(second.log, of: .pod)
    #expect(timeline.observed.count == 2)
    #expect(timeline.segments.count == 1)
    try await stand.end(second)
  }

  @Test("lists again after a long absence, and infers what ended in it")
  func longAbsence() async throws {
    let stand = try await Stand("outage")
    let clock = LogicalClock()
    let first = try stand.record(Self.paged, clock: clock)
    try await Self.listed(first)
    await stand.world.advance(byRecords: 100)
    try await first.wait("some changes came") { $0.reduce(0) { $0 + $1.changeCount } >= 90 }
    try await first.end()
    try first.log.close()
    await stand.world.advance(byRecords: 100)
    stand.world.compact(through: stand.world.revision)
    clock.pass(seconds: 7_200)
    let second = try stand.record(Self.paged, clock: clock)
    // The first watch goes on from what is too old, and looks open until the server says so.
    let relisted = stand.world.revision
    try await second.wait("pods are listed again") { watches in
      watches.contains {
        $0.kind == .pod && $0.phase == .watching && $0.revision.map { $0 >= relisted } ?? false
      }
    }
    try await stand.play(second)
    let answers = try stand.answers(second, atEnd: true)
    #expect(answers.found == answers.expected)
    let timeline = try coverage(second.log, of: .pod)
    #expect(timeline.segments.count == 2)
    #expect(timeline.observed.count == 2)
    try await stand.end(second)
  }

  @Test("goes on in one session over watches that follow each other at once")
  func seamless() async throws {
    let stand = try await Stand("outage")
    await stand.server.inject(.end(afterRecords: 20), on: .watch(.pod), requests: 1...4)
    let live = try stand.record(Self.paged)
    try await Self.listed(live)
    try await stand.play(live)
    let observations = try StoredEvents.observations(live.log, of: .pod)
    #expect(observations.count { $0.hasPrefix("watch-opened") } == 1)
    #expect(observations.count { $0.hasPrefix("watch-closed") } == 0)
    let watches = await stand.server.requests(.watch(.pod))
    #expect(watches.count >= 4)
    try await stand.end(live)
  }

  @Test("keeps what it knows where it may no longer look, and looks again when it may")
  func forbidden() async throws {
    let stand = try await Stand("outage")
    let live = try stand.record(Self.paged)
    try await Self.listed(live)
    await stand.world.advance(byRecords: 60)
    await stand.server.reconfigure { $0.forbiddenKinds = [.pod] }
    await stand.server.breakWatches(of: .pod, by: .drop)
    try await live.wait("pods are forbidden") { watches in
      watches.contains { $0.kind == .pod && $0.gapSince != nil }
    }
    #expect(live.messages.contains { $0.contains("does not show pods") })
    #expect(live.helps.contains { $0.contains("get, list, and watch of pods") })
    await stand.server.reconfigure { $0.forbiddenKinds = [] }
    try await stand.play(live)
    let observations = try StoredEvents.observations(live.log, of: .pod)
    #expect(observations.contains { $0.hasPrefix("permission-lost") })
    let differences = try stand.differences(live)
    #expect(differences == [])
    try await stand.end(live)
  }

  @Test("reads a token again that the server no longer accepts")
  func token() async throws {
    var standIn = StandInOptions()
    standIn.tokens = ["first"]
    let stand = try await Stand("outage", standIn)
    let file = stand.path("token")
    try "first\n".write(toFile: file, atomically: true, encoding: .utf8)
    var options = Self.paged
    let connect = options.connect
    options.connect = { address in
      let plain = connect(address)
      return ServerConnection(
        contextName: plain.contextName,
        clusterName: plain.clusterName,
        server: plain.server,
        defaultNamespace: plain.defaultNamespace,
        tls: plain.tls,
        proxy: nil,
        credentials: .tokenFile(path: file),
        impersonation: nil
      )
    }
    let live = try stand.record(options)
    try await Self.listed(live)
    try "second\n".write(toFile: file, atomically: true, encoding: .utf8)
    await stand.server.reconfigure { $0.tokens = ["second"] }
    await stand.server.breakWatches(of: nil, by: .end)
    try await stand.play(live)
    let differences = try stand.differences(live)
    #expect(differences == [])
    await stand.server.reconfigure { $0.tokens = ["third"] }
    await stand.server.breakWatches(of: nil, by: .end)
    try await live.wait("the token is refused") { $0.allSatisfy { $0.problem != nil } }
    #expect(live.messages.contains { $0.contains("does not accept the credentials (401)") })
    try await stand.end(live)
  }

  @Test("records below a path prefix")
  func prefix() async throws {
    var standIn = StandInOptions()
    standIn.pathPrefix = "/k8s/clusters/c-1"
    let stand = try await Stand("relabel", standIn)
    let live = try stand.record(Self.paged)
    try await Self.listed(live)
    try await stand.play(live)
    let differences = try stand.differences(live)
    #expect(differences == [])
    try await stand.end(live)
  }

  @Test("begins another epoch where a cluster's revisions start over")
  func epochs() async throws {
    let clock = LogicalClock()
    let later = try await Stand("recreate")
    let first = try later.record(Self.paged, clock: clock)
    try await Self.listed(first)
    try await later.play(first)
    try await first.end()
    try first.log.close()
    let earlier = try await Stand("outage")
    let second = try LiveRecording(
      of: earlier.server,
      into: later.path(),
      clock: clock,
      Self.paged
    )
    try await second.wait("every kind is listed again") { watches in
      watches.count == 4
        && watches.allSatisfy { $0.revision == earlier.world.revision && $0.phase == .watching }
    }
    try await earlier.play(second)
    let epochs = Set(try StoredEvents.objects(second.log).map { String($0.suffix(1)) })
    #expect(epochs == ["0", "1"])
    let ofSecond = try StoredEvents.objects(second.log).filter { $0.hasSuffix("epoch 1") }
    let expected = try earlier.truth().map { String($0.dropLast() + "1") }
    #expect(StoredEvents.differences(ofSecond, expected) == [])
    try await earlier.end(second)
    try await later.server.stop()
  }

  @Test("records namespaces and labels as restrictions")
  func restrictions() async throws {
    let world = StandInWorld(revision: try #require(Revision("11")))
    try world.begin(with: Self.pod("a", "shop", labels: #"{"app":"x"}"#, revision: 10))
    try world.begin(with: Self.pod("b", "pay", labels: #"{"app":"x"}"#, revision: 11))
    let server = try await StandInServer.start(world: world)
    let folder = try TemporaryDirectory()
    var options = LiveRecording.Options(
      namespaces: ["shop"],
      labelSelector: "app=x",
      streamsLists: false
    )
    options.kinds = [.pod]
    let live = try LiveRecording(of: server, into: folder.file("store.db"), options)
    try await Self.listed(live, 1)
    try await world.modify(Self.pod("a", "shop", labels: #"{"app":"y"}"#, revision: 12))
    try await live.wait("the change came") { $0.contains { $0.changeCount == 1 } }
    try await live.end()
    let types = try live.log.read { snapshot in
      var types: [EventType] = []
      try snapshot.forEachEvent(from: LogPosition(1), through: snapshot.head().position) {
        types.append($0.event.type)
        return true
      }
      return types
    }
    #expect(types.filter { $0.isObjectEvent } == [.added, .leftFilter])
    let request = await server.requests(.watch(.pod)).first
    #expect(request?.namespace == "shop")
    #expect(request?.parameters["labelSelector"] == "app=x")
    try live.log.close()
    try await server.stop()
  }

  private static func pod(
    _ name: String,
    _ namespace: String,
    labels: String,
    revision: Int
  ) -> String {
    """
    {"kind":"Pod","apiVersion":"v1","metadata":{"name":"\(name)","namespace":"\(namespace)",\
    "uid":"uid-\(name)","resourceVersion":"\(revision)","labels":\(labels)},\
    "spec":{"containers":[{"name":"c"}]},"status":{"phase":"Running"}}
    """
  }

  private func coverage(_ log: SQLiteEventLog, of kind: ResourceKind) throws -> CoverageTimeline {
    try log.read { snapshot in
      let reads = try ProjectionSnapshot(snapshot)
      let context = try #require(try reads.epochs(of: "test").last?.context)
      return CoverageTimeline(try reads.coverage(of: kind, context))
    }
  }
}
