public import TopologyModel

/// When, and over which revisions, one kind was observed, in all namespaces or in one; computed from
/// the recorded sessions and listings, whatever the order in which they were imported.
public final class CoverageTimeline: Sendable {
  /// A stretch of time in which a watch was open.
  public struct Watched: Hashable, Sendable {
    /// The stretch `[from, until)`.
    public var interval: HalfOpenInterval<Instant>
    /// The feed's number.
    public var feedID: Int64
    /// The watched namespace; nil for all.
    public var namespace: String?
    /// How it ended, and why.
    public var ending: CoverageRecords.Ending?
    /// The reason in the server's or the collector's words.
    public var reason: String
    /// The last revision that it delivered.
    public var lastRevision: Revision?
  }

  /// A stretch of revisions over which every change was delivered; both ends belong to it.
  public struct Segment: Hashable, Sendable {
    /// The listing from which the state is known.
    public var first: Revision
    /// The last revision that was delivered.
    public var last: Revision
  }

  /// A stretch without observation.
  public struct Gap: Hashable, Sendable {
    /// The end of the observation before it (inclusive); nil where there was none.
    public var from: Instant?
    /// The beginning of the observation after it (exclusive); nil where there is none.
    public var until: Instant?
  }

  /// For how long after its last word an open watch may still be telling, in nanoseconds: recorders
  /// write at least a bookmark in ten minutes, and servers send one about every minute.
  public static let silenceMax: Int64 = 12 * 60 * 1_000_000_000

  /// The stretches of time, merged, in order; one of a watch that is open ends at its last word.
  public let observed: [HalfOpenInterval<Instant>]
  /// The single watches, by beginning.
  public let watches: [Watched]
  /// The stretches of revisions, merged, in order.
  public let segments: [Segment]
  /// The listings, by revision.
  public let listings: [CoverageRecords.Listing]
  /// Where a watch is open and may not have told everything yet, from its last word on.
  ///
  /// It lasts `silenceMax`, and is neither observed nor a gap; nil where no watch is open, or other
  /// kinds told of later times while this one fell silent.
  public let awaited: HalfOpenInterval<Instant>?
  /// The namespaces that were observed by themselves and do not count here, sorted.
  public let otherNamespaces: [String]

  /// Computes the timeline of a kind in a namespace; nil for all.
  ///
  /// Sessions whose bounds are only implied by a file count where no recorded session of the kind
  /// overlaps them. A session that was refused because its revision was too old observes nothing.
  /// What counts are sessions and listings of all namespaces, and those of that one; sessions with
  /// selectors cover nothing.
  public init(_ records: CoverageRecords, namespace: String? = nil) {
    func covers(_ own: String?) -> Bool { own == nil || own == namespace }
    let named =
      records.listings.map(\.namespace)
      + records.sessions.filter { $0.selector.isEmpty }.map(\.namespace)
    otherNamespaces = Set(named.compactMap { covers($0) ? nil : $0 }).sorted()
    let listings = records.listings.filter { covers($0.namespace) }
    let sessions = Self.effective(records) { covers($0.namespace) }
    let watches = sessions.compactMap { Self.watched($0, records) }
      .sorted { ($0.interval.from, $0.feedID) < ($1.interval.from, $1.feedID) }
    self.listings = listings
    self.watches = watches
    observed = Self.merged(watches.map { $0.interval })
    awaited = Self.awaited(sessions, records)
    segments = Self.segments(sessions, listings: listings, records)
  }

  /// Whether the kind was observed at an instant.
  public func isObserved(at instant: Instant) -> Bool {
    observed.contains { $0.contains(instant) }
  }

  /// Whether an open watch may still tell of an instant.
  public func isAwaited(at instant: Instant) -> Bool {
    awaited.map { $0.contains(instant) } ?? false
  }

  /// The gap that an instant lies in, or nil where it was observed, or may still be told of.
  public func gap(at instant: Instant) -> Gap? {
    guard !isObserved(at: instant), !isAwaited(at: instant) else { return nil }
    let before = observed.last { $0.from <= instant }
    let after = observed.first { $0.from > instant }
    return Gap(
      from: after == nil ? awaited?.until ?? before?.until : before?.until,
      until: after?.from
    )
  }

  /// Whether every change of the kind up to a revision was delivered, from a listing on.
  public func isKnown(at revision: Revision) -> Bool {
    segments.contains { $0.first <= revision && revision <= $0.last }
  }

  /// Every stretch without observation, in order, those before the first and behind the last
  /// observation included.
  public var gaps: [Gap] {
    var gaps: [Gap] = []
    var from: Instant?
    for watched in observed {
      gaps.append(Gap(from: from, until: watched.from))
      from = watched.until
    }
    if observed.last.map({ $0.until != nil }) ?? true {
      gaps.append(Gap(from: awaited?.until ?? from, until: nil))
    }
    return gaps
  }

  /// The segments before and after a revision that lies in none.
  public func segments(around revision: Revision) -> (before: Segment?, after: Segment?) {
    (segments.last { $0.last < revision }, segments.first { $0.first > revision })
  }

