internal import EventLog

/// Keeps numbers apart that two stores gave by themselves: those of epochs, and the revisions of
/// manifests.
///
/// Stores whose numbers may mean different things are merged only where one of them is a part of
/// the other, feed by feed and epoch by epoch: then the numbers are the same ones.
struct StoreNumbering {
  /// What a store holds of a cluster.
  private struct Held {
    var told: Set<Told> = []
    var hasManifests = false

    var hasEpochs: Bool { told.contains { $0.epoch > 0 } }
  }

  /// A feed, and an epoch of which it told something.
  private struct Told: Hashable {
    var identity: String
    var epoch: Int
  }

  /// The store that is imported.
  let source: LogSnapshot
  /// The store that it is imported into.
  let destination: SQLiteEventLog

  /// Why a cluster of the one cannot become the cluster `name` of the other; nil where it can.
  func conflict(
    ofCluster clusterID: Int64,
    as name: String
  ) throws -> (message: String, help: String)? {
    let here = try destination.read { snapshot -> Held? in
      try snapshot.clusterID(named: name).map { try held(snapshot, $0) }
    }
    guard let here else { return nil }
    let there = try held(source, clusterID)
    let isNumbered = here.hasEpochs || there.hasEpochs
    guard isNumbered || here.hasManifests && there.hasManifests else { return nil }
    if there.told.isSubset(of: here.told) || here.told.isSubset(of: there.told) { return nil }
    return (
      isNumbered
        ? "both stores have the cluster `\(name)`, and number its epochs each by themselves"
        : "both stores have manifests of the cluster `\(name)`, and gave them revisions each by "
          + "themselves",
      "import it into a cluster of its own with `--cluster NAME`; one store must hold all feeds of "
        + "the other to be merged with it"
    )
  }

  private func held(_ snapshot: LogSnapshot, _ clusterID: Int64) throws -> Held {
    let manifest = InputFormat.manifest.rawValue
    return Held(
      told: Set(
        try snapshot.feedEpochs(clusterID: clusterID).map {
          Told(identity: $0.identity, epoch: $0.epoch)
        }
      ),
      hasManifests: try snapshot.feeds(clusterID: clusterID).contains {
        $0.feed.format == manifest
      }
    )
  }
}
