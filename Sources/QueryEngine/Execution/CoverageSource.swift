import Projections
import TopologyModel

/// Evaluates `coverage`: a row for every watch, and one for every gap, over all epochs of the cluster.
struct CoverageSource {
  let reads: any TopologyReads
  /// The epochs, in order; at least one.
  let epochs: [(context: ClusterContext, begunAt: Instant)]
  let kind: ResourceKind?
  let since: Instant?
  let through: Instant

  func rows() throws -> [ResultRow] {
    try (kind.map { [$0] } ?? ResourceKind.allCases).flatMap { try rows(of: $0) }
  }

  private func rows(of kind: ResourceKind) throws -> [ResultRow] {
    var found: [ResultRow] = []
    var isListed = false
    for epoch in epochs {
      let timeline = CoverageTimeline(try reads.coverage(of: kind, epoch.context))
      let end = try reads.end(of: epoch.context)
      isListed = isListed || !timeline.listings.isEmpty
      found += rows(kind, timeline, try reads.feedNames(epoch.context)).map { row in
        var row = row
        row.until = HalfOpenInterval.earlier(row.until, end)
        return row
      }
    }
    guard found.isEmpty else { return found }
    let reason = isListed ? "listed, and not watched" : "never observed"
    return [row(kind, feed: nil, state: "not-observed", reason: reason, nil, nil)]
  }

  private func rows(
    _ kind: ResourceKind,
    _ timeline: CoverageTimeline,
    _ feeds: [Int64: String]
  ) -> [ResultRow] {
    var rows: [ResultRow] = []
    for watched in timeline.watches where isMeant(watched.interval) {
      rows.append(
        row(
          kind,
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
    feed: String?,
    state: String,
    reason: String,
    _ from: Instant?,
    _ until: Instant?
  ) -> ResultRow {
    ResultRow(
      values: [
        .text(kind.kindName), .null, .nonEmpty(feed ?? ""), .text(state), .nonEmpty(reason),
      ],
      from: from,
      until: until,
      certainty: .observed,
      event: nil
    )
  }
}
