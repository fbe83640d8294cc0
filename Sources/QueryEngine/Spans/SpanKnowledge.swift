import Projections
import TopologyModel

/// What was being observed over a span of one epoch, of the kinds that a question reads.
struct SpanKnowledge {
  let reads: any TopologyReads
  let cluster: ClusterContext
  let span: HalfOpenInterval<Instant>
  /// The namespace that the question reads; nil for all.
  let namespace: String?
  /// How far the question looks back, in nanoseconds.
  let memory: Int64
  /// When the epoch was followed by another one; nil for the last one.
  let end: Instant?
  let timelines: [(kind: ResourceKind, timeline: CoverageTimeline)]
  /// The stretches of the span in which all kinds were observed, in order.
  let observed: [HalfOpenInterval<Instant>]
  /// Whether the question reads Nodes, among others, and they were never watched.
  let lacksNodes: Bool

  init(
    reads: any TopologyReads,
    cluster: ClusterContext,
    span: HalfOpenInterval<Instant>,
    kinds: [ResourceKind],
    namespace: String?,
    memory: Int64 = 0
  ) throws {
    self.reads = reads
    self.cluster = cluster
    self.span = span
    self.namespace = namespace
    self.memory = memory
    end = try reads.end(of: cluster)
    let all = try kinds.map { kind in
      (kind, try reads.coverageTimeline(of: kind, namespace: namespace, cluster))
    }
    // Nodes that were never watched are left out, with a note (tql.md section 3).
    timelines = all.filter { kinds.count == 1 || $0.0 != .node || !$0.1.listings.isEmpty }
    lacksNodes = timelines.count < all.count && !cluster.isOfManifests
    observed = timelines.reduce([span]) { stretches, entry in
      stretches.flatMap { stretch in
        entry.timeline.observed.compactMap { stretch.intersection($0) }
      }
    }
  }

  /// When the last of some kinds was first listed: before it nothing is answered; nil where one never
  /// was.
  func listedAt(_ kinds: [ResourceKind]) -> Instant? {
    // Of which kinds the manifests are is no question of what was looked at.
    if cluster.isOfManifests {
      return timelines.flatMap { $0.timeline.listings.map(\.observedAt) }.min()
    }
    var latest = Instant(nanoseconds: .min)
    for (kind, timeline) in timelines where kinds.contains(kind) {
      guard let first = timeline.listings.map({ $0.observedAt }).min() else { return nil }
      latest = max(latest, first)
    }
    return latest
  }

  /// The kinds that were listed by an instant.
  func listedKinds(by instant: Instant) -> Set<ResourceKind> {
    Set(timelines.filter { $0.timeline.isListed(by: instant) }.map { $0.kind })
  }

  /// Per kind that is not observed at an instant, the revision that a version must outlive to have
  /// held through the gap; nil inside where nothing followed.
  ///
  /// `countingEnds`: a kind counts as observed at the very instant at which its observation ends.
  func proofs(at instant: Instant, countingEnds: Bool = false) -> [ResourceKind: Revision?] {
    var proofs: [ResourceKind: Revision?] = [:]
    for (kind, timeline) in timelines
    where !timeline.isObserved(at: instant) && !timeline.isAwaited(at: instant) {
      if countingEnds, timeline.observed.contains(where: { $0.until == instant }) { continue }
      proofs[kind] = .some(timeline.proofAfterGap(at: instant))
    }
    return proofs
  }

  /// The next instant at which a kind stops being observed, or is listed for the first time.
  func nextBoundary(after instant: Instant) -> Instant? {
    // A kind that is listed for the first time may change what its absence meant.
    timelines.flatMap { entry in
      entry.timeline.observed.compactMap { $0.until }
        + (entry.timeline.awaited?.until.map { [$0] } ?? [])
        + (entry.timeline.listings.map { $0.observedAt }.min().map { [$0] } ?? [])
    }.filter { $0 > instant }.min()
  }

  /// The stretch around an instant, of the span or not, in which all kinds were observed; nil where one
  /// was not.
  func observation(around instant: Instant) -> HalfOpenInterval<Instant>? {
    var found: HalfOpenInterval<Instant>? = HalfOpenInterval(
      from: Instant(nanoseconds: .min),
      until: nil
    )
    for (_, timeline) in timelines {
      found = HalfOpenInterval.that(of: timeline.observed, containing: instant) { $0 }
        .flatMap { found?.intersection($0) }
    }
    return found
  }

  /// Whether all kinds were observed throughout a stretch, of the span or not.
  func isObserved(throughout stretch: HalfOpenInterval<Instant>) -> Bool {
    timelines.allSatisfy { entry in
      entry.timeline.observed.contains { $0.intersection(stretch) == stretch }
    }
  }

  /// The stretches of each kind, observed and not, that meet the span.
  var coverage: [Answer.KindCoverage] {
    timelines.flatMap { kind, timeline in
      let watched = timeline.observed.filter { span.intersection($0) != nil }.map {
        Answer.KindCoverage(
          kind: kind,
          isObserved: true,
          from: $0.from,
          until: HalfOpenInterval.earlier($0.until, end)
        )
      }
      let missed = gaps(timeline).map {
        Answer.KindCoverage(kind: kind, isObserved: false, from: $0.from, until: $0.until)
      }
      return (watched + missed).sorted { left, right in
        (left.from ?? Instant(nanoseconds: .min)) < (right.from ?? Instant(nanoseconds: .min))
      }
    }
  }

