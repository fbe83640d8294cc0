internal import EventLog
internal import Projections
internal import TopologyModel

/// What metrics and the status say of the store.
struct StoreFigures: Sendable {
  /// One kind of one cluster.
  struct Kind: Sendable {
    var cluster: String
    var kind: ResourceKind
    /// Whether it is watched up to the cluster's last observation, or still is.
    var isObserved: Bool
    /// Since when it has not been observed; nil where it is, or never was.
    var gapSince: Instant?
    /// How many stretches of observed time there are.
    var stretchCount: Int
  }

  /// One cluster.
  struct Cluster: Sendable {
    var name: String
    var epoch: Int
    var beganAt: Instant
    var lastObservedAt: Instant?
    var kinds: [Kind]
  }

  var position: LogPosition
  var hash: ChainHash
  var byteCount: Int64
  /// About how many stretches of facts the projections hold.
  var runCount: Int
  var clusters: [Cluster]

  /// Reads them, of the clusters that are allowed.
  init(_ snapshot: LogSnapshot, now: Instant, allows: (String) -> Bool = { _ in true }) throws {
    let head = try snapshot.head()
    (position, hash) = (head.position, head.hash)
    byteCount = try snapshot.byteCount()
    let reads = try ProjectionSnapshot(snapshot)
    runCount = try reads.runCountMax() ?? 0
    clusters = try reads.clusterNames().filter(allows).compactMap { name in
      guard let epoch = try reads.epochs(of: name).last else { return nil }
      return Cluster(
        name: name,
        epoch: epoch.context.epoch,
        beganAt: epoch.begunAt,
        lastObservedAt: try reads.latestObservation(epoch.context),
        kinds: try ResourceKind.allCases.compactMap {
          try Self.kind($0, name, epoch.context, reads, now)
        }
      )
    }
  }

  private static func kind(
    _ kind: ResourceKind,
    _ cluster: String,
    _ context: ClusterContext,
    _ reads: ProjectionSnapshot,
    _ now: Instant
  ) throws -> Kind? {
    let timeline = CoverageTimeline(try reads.coverage(of: kind, context))
    guard !timeline.observed.isEmpty || !timeline.listings.isEmpty else { return nil }
    let last = timeline.observed.last
    let isObserved = timeline.awaited != nil && (last?.until.map { $0 > now } ?? true)
    return Kind(
      cluster: cluster,
      kind: kind,
      isObserved: isObserved,
      gapSince: isObserved ? nil : last?.until,
      stretchCount: timeline.observed.count
    )
  }
}
