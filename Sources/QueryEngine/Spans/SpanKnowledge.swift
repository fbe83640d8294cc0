import Projections
import TopologyModel

/// What was being observed over a span of one epoch, of the kinds that a question reads.
struct SpanKnowledge {
  let reads: any TopologyReads
  let cluster: ClusterContext
  let span: HalfOpenInterval<Instant>
  let timelines: [(kind: ResourceKind, timeline: CoverageTimeline)]

  init(
    reads: any TopologyReads,
    cluster: ClusterContext,
    span: HalfOpenInterval<Instant>,
    kinds: [ResourceKind]
  ) throws {
    self.reads = reads
    self.cluster = cluster
    self.span = span
    timelines = try kinds.map { ($0, CoverageTimeline(try reads.coverage(of: $0, cluster))) }
  }

  /// When the last of some kinds was first listed: before it nothing is answered; nil where one never
  /// was.
  func listedAt(_ kinds: [ResourceKind]) -> Instant? {
    var latest = Instant(nanoseconds: .min)
    for (kind, timeline) in timelines where kinds.contains(kind) {
      guard let first = timeline.listings.map({ $0.observedAt }).min() else { return nil }
      latest = max(latest, first)
    }
    return latest
  }

  /// Per kind that is not observed at an instant, the revision that a version must outlive to have
  /// held through the gap; nil inside where nothing followed.
  func proofs(at instant: Instant) -> [ResourceKind: Revision?] {
    var proofs: [ResourceKind: Revision?] = [:]
    for (kind, timeline) in timelines where !timeline.isObserved(at: instant) {
      proofs[kind] = .some(timeline.proofAfterGap(at: instant))
    }
    return proofs
  }

  /// The next instant at which a kind stops being observed.
  func nextBoundary(after instant: Instant) -> Instant? {
    timelines.flatMap { $0.timeline.observed.compactMap { $0.until } }.filter { $0 > instant }.min()
  }

  /// The stretches of the span in which all kinds were observed, in order.
  ///
  /// Nodes that were never watched are left out (tql.md section 3).
  var observed: [HalfOpenInterval<Instant>] {
    let counted = timelines.filter { $0.kind != .node || !$0.timeline.observed.isEmpty }
    return counted.reduce([span]) { stretches, entry in
      stretches.flatMap { stretch in
        entry.timeline.observed.compactMap { stretch.intersection($0) }
      }
    }
  }

  /// The stretches of each kind, observed and not, that meet the span.
  var coverage: [Answer.KindCoverage] {
    timelines.flatMap { kind, timeline in
      let watched = timeline.observed.filter { span.intersection($0) != nil }.map {
        Answer.KindCoverage(kind: kind, isObserved: true, from: $0.from, until: $0.until)
      }
      let missed = gaps(timeline).map {
        Answer.KindCoverage(kind: kind, isObserved: false, from: $0.from, until: $0.until)
      }
      return (watched + missed).sorted { left, right in
        (left.from ?? Instant(nanoseconds: .min)) < (right.from ?? Instant(nanoseconds: .min))
      }
    }
  }

  /// The notes `not-observed` and `provisional`, each with the stretch in which it is so.
  func notes() throws -> [SequencedNote] {
    var found = gapNotes()
    found += try provisionalNotes()
    return found
  }

  private func gaps(_ timeline: CoverageTimeline) -> [CoverageTimeline.Gap] {
    timeline.gaps.filter { overlap($0) != nil }
  }

  private func overlap(_ gap: CoverageTimeline.Gap) -> HalfOpenInterval<Instant>? {
    span.intersection(
      HalfOpenInterval(from: gap.from ?? Instant(nanoseconds: .min), until: gap.until)
    )
  }

  private func gapNotes() -> [SequencedNote] {
    var byGap: [(gap: CoverageTimeline.Gap, kinds: [ResourceKind])] = []
    for (kind, timeline) in timelines {
      for gap in gaps(timeline) {
        if let index = byGap.firstIndex(where: { $0.gap == gap }) {
          byGap[index].kinds.append(kind)
        } else {
          byGap.append((gap, [kind]))
        }
      }
    }
    return byGap.compactMap { gap, kinds in
      guard let overlap = overlap(gap), let end = overlap.until else { return nil }
      return SequencedNote(
        note: Knowledge.gapNote(kinds, gap),
        from: overlap.from,
        until: end
      )
    }
  }

  /// Where a kind that was being watched still had to deliver, for good, what others had shown to be
  /// committed.
  private func provisionalNotes() throws -> [SequencedNote] {
    try timelines.flatMap { kind, timeline in
      try timeline.segments.compactMap { segment -> SequencedNote? in
        guard
          let from = try reads.firstProof(above: segment.last, kind: kind, cluster),
          let watched = timeline.observed.first(where: { $0.contains(from) }),
          let overlap = span.intersection(
            HalfOpenInterval(from: from, until: try end(of: watched, timeline, behind: segment))
          ),
          let end = overlap.until
        else { return nil }
        var note = Knowledge.provisionalNote(settled: segment.last, from: overlap.from)
        note.until = end
        return SequencedNote(
          note: note,
          from: overlap.from,
          until: end
        )
      }
    }
  }

  /// Until when a watched stretch rests on the segment: to the first proof of the next one.
  private func end(
    of watched: HalfOpenInterval<Instant>,
    _ timeline: CoverageTimeline,
    behind segment: CoverageTimeline.Segment
  ) throws -> Instant? {
    guard let next = timeline.segments.first(where: { $0.first > segment.last }),
      let kind = timelines.first(where: { $0.timeline == timeline })?.kind
    else { return watched.until }
    let proven = try reads.validTime(of: next.first, kind: kind, cluster)
    return HalfOpenInterval.earlier(watched.until, proven)
  }
}
