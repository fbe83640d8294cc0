import Projections
import TopologyModel

/// Looks up valid times once each, as long as they are few.
final class TimeLookup {
  private struct Key: Hashable {
    var revision: Revision
    var kind: ResourceKind
  }

  /// How many times are kept before they are given back: answers about the whole log ask for one each.
  private static let countMax = 50_000

  private let reads: any TopologyReads
  private let cluster: ClusterContext
  private var known: [Key: Instant?] = [:]

  init(reads: any TopologyReads, cluster: ClusterContext) {
    self.reads = reads
    self.cluster = cluster
  }

  /// The earliest instant at which the revision's commit was proven; nil where nothing proves it.
  func validTime(of revision: Revision, kind: ResourceKind) throws -> Instant? {
    let key = Key(revision: revision, kind: cluster.sharesRevisions ? .service : kind)
    if let time = known[key] { return time }
    let time = try reads.validTime(of: revision, kind: kind, cluster)
    if known.count >= Self.countMax { known.removeAll(keepingCapacity: true) }
    known[key] = time
    return time
  }
}
