import Projections
import TopologyModel

/// The times of an epoch's revisions, read once and looked up in memory.
///
/// Where a revision has more digits than 64 bits hold, every look-up reads the store.
final class EpochClock {
  let reads: any AttributionReads
  let cluster: ClusterContext
  private let restriction: AccessRestriction
  private var staircases: [ResourceKind: ProofStaircase] = [:]
  /// Of all kinds together, where they share a counter.
  private var shared = ProofStaircase()
  /// Whether looking times up reads nothing.
  private(set) var isInMemory = true
  private var knownLast: Revision?

  init(
    _ reads: any AttributionReads,
    _ cluster: ClusterContext,
    _ restriction: AccessRestriction
  ) throws {
    self.reads = reads
    self.cluster = cluster
    self.restriction = restriction
    var own: [ResourceKind: ProofStaircase] = [:]
    var all = ProofStaircase()
    var fits = true
    let isShared = cluster.sharesRevisions
    try reads.forEachProof(cluster) { kind, instant, revision in
      guard let revision else {
        fits = false
        return
      }
      if isShared {
        all.add(revision, at: instant.nanoseconds)
      } else {
        own[kind, default: ProofStaircase()].add(revision, at: instant.nanoseconds)
      }
    }
    all.finish()
    for kind in own.keys { own[kind]?.finish() }
    shared = all
    staircases = own
    isInMemory = fits
  }

  /// The namespaces that are looked at, and no Nodes; nil for all of both.
  var namespaces: Set<String>? { restriction.namespaces }

  /// Whether an object is looked at.
  func shows(_ object: ObjectReference) -> Bool { restriction.allows(object.slot) }

  /// The earliest instant at which a revision's commit was proven; nil where nothing proves it.
  func time(of revision: Revision, _ kind: ResourceKind) throws -> Int64? {
    guard isInMemory else {
      return try reads.validTime(of: revision, kind: kind, cluster)?.nanoseconds
    }
    // A revision with more digits than any that was proven is above all of them.
    guard revision.text.utf8.count <= 18, let number = Int64(revision.text) else { return nil }
    return staircase(kind).time(of: number)
  }

  /// The earliest instant at which a revision's commit was proven; nil where nothing proves it.
  func time(of revision: CompactRevision, _ kind: ResourceKind) throws -> Int64? {
    guard isInMemory else { return try time(of: revision.revision, kind) }
    switch revision {
    case .number(let number): return staircase(kind).time(of: number)
    case .large: return nil
    }
  }

  /// The stretch of time that the revisions `[from, until)` take; nil where it has no duration.
  func stretch(
    _ from: CompactRevision,
    _ until: CompactRevision?,
    _ kind: ResourceKind
  ) throws -> Range<Int64>? {
    guard let from = try time(of: from, kind) else { return nil }
    let until = try until.flatMap { try time(of: $0, kind) } ?? .max
    return from < until ? from..<until : nil
  }

  /// The highest revision seen of any kind; nil for nothing.
  func lastRevision() throws -> Revision? {
    if let knownLast { return knownLast }
    let last = try ResourceKind.allCases.compactMap { try reads.lastRevision(of: $0, cluster) }
      .max()
    knownLast = last
    return last
  }

  /// The stretch of time that a stretch of revisions takes; nil where it has no duration.
  func stretch(_ validity: HalfOpenInterval<Revision>, _ kind: ResourceKind) throws -> Range<Int64>?
  {
    guard let from = try time(of: validity.from, kind) else { return nil }
    let until = try validity.until.flatMap { try time(of: $0, kind) } ?? .max
    return from < until ? from..<until : nil
  }

  /// What was proven by an instant.
  func revisions(at time: Int64) throws -> RevisionVector {
    guard isInMemory else { return try reads.reached(at: Instant(nanoseconds: time), cluster) }
    if cluster.sharesRevisions {
      guard let number = shared.revision(at: time), let revision = Revision(String(number)) else {
        return RevisionVector([:])
      }
      return RevisionVector(all: revision)
    }
    return RevisionVector(
      staircases.compactMapValues { staircase in
        staircase.revision(at: time).flatMap { Revision(String($0)) }
      }
    )
  }

  /// The first instant in a stretch at which a condition on what was proven holds, where it holds
  /// from some instant on; the stretch's end where it does nowhere.
  func first(
    in stretch: Range<Int64>,
    _ kind: ResourceKind,
    where holds: (Int64) throws -> Bool
  ) throws -> Int64 {
    let steps = isInMemory ? Array(staircase(kind).times(in: stretch)) : []
    let place = try steps.partitioningIndex { try holds($0) }
    return place < steps.count ? steps[place] : stretch.upperBound
  }

  private func staircase(_ kind: ResourceKind) -> ProofStaircase {
    cluster.sharesRevisions ? shared : staircases[kind] ?? ProofStaircase()
  }
}
