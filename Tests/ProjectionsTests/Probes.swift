import EventLog
import Projections
import TopologyModel

/// Queries spread over what a store knows: instants and revisions of churn, of gaps, between
/// recordings, before the first listing and after the last event.
struct Probes {
  let queries: [String]

  private static let kinds: [ResourceKind] = [.pod, .service, .endpointSlice]

  init(spreadOver store: TestStore, instants instantCount: Int, revisions revisionCount: Int) throws
  {
    let times = try store.reading { reads, context in
      let instants = try Self.instants(reads, context, count: instantCount)
      let revisions = try Self.revisions(reads, context, count: revisionCount)
      return instants.map { $0.description } + revisions.map { "rv \($0)" }
    }
    queries =
      times.flatMap { time in
        ["pods", "services", "slices", "endpoints"].map { "\($0) at \(time)" }
      } + ["coverage"]
  }

  private static func instants(
    _ reads: ProjectionSnapshot,
    _ context: ClusterContext,
    count: Int
  ) throws -> [Instant] {
    var observed: Set<Instant> = []
    try reads.forEachEvent { stored in
      observed.insert(stored.event.observedAt)
      return true
    }
    let sorted = observed.sorted()
    guard let first = sorted.first, let last = sorted.last else { return [] }
    var chosen: Set<Instant> = [
      first.advanced(byNanoseconds: -1_000_000_000), last.advanced(byNanoseconds: 60_000_000_000),
    ]
    for kind in kinds {
      let stretches = CoverageTimeline(try reads.coverage(of: kind, context)).observed
      for (before, after) in zip(stretches, stretches.dropFirst()) {
        guard let end = before.until else { continue }
        let half = (after.from.nanoseconds - end.nanoseconds) / 2
        chosen.insert(end.advanced(byNanoseconds: half))
      }
    }
    return spread(chosen.sorted(), count / 2) + spread(sorted, count - count / 2)
  }

  private static func revisions(
    _ reads: ProjectionSnapshot,
    _ context: ClusterContext,
    count: Int
  ) throws -> [Revision] {
    var observed: Set<Revision> = []
    try reads.forEachEvent { stored in
      if let revision = stored.event.revision { observed.insert(revision) }
      return true
    }
    // The first revisions after and before what was delivered: the edges of every gap.
    let edges = try kinds.flatMap { kind in
      CoverageTimeline(try reads.coverage(of: kind, context)).segments.flatMap { segment in
        [segment.first.predecessor, successor(of: segment.last)].compactMap { $0 }
      }
    }
    return spread(Set(edges).sorted(), count / 2) + spread(observed.sorted(), count - count / 2)
  }

  private static func successor(of revision: Revision) -> Revision? {
    Int(revision.text).flatMap { Revision(String($0 + 1)) }
  }

  /// At most `count` of the values, evenly spread, the first and the last among them.
  private static func spread<Element>(_ values: [Element], _ count: Int) -> [Element] {
    guard values.count > count, count > 1 else { return values }
    return (0..<count).map { values[$0 * (values.count - 1) / (count - 1)] }
  }
}
