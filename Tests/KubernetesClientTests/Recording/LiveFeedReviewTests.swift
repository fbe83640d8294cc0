import EventLog
import HindcastTestSupport
import Ingest
import KubernetesObjects
import Projections
import Testing
import TopologyModel

@Suite("What a live feed claims", .serialized, .timeLimit(.minutes(5)))
struct LiveFeedReviewTests {
  // MARK: Epochs

  @Test("a list of one namespace may be older than what another namespace's watch told")
  func namespacesShareNoOrder() async throws {
    let bench = try FeedBench()
    let shop = try bench.feed(.pod, in: "shop")
    let pay = try bench.feed(.pod, in: "pay")
    try await bench.list(shop, at: 100)
    try await bench.send(shop, "ADDED", FeedBench.pod("a", 110))
    try await bench.list(pay, at: 105, [FeedBench.pod("b", 50, in: "pay")])
    #expect(bench.cluster.epoch == 0)
    #expect(!shop.needsListing)
  }

  @Test("what a watch of the old epoch still tells stays in the old epoch")
  func oldWatch() async throws {
    let bench = try FeedBench()
    let pods = try bench.feed(.pod)
    let services = try bench.feed(.service)
    try await bench.list(pods, at: 1_000)
    try await bench.list(services, at: 1_000)
    services.close("the list is made again")
    try await bench.list(services, at: 500)
    #expect(bench.cluster.epoch == 1)
    try await bench.send(pods, "ADDED", FeedBench.pod("a", 1_020))
    pods.close("the cluster began another epoch")
    try await pods.commit()
    let events = try await bench.events(.pod)
    #expect(events.suffix(2) == ["added 1020 epoch 0", "watch-closed 1020 epoch 0"])
    let coverage = try await bench.coverage(.pod)
    #expect(coverage.watches.map { $0.reason } == ["the cluster began another epoch"])
  }

  @Test("a list over which an epoch began is made again")
  func listAcrossEpochs() async throws {
    let bench = try FeedBench()
    let pods = try bench.feed(.pod)
    let services = try bench.feed(.service)
    try await bench.list(services, at: 1_000)
    pods.beginListing(at: bench.clock.now(), isStreamed: false)
    try await bench.addPage(pods, at: 490, [FeedBench.pod("a", 10)], continuation: "more")
    try await bench.list(services, at: 500)
    #expect(bench.cluster.epoch == 1)
    try await bench.addPage(pods, at: 490, [FeedBench.pod("b", 20)])
    #expect(pods.needsListing)
    try await bench.list(pods, at: 510, [FeedBench.pod("a", 10), FeedBench.pod("b", 20)])
    #expect(!pods.needsListing)
    let events = try await bench.events(.pod)
    #expect(events.filter { $0.hasSuffix("epoch 1") && $0.hasPrefix("added") }.count == 2)
    #expect(events.filter { $0.hasPrefix("listing-complete") }.count == 1)
  }

  @Test("a new restriction, and a new address, go on in the store's latest epoch")
  func latestEpoch() async throws {
    let bench = try FeedBench()
    let services = try bench.feed(.service)
    try await bench.list(services, at: 1_000)
    services.close("the list is made again")
    let service = """
      {"kind":"Service","apiVersion":"v1","metadata":{"name":"s","namespace":"shop",\
      "uid":"uid-s","resourceVersion":"400"},"spec":{"clusterIP":"None"}}
      """
    try await bench.list(services, at: 500, [service])
    #expect(bench.cluster.epoch == 1)
    try await bench.restart()
    let restricted = try bench.feed(.pod, in: "shop")
    #expect(bench.cluster.epoch == 1)
    try await bench.list(restricted, at: 600, [FeedBench.pod("a", 10)])
    let events = try await bench.events(.pod)
    #expect(events.allSatisfy { $0.hasSuffix("epoch 1") })
    try await bench.restart()
    let moved = try bench.feed(.service, server: "two")
    try await bench.list(moved, at: 300)
    #expect(bench.cluster.epoch == 2)
  }

  // MARK: Lists

  @Test("a streamed list takes changes that come before its end")
  func changesInStream() async throws {
    let bench = try FeedBench()
    let pods = try bench.feed(.pod)
    pods.beginListing(at: bench.clock.now(), isStreamed: true)
    try await bench.send(pods, "ADDED", FeedBench.pod("a", 10))
    try await bench.send(pods, "ADDED", FeedBench.pod("b", 20))
    try await bench.send(pods, "MODIFIED", FeedBench.pod("a", 30))
    try await bench.send(pods, "DELETED", FeedBench.pod("b", 31))
    #expect(pods.revision == nil)
    #expect(pods.needsListing)
    try await bench.bookmark(pods, 40, ends: true)
    let events = try await bench.events(.pod)
    #expect(events.contains("listing-complete [uid-a] 40 epoch 0"))
    #expect(events.contains("deleted 31 epoch 0"))
  }

