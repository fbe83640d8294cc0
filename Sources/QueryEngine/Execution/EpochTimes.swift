import Projections
import TopologyModel

/// The epochs of a cluster, in order, with the times of their revisions: revisions compare, and have
/// times, only within one.
struct EpochTimes {
  /// The epochs; at least one.
  let all: [ClusterContext]
  private let times: [Int: TimeLookup]

  init(reads: any TopologyReads, epochs: [ClusterContext]) {
    precondition(!epochs.isEmpty, "a bound cluster has an epoch")
    all = epochs
    times = Dictionary(
      uniqueKeysWithValues: epochs.map { ($0.epoch, TimeLookup(reads: reads, cluster: $0)) }
    )
  }

  /// The latest epoch.
  var latest: ClusterContext { all[all.count - 1] }

  /// The valid time of a revision of an epoch; nil where nothing proves it.
  func validTime(of revision: Revision, kind: ResourceKind, epoch: Int) throws -> Instant? {
    try times[epoch]?.validTime(of: revision, kind: kind)
  }
}
