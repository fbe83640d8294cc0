import EventLog
import HindcastTestSupport
import Ingest
import KubernetesObjects
import Projections
import TopologyModel

/// Live feeds without a server: what one would send is written out.
final class FeedBench {
  let log: SQLiteEventLog
  private let folder: TemporaryDirectory
  let clock = LogicalClock()
  private(set) var store: LiveStore
  private(set) var cluster: LiveCluster

  init() throws {
    folder = try TemporaryDirectory()
    log = try SQLiteEventLog(
      path: folder.file("store.db"),
      access: .readWrite(holder: "a test"),
      participants: [TopologyProjection()],
      clock: clock
    )
    store = LiveStore(log: log) { _ in await Task.yield() }
    cluster = LiveCluster(store: store)
  }

  /// Forgets all but the store, as another process would.
  func restart() async throws {
    try await store.drain()
    store = LiveStore(log: log) { _ in await Task.yield() }
    cluster = LiveCluster(store: store)
  }

  func feed(
    _ kind: ResourceKind,
    in namespace: String? = nil,
    selector: String = "",
    server: String = "one"
  ) throws -> LiveFeed {
    try LiveFeed(
      source: LiveSource(
        cluster: "test",
        server: server,
        kind: kind,
        namespace: namespace,
        labelSelector: selector,
        retention: .standard,
        kubernetesVersion: "1.36"
      ),
      cluster: cluster
    )
  }

  /// Lists objects, and opens a watch.
  func list(_ feed: LiveFeed, at revision: Int, _ items: [String] = []) async throws {
    feed.beginListing(at: clock.now(), isStreamed: false)
    try await addPage(feed, at: revision, items)
    if feed.revision != nil { feed.openWatch(at: clock.now(), note: "") }
    try await feed.commit()
  }

  @discardableResult
  func addPage(
    _ feed: LiveFeed,
    at revision: Int,
    _ items: [String],
    continuation: String = ""
  ) async throws -> LivePage {
    let text = """
      {"kind":"\(feed.source.kind.kindName)List","metadata":{"resourceVersion":"\(revision)",\
      "continue":"\(continuation)"},"items":[\(items.joined(separator: ","))]}
      """
    let page = try feed.addPage(Array(text.utf8), at: clock.now())
    try await feed.commit()
    return page
  }

  @discardableResult
  func send(_ feed: LiveFeed, _ type: String, _ object: String) async throws -> LiveOutcome {
    let text = Array(#"{"type":"\#(type)","object":\#(object)}"#.utf8)
    let outcome = text.withUnsafeBytes { feed.add($0, at: clock.now()) }
    try await feed.commit()
    return outcome
  }

  @discardableResult
  func bookmark(
    _ feed: LiveFeed,
    _ revision: Int,
    kind: String? = nil,
    ends: Bool = false
  ) async throws -> LiveOutcome {
    let kind = kind ?? feed.source.kind.kindName
    let annotations = ends ? #","annotations":{"k8s.io/initial-events-end":"true"}"# : ""
    return try await send(
      feed,
      "BOOKMARK",
      """
      {"kind":"\(kind)","apiVersion":"v1","metadata":\
      {"resourceVersion":"\(revision)"\(annotations)}}
      """
    )
  }

  static func pod(
    _ name: String,
    _ revision: Int,
    in namespace: String = "shop",
    spec: String = #"{"containers":[{"name":"c"}]}"#
  ) -> String {
    """
    {"kind":"Pod","apiVersion":"v1","metadata":{"name":"\(name)","namespace":"\(namespace)",\
    "uid":"uid-\(name)","resourceVersion":"\(revision)"},"spec":\(spec),\
    "status":{"phase":"Running"}}
    """
  }

  /// The events of a kind: type, revision, epoch, members of a listing.
  func events(_ kind: ResourceKind) async throws -> [String] {
    try await store.drain()
    return try log.read { snapshot in
      var lines: [String] = []
      try snapshot.forEachEvent(from: LogPosition(1), through: snapshot.head().position) {
        let event = $0.event
        var line = event.type.name
        if event.type.isObservation {
          let details = try ObservationDetails(decoding: snapshot.body(at: event.position))
          guard details.kind == kind else { return true }
          if event.type == .listingComplete {
            line += " [" + details.members.map { $0.uid }.joined(separator: " ") + "]"
          }
        } else {
          guard event.object?.slot.kind == kind else { return true }
        }
        lines.append("\(line) \(event.revision?.text ?? "-") epoch \(event.epoch)")
        return true
      }
      return lines
    }
  }

  /// What the store says of the watching of a kind in an epoch.
  func coverage(_ kind: ResourceKind, epoch: Int = 0) async throws -> CoverageTimeline {
    try await store.drain()
    return try log.read { snapshot in
      let reads = try ProjectionSnapshot(snapshot)
      let context = try reads.epochs(of: "test")[epoch].context
      return CoverageTimeline(try reads.coverage(of: kind, context))
    }
  }
}
