internal import EventLog

/// Keeps manifests and what clusters say of themselves apart: their revisions do not compare.
struct ClusterFormats {
  let log: SQLiteEventLog

  /// Why a file cannot enter its cluster, and what to do; nil where it can.
  func conflict(of feed: FeedDescription) throws -> (message: String, help: String)? {
    let manifest = InputFormat.manifest.rawValue
    let formats = try log.read { snapshot in
      try snapshot.clusters().first { $0.name == feed.cluster }
        .map { try snapshot.feeds(clusterID: $0.id).map { $0.feed.format } } ?? []
    }
    if feed.format == manifest {
      guard formats.contains(where: { $0 != manifest }) else { return nil }
      return (
        "the cluster `\(feed.cluster)` has objects with revisions, and manifests have none",
        "import manifests into a cluster of their own, with `--cluster NAME`"
      )
    }
    guard formats.contains(manifest) else { return nil }
    return (
      "the cluster `\(feed.cluster)` has manifests, which have no revisions, and these objects do",
      "import what a cluster says of itself into another one, with `--cluster NAME`"
    )
  }
}
