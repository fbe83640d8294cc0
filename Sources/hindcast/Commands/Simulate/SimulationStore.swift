import EventLog
import Ingest
import KubernetesObjects
import Simulation
import TopologyModel

/// Stores the records of a simulation as a recorder stores what servers tell.
final class SimulationStore {
  private static let pageItemsMax = 200
  private static let commitRecordsMax = 256

  private let store: LiveStore
  private let feeds: [LiveFeed]
  private var format = PageFormat()
  /// The revision of the list that is being received.
  private var listRevision: UInt64 = 0
  /// The kind whose records are not handed over yet, and how many those are.
  private var waiting: (kind: ResourceKind, count: Int)?

  /// Refuses a store that has the cluster already: a recording is of one time, and this one would
  /// be mixed with another.
  static func check(_ log: SQLiteEventLog, cluster: String, path: String) throws {
    guard try log.read({ try $0.clusterID(named: cluster) }) != nil else { return }
    throw UsageError(
      category: .conflict,
      message: "the store `\(path)` has a cluster `\(cluster)` already",
      help: "name this one with `--cluster`, or write another store"
    )
  }

  init(log: SQLiteEventLog, cluster: String, retention: RedactionPolicy, seed: UInt64) throws {
    var limits = LiveStore.Limits()
    // Nobody waits for an answer here, and there is always more.
    limits.gatherMilliseconds = 1
    store = LiveStore(log: log, limits: limits) { try? await Task.sleep(for: .milliseconds($0)) }
    let shared = LiveCluster(store: store)
    feeds = try ResourceKind.allCases.map { kind in
      try LiveFeed(
        source: LiveSource(
          cluster: cluster,
          server: "simulation \(seed)",
          kind: kind,
          namespace: nil,
          labelSelector: "",
          retention: retention,
          kubernetesVersion: "1.36"
        ),
        cluster: shared
      )
    }
  }

  /// Stores a record, together with those around it.
  func write(_ record: SimulatedRecord) async throws {
    let kind = record.kind
    if let waiting, waiting.kind != kind || waiting.count >= Self.commitRecordsMax {
      try await feeds[waiting.kind.rawValue - 1].commit()
      self.waiting = nil
    }
    try take(record, feeds[kind.rawValue - 1])
    waiting = (kind, (waiting?.count ?? 0) + 1)
  }

  /// Writes what was taken.
  func finish() async throws {
    for feed in feeds { try await feed.commit() }
    try await store.finish()
  }

  private func take(_ record: SimulatedRecord, _ feed: LiveFeed) throws {
    let time = record.receivedAt
    switch record.content {
    case .listBegan:
      listRevision = record.revision
      feed.beginListing(at: time, isStreamed: false)
    case .listItem(let body):
      if format.pageItemCount == Self.pageItemsMax { try addPage(record, feed, isLast: false) }
      format.addItem(record.kind, body)
    case .listEnded:
      try addPage(record, feed, isLast: true)
      feed.openWatch(at: time, note: "")
    case .change(let change, let body):
      add(format.record(change, body), feed, at: time)
    case .bookmark: add(format.bookmark(record.kind, revision: record.revision), feed, at: time)
    case .resumed: break
    case .expired(let oldest):
      feed.close("too old resource version: \(record.revision) (\(oldest))", .expired)
      feed.forgetRevision()
    case .paused: feed.close("the connection was lost")
    case .continued: feed.openWatch(at: time, note: "")
    case .ended: feed.close("the simulation ended")
    }
  }

  private func addPage(_ record: SimulatedRecord, _ feed: LiveFeed, isLast: Bool) throws {
    let page = format.takePage(record.kind, revision: listRevision, isLast: isLast)
    _ = try feed.addPage(page, at: record.receivedAt)
  }

  private func add(_ line: [UInt8], _ feed: LiveFeed, at time: Instant) {
    line.withUnsafeBytes { _ = feed.add($0, at: time) }
  }
}
