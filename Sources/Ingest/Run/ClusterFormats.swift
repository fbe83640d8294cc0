internal import EventLog

/// Keeps apart what cannot be in one cluster, or one feed: manifests and what clusters say of
/// themselves, whose revisions do not compare; and what was kept by one policy and by another, since a
/// feed says which one it was.
final class ClusterFormats {
  private let log: SQLiteEventLog
  /// Whether a cluster that has feeds has those of manifests: what it is, it stays.
  private var haveManifests: [String: Bool] = [:]

  init(log: SQLiteEventLog) {
    self.log = log
  }

  /// Why a file cannot enter its cluster, and what to do; nil where it can.
  func conflict(of feed: FeedDescription) throws -> (message: String, help: String)? {
    let retention = try log.read {
      try $0.retention(ofFeed: feed.identity, cluster: feed.cluster)
    }
    if let retention, retention != feed.retention {
      return (
        "it is stored already as `\(retention)`, and would be as `\(feed.retention)` now",
        "import it with the `--retain` and `--redact` of then, or into another store"
      )
    }
    guard let hasManifests = try hasManifests(feed.cluster) else { return nil }
    if feed.format == InputFormat.manifest.rawValue {
      guard !hasManifests else { return nil }
      return (
        "the cluster `\(feed.cluster)` has objects with revisions, and manifests have none",
        "import manifests into a cluster of their own, with `--cluster NAME`"
      )
    }
    guard hasManifests else { return nil }
    return (
      "the cluster `\(feed.cluster)` has manifests, which have no revisions, and these objects do",
      "import what a cluster says of itself into another one, with `--cluster NAME`"
    )
  }

  /// Whether a cluster has manifests; nil where it has nothing yet.
  private func hasManifests(_ cluster: String) throws -> Bool? {
    if let known = haveManifests[cluster] { return known }
    let formats = try log.read { snapshot in
      try snapshot.clusterID(named: cluster)
        .map { try snapshot.feeds(clusterID: $0).map { $0.feed.format } } ?? []
    }
    guard !formats.isEmpty else { return nil }
    let hasManifests = formats.contains(InputFormat.manifest.rawValue)
    haveManifests[cluster] = hasManifests
    return hasManifests
  }
}
