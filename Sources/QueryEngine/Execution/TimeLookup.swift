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

  /// The times of a run's revisions; from the earliest instant on where nothing proves its beginning.
  func interval<Facts>(of run: FactRun<Facts>) throws -> HalfOpenInterval<Instant> {
    let kind = run.object.slot.kind
    let from = try validTime(of: run.validity.from, kind: kind)
    let until = try run.validity.until.flatMap { try validTime(of: $0, kind: kind) }
    return HalfOpenInterval(from: from ?? Instant(nanoseconds: .min), until: until)
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