  /// The notes `forgotten`, `not-observed` and `provisional`, each with the stretch in which it is so.
  func notes() throws -> [SequencedNote] {
    var found = forgottenNotes + gapNotes()
    found += try provisionalNotes()
    found += awaitedNotes()
    if lacksNodes, let end = span.until {
      let note = Knowledge.nodesNote(isHidden: reads.hidesNodes)
      found.append(SequencedNote(note: note, from: span.from, until: end))
    }
    return found
  }

  /// The notes `forgotten`: where the span reaches behind the retention horizon, and where what the
  /// question looks back at does.
  private var forgottenNotes: [SequencedNote] {
    guard let horizon = cluster.horizon else { return [] }
    var notes: [SequencedNote] = []
    if span.from < horizon.before {
      notes.append(
        SequencedNote(
          note: Knowledge.forgottenNote(horizon, cluster),
          from: span.from,
          until: min(horizon.before, span.until ?? horizon.before)
        )
      )
    }
    let lookingBack = HalfOpenInterval(
      from: horizon.before,
      until: horizon.before.advanced(byNanoseconds: memory)
    )
    if memory > 0, let here = span.intersection(lookingBack), let until = here.until {
      notes.append(
        SequencedNote(
          note: Knowledge.forgottenNote(horizon, cluster, memory: memory),
          from: here.from,
          until: until
        )
      )
    }
    return notes
  }

  /// The gaps that meet the span; with the epoch its last gap ends.
  private func gaps(_ timeline: CoverageTimeline) -> [CoverageTimeline.Gap] {
    timeline.gaps.map { gap in
      var gap = gap
      gap.until = HalfOpenInterval.earlier(gap.until, end)
      return gap
    }.filter { overlap($0) != nil }
  }

  private func overlap(_ gap: CoverageTimeline.Gap) -> HalfOpenInterval<Instant>? {
    span.intersection(
      HalfOpenInterval(from: gap.from ?? Instant(nanoseconds: .min), until: gap.until)
    )
  }

  /// The notes `not-observed`, each with the stretch in which it is so.
  func gapNotes() -> [SequencedNote] {
    if cluster.isOfManifests, !timelines.isEmpty, let end = span.until {
      let note = Knowledge.manifestsNote(timelines.map(\.kind), cluster)
      return [SequencedNote(note: note, from: span.from, until: end)]
    }
    var missed = MissedKinds()
    for (kind, timeline) in timelines {
      let scope = ObservedScope(timeline, namespace: namespace)
      for gap in gaps(timeline) {
        missed.add(kind, gap, isListed: gap.until == end && !timeline.listings.isEmpty, scope)
      }
    }
    return missed.entries.compactMap { entry in
      guard let overlap = overlap(entry.gap), let end = overlap.until else { return nil }
      return SequencedNote(
        note: Knowledge.gapNote(entry),
        from: overlap.from,
        until: end
      )
    }
  }

  /// Where a kind that was being watched still had to deliver, for good, what others had shown to be
  /// committed: settled is the least revision over those kinds.
  private func provisionalNotes() throws -> [SequencedNote] {
    let all = try timelines.flatMap { try unsettled($0.kind, $0.timeline) }
    let instants = Set(all.flatMap { [$0.stretch.from, $0.stretch.until ?? $0.stretch.from] })
      .sorted()
    let pieces = zip(instants, instants.dropFirst()).compactMap { from, until -> SequencedNote? in
      let here = all.filter { $0.stretch.contains(from) }
      guard let settled = here.map({ $0.settled }).min() else { return nil }
      return SequencedNote(
        note: Knowledge.provisionalNote(settled: settled, time: SpanExecutor.timeMark, from: nil),
        from: from,
        until: until
      )
    }
    return SequencedNote.coalesced(pieces)
  }

  /// Where open watches may still have to tell.
  private func awaitedNotes() -> [SequencedNote] {
    timelines.compactMap { kind, timeline in
      guard let awaited = timeline.awaited, let here = span.intersection(awaited),
        let until = here.until
      else { return nil }
      return SequencedNote(
        note: Knowledge.awaitedNote([kind], from: awaited.from),
        from: here.from,
        until: until
      )
    }
  }

  /// The stretches of the span in which a kind was watched and rests on a revision below what was
  /// proven, with that revision.
  private func unsettled(
    _ kind: ResourceKind,
    _ timeline: CoverageTimeline
  ) throws -> [(stretch: HalfOpenInterval<Instant>, settled: Revision)] {
    try timeline.segments.enumerated().flatMap { index, segment in
      guard let from = try reads.firstProof(above: segment.last, kind: kind, cluster) else {
        return [(stretch: HalfOpenInterval<Instant>, settled: Revision)]()
      }
      let next = timeline.segments.dropFirst(index + 1).first
      let until = try next.flatMap { try reads.validTime(of: $0.first, kind: kind, cluster) }
      if let until, until <= from { return [] }
      let rest = HalfOpenInterval(from: from, until: until)
      return timeline.observed.compactMap { watched in
        span.intersection(rest)?.intersection(watched)
      }.map { (stretch: $0, settled: segment.last) }
    }
  }
}
