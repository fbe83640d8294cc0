import Projections
import TopologyModel

/// Evaluates `coverage`: a row for every watch, and one for every gap, over all epochs of the cluster.
///
/// Without a namespace, what was watched of all namespaces, and what of single ones, each by itself.
/// With one, what was watched of it, by whatever watch.
struct CoverageSource {
  let reads: any TopologyReads
  /// The epochs, in order; at least one.
  let epochs: [(context: ClusterContext, begunAt: Instant)]
  let kind: ResourceKind?
  /// The namespace, or a glob; nil for all.
  let namespace: String?
  let since: Instant?
  let through: Instant

  func rows() throws -> [ResultRow] {
    try (kind.map { [$0] } ?? ResourceKind.allCases).flatMap { try rows(of: $0) }
  }

  private func rows(of kind: ResourceKind) throws -> [ResultRow] {
    let records = try epochs.map { try reads.coverage(of: kind, $0.context) }
    let single = Set(records.flatMap { CoverageTimeline($0).otherNamespaces }).sorted()
    guard let namespace, kind.isNamespaced else {
      let all = try rows(kind, records, in: nil) { CoverageTimeline($0) }
      guard !single.isEmpty else {
        return all.rows.isEmpty ? [unobserved(kind, nil, all)] : all.rows
      }
      return try all.rows
        + single.flatMap { try rows(kind, records, in: $0, isAlone: true) }
    }
    guard namespace.utf8.contains(42) else { return try rows(kind, records, in: namespace) }
    let meant = single.filter { Glob.matches($0, pattern: namespace) }
    return try meant.flatMap { try rows(kind, records, in: $0) }
  }

  /// The rows of a namespace; where `isAlone`, of the watches of that one alone.
  private func rows(
    _ kind: ResourceKind,
    _ records: [CoverageRecords],
    in namespace: String,
    isAlone: Bool = false
  ) throws -> [ResultRow] {
    let found = try rows(kind, records, in: namespace) { records in
      guard isAlone else { return CoverageTimeline(records, namespace: namespace) }
      var own = records
      own.sessions.removeAll { $0.namespace == nil }
      own.listings.removeAll { $0.namespace == nil }
      return CoverageTimeline(own, namespace: namespace)
    }
    return found.rows.isEmpty ? [unobserved(kind, namespace, found)] : found.rows
  }

  private typealias Found = (rows: [ResultRow], isListed: Bool)

  /// The rows of all epochs, and whether any of them was listed.
  private func rows(
    _ kind: ResourceKind,
    _ records: [CoverageRecords],
    in namespace: String?,
    timeline make: (CoverageRecords) -> CoverageTimeline
  ) throws -> Found {
    var found: Found = ([], false)
    for (epoch, records) in zip(epochs, records) {
      let timeline = make(records)
      let end = try reads.end(of: epoch.context)
      found.isListed = found.isListed || !timeline.listings.isEmpty
      let feeds = try reads.feedNames(epoch.context)
      found.rows += rows(kind, timeline, feeds, in: namespace).map { row in
        var row = row
        row.until = HalfOpenInterval.earlier(row.until, end)
        return row
      }
    }
    return found
  }

  private func unobserved(
    _ kind: ResourceKind,
    _ namespace: String?,
    _ found: Found
  ) -> ResultRow {
    let reason = found.isListed ? "listed, and not watched" : "never observed"
    return row(kind, namespace, feed: nil, state: "not-observed", reason: reason, nil, nil)
  }

  private func rows(
    _ kind: ResourceKind,
    _ timeline: CoverageTimeline,
    _ feeds: [Int64: String],
    in namespace: String?
  ) -> [ResultRow] {
    var rows: [ResultRow] = []
    for watched in timeline.watches where isMeant(watched.interval) {
      rows.append(
        row(
          kind,
          watched.namespace,
          feed: feeds[watched.feedID],
          state: "observed",
          reason: Self.ending(of: watched),
          watched.interval.from,
          watched.interval.until
        )
      )
    }
    if let awaited = timeline.awaited, isMeant(awaited) {
      rows.append(
        row(
          kind,
          namespace,
          feed: nil,
          state: "awaited",
          reason: "the watch is open, and told nothing since",
          awaited.from,
          awaited.until
        )
      )
    }
    for (index, observed) in timeline.observed.enumerated() {
      let next = timeline.observed.dropFirst(index + 1).first
      guard next != nil || timeline.awaited == nil, let from = observed.until,
        isMeant(HalfOpenInterval(from: from, until: next?.from))
      else { continue }
      rows.append(
        row(
          kind,
          namespace,
          feed: nil,
          state: "not-observed",
          reason: reason(of: timeline, from: from, next: next?.from),
          from,
          next?.from
        )
      )
    }
    return rows
  }

  /// Whether a stretch meets the asked time.
  private func isMeant(_ interval: HalfOpenInterval<Instant>) -> Bool {
    guard interval.from <= through else { return false }
    guard let since, let until = interval.until else { return true }
    return until > since
  }

  private static func ending(of watched: CoverageTimeline.Watched) -> String {
    let revision = watched.lastRevision.map { " at revision \($0)" } ?? ""
    let reason = watched.reason.isEmpty ? "" : ": \(watched.reason)"
    return switch watched.ending {
    case nil: "open"
    case .closed: "closed\(revision)\(reason)"
    case .expired: "expired\(revision)\(reason)"
    case .paused: "paused\(revision)\(reason)"
    case .permissionLost: "permission lost\(reason)"
    }
  }

  /// Why nobody was watching, and what became of the changes in between.
  private func reason(
    of timeline: CoverageTimeline,
    from: Instant,
    next: Instant?
  ) -> String {
    guard let next else { return "nothing was recorded after it" }
    let before = timeline.watches.last { $0.interval.until == from }?.lastRevision
    let resumed = timeline.watches.first { $0.interval.from == next }
    if let before, let after = resumed?.lastRevision,
      timeline.segments.contains(where: { $0.first <= before && after <= $0.last })
    {
      return "resumed from revision \(before), no change lost"
    }
    let listing = timeline.listings.first { listing in before.map { listing.revision > $0 } ?? true
    }
    let to = listing.map { $0.revision.text } ?? "the next listing"
    return "changes between the revisions \(before?.text ?? "?") and \(to) are lost"
  }

  private func row(
    _ kind: ResourceKind,
    _ namespace: String?,
    feed: String?,
    state: String,
    reason: String,
    _ from: Instant?,
    _ until: Instant?
  ) -> ResultRow {
    ResultRow(
      values: [
        .text(kind.kindName), .nonEmpty(namespace ?? ""), .nonEmpty(feed ?? ""), .text(state),
        .nonEmpty(reason),
      ],
      from: from,
      until: until,
      certainty: .observed,
      event: nil
    )
  }
}