  @Test("a streamed list that broke off was no observation")
  func brokenStream() async throws {
    let bench = try FeedBench()
    let pods = try bench.feed(.pod)
    pods.beginListing(at: bench.clock.now(), isStreamed: true)
    try await bench.send(pods, "ADDED", FeedBench.pod("a", 10))
    bench.clock.pass(seconds: 100)
    try await bench.send(pods, "ADDED", FeedBench.pod("b", 20))
    pods.close("the list broke off")
    try await pods.commit()
    let coverage = try await bench.coverage(.pod)
    #expect(coverage.observed == [])
  }

  @Test("a list with an object that cannot be read is complete only where its state is stored")
  func unreadMember() async throws {
    let bench = try FeedBench()
    let pods = try bench.feed(.pod)
    try await bench.list(pods, at: 100, [FeedBench.pod("a", 10), FeedBench.pod("b", 20)])
    try await bench.store.drain()
    pods.close("again")
    pods.forgetRevision()
    let known = [FeedBench.pod("a", 10, spec: "7"), FeedBench.pod("b", 20)]
    try await bench.list(pods, at: 200, known)
    pods.close("again")
    pods.forgetRevision()
    let changed = [FeedBench.pod("a", 250, spec: "7"), FeedBench.pod("b", 20)]
    try await bench.list(pods, at: 300, changed)
    let events = try await bench.events(.pod)
    let complete = events.filter { $0.hasPrefix("listing-complete") }
    #expect(
      complete == [
        "listing-complete [uid-a uid-b] 100 epoch 0", "listing-complete [uid-a uid-b] 200 epoch 0",
      ]
    )
  }

  @Test("pages of different revisions are no list")
  func mixedPages() async throws {
    let bench = try FeedBench()
    let pods = try bench.feed(.pod)
    pods.beginListing(at: bench.clock.now(), isStreamed: false)
    try await bench.addPage(pods, at: 100, [FeedBench.pod("a", 10)], continuation: "more")
    await #expect(throws: LiveError.self) {
      try await bench.addPage(pods, at: 120, [FeedBench.pod("b", 20)])
    }
    #expect(pods.needsListing)
  }

  @Test("what a later list finds changed is replaced")
  func replaced() async throws {
    let bench = try FeedBench()
    let pods = try bench.feed(.pod)
    try await bench.list(pods, at: 100, [FeedBench.pod("a", 10)])
    try await bench.store.drain()
    pods.close("too old", .expired)
    pods.forgetRevision()
    try await bench.list(pods, at: 200, [FeedBench.pod("a", 150), FeedBench.pod("b", 160)])
    let events = try await bench.events(.pod)
    #expect(events.contains("replaced 150 epoch 0"))
    #expect(events.contains("added 160 epoch 0"))
  }

  // MARK: Identity

  @Test("a selector that begins as another one is another feed")
  func selectors() async throws {
    let bench = try FeedBench()
    let some = try bench.feed(.pod, selector: "app in (x)")
    try await bench.list(some, at: 100)
    try await bench.restart()
    #expect(try bench.feed(.pod, selector: "app").needsListing)
    #expect(try !bench.feed(.pod, selector: "app in (x)").needsListing)
  }

  @Test("a bookmark of another kind says nothing")
  func otherBookmark() async throws {
    let bench = try FeedBench()
    let pods = try bench.feed(.pod)
    try await bench.list(pods, at: 100)
    let outcome = try await bench.bookmark(pods, 900, kind: "Service")
    #expect(outcome == .otherKind("Service"))
    #expect(pods.revision?.text == "100")
  }

  // MARK: The store

  private final class FullDisk: AppendParticipant {
    func prepare(_ connection: StoreConnection, log: LogSnapshot) throws {}
    func apply(_ events: [AppendedEvent], _ connection: StoreConnection, log: LogSnapshot) throws {
      throw EventLogError.storage(path: "store.db", detail: "database or disk is full")
    }
    func discardUncommitted() {}
  }

  @Test("a recorder that ends does not wait for a disk that fails")
  func endsOnFullDisk() async throws {
    let folder = try TemporaryDirectory()
    let log = try SQLiteEventLog(
      path: folder.file("store.db"),
      access: .readWrite(holder: "a test"),
      participants: [FullDisk()],
      clock: LogicalClock()
    )
    var limits = LiveStore.Limits()
    limits.queuedEventsMax = 1
    limits.retryFirstMilliseconds = 600_000
    limits.retryLastMilliseconds = 600_000
    let store = LiveStore(log: log, limits: limits) {
      try? await Polling.pause(milliseconds: $0)
    }
    let task = Task {
      let feed = try LiveFeed(
        source: LiveSource(
          cluster: "test",
          server: "one",
          kind: .pod,
          namespace: nil,
          labelSelector: "",
          retention: .standard,
          kubernetesVersion: ""
        ),
        cluster: LiveCluster(store: store)
      )
      feed.beginListing(at: Instant(nanoseconds: 1), isStreamed: false)
      try await feed.commit()
    }
    while store.state.failure == nil { try await Polling.pause() }
    task.cancel()
    try await task.value
    await #expect(throws: EventLogError.self) { try await store.finish() }
    try log.close()
  }
}