  /// Whether the kind was listed by a revision, so that absence means something.
  public func isListed(by revision: Revision) -> Bool {
    listings.contains { $0.revision <= revision }
  }

  /// Whether the kind was listed by an instant.
  public func isListed(by instant: Instant) -> Bool {
    listings.contains { $0.observedAt <= instant }
  }

  /// The revision that proves, after a gap, which versions held throughout it: that of the relist
  /// that ended it, or the last one delivered by the watch that resumed; nil where nothing followed.
  public func proofAfterGap(at instant: Instant) -> Revision? {
    guard let next = observed.first(where: { $0.from > instant }) else { return nil }
    let relist = listings.filter { $0.observedAt > instant && $0.observedAt <= next.from }
      .map { $0.revision }.max()
    if let relist { return relist }
    return watches.first { $0.interval.from == next.from }?.lastRevision
  }

  private static func effective(
    _ records: CoverageRecords,
    covers: (CoverageRecords.Session) -> Bool
  ) -> [CoverageRecords.Session] {
    let complete = records.sessions.filter { covers($0) && $0.selector.isEmpty }
    let recorded = complete.filter { !$0.isImplied }
    return complete.filter { session in
      guard session.isImplied else { return true }
      let end = Self.end(of: session, records)
      return !recorded.contains { other in
        let otherEnd = Self.end(of: other, records)
        return other.openedAt <= end && session.openedAt <= otherEnd
      }
    }
  }

  /// When a session ended; one that nothing says the end of, at the last word of its kind, or where
  /// only a file tells of it, at the last word of all.
  private static func end(
    of session: CoverageRecords.Session,
    _ records: CoverageRecords
  ) -> Instant {
    if let closedAt = session.closedAt { return closedAt }
    let last = session.isImplied ? records.lastObservedAt : session.toldUntil
    return max(last ?? session.openedAt, session.openedAt)
  }

  private static func awaited(
    _ sessions: [CoverageRecords.Session],
    _ records: CoverageRecords
  ) -> HalfOpenInterval<Instant>? {
    // The last one of all namespaces, and the last one of the one.
    let last = Dictionary(grouping: sessions) { $0.namespace }.values
      .compactMap { own in own.max { $0.openedAt < $1.openedAt } }
    let open = last.filter { $0.closedAt == nil && !$0.isImplied }
    guard let from = open.map({ $0.toldBefore ?? end(of: $0, records) }).max() else { return nil }
    let until = from.advanced(byNanoseconds: silenceMax)
    if let latest = records.lastObservedAt, latest > until { return nil }
    return HalfOpenInterval(from: from, until: until)
  }

  private static func watched(
    _ session: CoverageRecords.Session,
    _ records: CoverageRecords
  ) -> Watched? {
    let isRefused =
      session.ending == .expired && !session.delivered
      && (session.closedRevision == nil || session.closedRevision == session.openedRevision)
    let end = Self.end(of: session, records)
    guard !isRefused, end > session.openedAt else { return nil }
    return Watched(
      interval: HalfOpenInterval(from: session.openedAt, until: end),
      feedID: session.feedID,
      namespace: session.namespace,
      ending: session.ending,
      reason: session.reason,
      lastRevision: session.closedRevision
        ?? (session.isImplied ? records.lastRevision : session.toldRevision)
    )
  }

  private static func merged(
    _ intervals: [HalfOpenInterval<Instant>]
  ) -> [HalfOpenInterval<Instant>] {
    var merged: [HalfOpenInterval<Instant>] = []
    for interval in intervals {
      if let last = merged.last, let end = last.until, interval.from <= end {
        merged[merged.count - 1].until = interval.until.map { max($0, end) }
      } else {
        merged.append(interval)
      }
    }
    return merged
  }

  private static func segments(
    _ sessions: [CoverageRecords.Session],
    listings: [CoverageRecords.Listing],
    _ records: CoverageRecords
  ) -> [Segment] {
    var pieces = listings.map { Segment(first: $0.revision, last: $0.revision) }
    for session in sessions {
      let end = Self.end(of: session, records)
      let first =
        session.openedRevision
        ?? listings.filter { $0.observedAt >= session.openedAt && $0.observedAt <= end }
        .map { $0.revision }.min()
      let last =
        session.closedAt != nil
        ? session.closedRevision
        : session.isImplied ? records.lastRevision : session.toldRevision
      guard let first, let last, first <= last else { continue }
      pieces.append(Segment(first: first, last: last))
    }
    pieces.sort { ($0.first, $0.last) < ($1.first, $1.last) }
    var joined: [Segment] = []
    for piece in pieces {
      if let last = joined.last, piece.first <= last.last {
        joined[joined.count - 1].last = max(last.last, piece.last)
      } else {
        joined.append(piece)
      }
    }
    // What was delivered before the first listing of a stretch says what changed, not what was.
    return joined.compactMap { segment in
      let listing = listings.first { $0.revision >= segment.first && $0.revision <= segment.last }
      return listing.map { Segment(first: $0.revision, last: segment.last) }
    }
  }
}
