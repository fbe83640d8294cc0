import Projections
import TopologyModel

/// What was being observed at the asked time, of the kinds that a question reads.
struct Knowledge {
  let reads: any TopologyReads
  let cluster: ClusterContext
  let time: BoundQuery.Time
  /// The namespace that the question reads; nil for all.
  let namespace: String?
  /// How far the question looks back, in nanoseconds.
  let memory: Int64
  /// When the epoch was followed by another one; nil for the last one.
  let end: Instant?
  let timelines: [(kind: ResourceKind, timeline: CoverageTimeline)]
  /// Whether the question reads Nodes, among others, and they were never watched.
  let lacksNodes: Bool

  init(
    reads: any TopologyReads,
    cluster: ClusterContext,
    time: BoundQuery.Time,
    kinds: [ResourceKind],
    namespace: String?,
    memory: Int64 = 0
  ) throws {
    self.reads = reads
    self.cluster = cluster
    self.time = time
    self.namespace = namespace
    self.memory = memory
    end = try reads.end(of: cluster)
    let all = try kinds.map { kind in
      (kind, try reads.coverageTimeline(of: kind, namespace: namespace, cluster))
    }
    // Nodes that were never watched are left out, with a note (tql.md section 3).
    timelines = all.filter { kinds.count == 1 || $0.0 != .node || !$0.1.listings.isEmpty }
    lacksNodes = timelines.count < all.count && !cluster.isOfManifests
  }

  /// Whether a kind was listed by the asked time, so that its absence means something.
  func isListed(_ kind: ResourceKind, revisions: RevisionVector) -> Bool {
    guard let timeline = timelines.first(where: { $0.kind == kind })?.timeline else {
      return true
    }
    // Of which kinds the manifests are is no question of what was looked at.
    if cluster.isOfManifests { return timelines.contains { isListed($0.timeline) } }
    return isListed(timeline)
  }

  private func isListed(_ timeline: CoverageTimeline) -> Bool {
    switch time {
    case .at(let instant): return timeline.isListed(by: instant)
    case .atRevision(let revision): return timeline.isListed(by: revision)
    case .span, .log: return true
    }
  }

  /// Per unobserved kind, the revision that a version must outlive to have held through the gap;
  /// nil inside where nothing followed.
  func proofs() -> [ResourceKind: Revision?] {
    var proofs: [ResourceKind: Revision?] = [:]
    for (kind, timeline) in timelines {
      switch time {
      case .at(let instant):
        guard !timeline.isObserved(at: instant), !timeline.isAwaited(at: instant) else {
          continue
        }
        proofs[kind] = .some(timeline.proofAfterGap(at: instant))
      case .atRevision(let revision):
        guard !timeline.isKnown(at: revision) else { continue }
        proofs[kind] = .some(timeline.segments(around: revision).after?.first)
      case .span, .log: continue
      }
    }
    return proofs
  }

  /// What was observed of each kind.
  func coverage() -> [Answer.KindCoverage] {
    timelines.compactMap { kind, timeline in
      let instant: Instant
      switch time {
      case .at(let asked): instant = asked
      case .atRevision(let revision):
        return Answer.KindCoverage(kind: kind, isObserved: timeline.isKnown(at: revision))
      case .span, .log: return nil
      }
      if let watched = timeline.observed.first(where: { $0.contains(instant) }) {
        return Answer.KindCoverage(
          kind: kind,
          isObserved: true,
          from: watched.from,
          until: HalfOpenInterval.earlier(watched.until, end)
        )
      }
      if timeline.isAwaited(at: instant) {
        let watched = timeline.observed.last
        return Answer.KindCoverage(kind: kind, isObserved: true, from: watched?.from, until: nil)
      }
      let gap = timeline.gap(at: instant)
      return Answer.KindCoverage(
        kind: kind,
        isObserved: false,
        from: gap?.from,
        until: HalfOpenInterval.earlier(gap?.until, end)
      )
    }
  }

  /// The notes `forgotten`, `not-observed`, `provisional` and `revisions-not-shared`.
  func notes(revisions: RevisionVector) throws -> [Note] {
    var notes = try forgottenNotes(revisions)
    switch time {
    case .at(let instant):
      notes += gapNotes(at: instant)
      notes += try provisionalNotes(at: instant, revisions: revisions)
      notes += awaitedNotes(at: instant)
    case .atRevision(let revision): notes += try gapNotes(at: revision)
    case .span, .log: break
    }
    if lacksNodes { notes.append(Self.nodesNote(isHidden: reads.hidesNodes)) }
    if !cluster.sharesRevisions, !timelines.isEmpty { notes.append(Self.unsharedNote(cluster)) }
    return notes
  }

  /// The note `forgotten`, where the asked time lies behind the retention horizon, or what the
  /// question looks back at.
  private func forgottenNotes(_ revisions: RevisionVector) throws -> [Note] {
    guard let horizon = cluster.horizon else { return [] }
    var asked: Instant?
    switch time {
    case .at(let instant):
      if instant < horizon.before { return [Self.forgottenNote(horizon, cluster)] }
      asked = instant
    case .atRevision(let revision):
      if horizon.revision.map({ revision < $0 }) ?? true {
        return [Self.forgottenNote(horizon, cluster)]
      }
      // At a revision that no instant shows nothing is looked back at.
      guard memory > 0,
        let found = try reads.validTime(of: revision, kind: .service, cluster),
        try reads.reached(at: found, cluster) == revisions
      else { return [] }
      asked = found
    case .span, .log: break
    }
    guard memory > 0, let asked, asked.advanced(byNanoseconds: -memory) < horizon.before else {
      return []
    }
    return [Self.forgottenNote(horizon, cluster, memory: memory)]
  }

  static func forgottenNote(_ horizon: RetentionBound, _ cluster: ClusterContext) -> Note {
    Note(
      .forgotten,
      "what cluster `\(cluster.name)` was like before \(horizon.before) was forgotten",
      help: "ask about \(horizon.before) or later; `hindcast status` prints the horizon",
      until: horizon.before
    )
  }

  /// The note of an answer that looks back behind the horizon, and may lack rows for that.
  static func forgottenNote(
    _ horizon: RetentionBound,
    _ cluster: ClusterContext,
    memory: Int64
  ) -> Note {
    let end = horizon.before.advanced(byNanoseconds: memory)
    return Note(
      .forgotten,
      "the answer looks back \(ValueText.duration(memory)), and what cluster `\(cluster.name)` was "
        + "like before \(horizon.before) was forgotten: rows that follow from it are missing",
      help: "ask about \(end) or later; `hindcast status` prints the horizon",
      from: horizon.before,
      until: end
    )
  }

  /// The note `nodes-not-observed`: of Nodes that were never watched, or that may not be asked about.
  static func nodesNote(isHidden: Bool) -> Note {
    Note(
      .nodesNotObserved,
      (isHidden ? "you may not ask about nodes" : "nodes were never observed")
        + ": a Pod's node counts as existing, and zones come from the Pods' own labels and endpoints",
      help: isHidden
        ? "use a token for all namespaces where the nodes matter" : "record or import Nodes, too"
    )
  }

  /// The note `not-observed` of manifests, which nobody observed.
  static func manifestsNote(_ kinds: [ResourceKind], _ cluster: ClusterContext) -> Note {
    Note(
      .notObserved,
      "\(list(kinds)) were not observed: cluster `\(cluster.name)` has manifests, which say what "
        + "is wanted",
      help: "record or import what a cluster has, under a name of its own, to ask about that"
    )
  }

  /// The kinds that were listed by the asked time.
  func listedKinds(_ revisions: RevisionVector) -> Set<ResourceKind> {
    Set(timelines.filter { isListed($0.timeline) }.map { $0.kind })
  }

  static func unsharedNote(_ cluster: ClusterContext) -> Note {
    Note(
      .revisionsNotShared,
      "kinds do not share one revision counter in cluster `\(cluster.name)`",
      help: "each kind was looked at by its own revisions; changes of different kinds cannot "
        + "be ordered among each other"
    )
  }

  private func gapNotes(at instant: Instant) -> [Note] {
    if let manifestsNote { return [manifestsNote] }
    var missed = MissedKinds()
    for (kind, timeline) in timelines {
      guard var gap = timeline.gap(at: instant) else { continue }
      gap.until = HalfOpenInterval.earlier(gap.until, end)
      let scope = ObservedScope(timeline, namespace: namespace)
      missed.add(kind, gap, isListed: timeline.isListed(by: instant), scope)
    }
    return missed.entries.map { Self.gapNote($0) }
  }

  static func gapNote(_ missed: MissedKinds.Entry) -> Note {
    let gap = missed.gap
    let usual =
      gap.from == nil && !missed.isListed
      ? help(before: gap.until) : "rows are carried forward from the last known state"
    let subject = list(missed.kinds) + missed.scope.phrase
    return Note(
      .notObserved,
      sentence(subject, from: gap.from, until: gap.until, isListed: missed.isListed),
      help: missed.isListed ? usual : missed.scope.help ?? usual,
      from: gap.from,
      until: gap.until
    )
  }

  /// What to do where nothing was known yet.
  private static func help(before beginning: Instant?) -> String {
    beginning.map { "ask about \($0) or later; `coverage` shows what was observed" }
      ?? "record or import them; `coverage` shows what was observed"
  }

  private static func list(_ kinds: [ResourceKind]) -> String {
    let names = kinds.map { $0.resourceName }
    return names.count > 1
      ? names.dropLast().joined(separator: ", ") + " and " + (names.last ?? "") : names[0]
  }

  private static func sentence(
    _ subject: String,
    from: Instant?,
    until: Instant?,
    isListed: Bool
  ) -> String {
    switch (from, until) {
    case (nil, nil):
      return isListed ? "\(subject) were listed, and not watched" : "\(subject) were never observed"
    case (nil, let until?): return "\(subject) were not observed before \(until)"
    case (let from?, nil): return "\(subject) were not observed from \(from) on"
    case (let from?, let until?):
      return "\(subject) were not observed from \(from) until \(until)"
    }
  }

  private var manifestsNote: Note? {
    guard cluster.isOfManifests, !timelines.isEmpty else { return nil }
    return Self.manifestsNote(timelines.map(\.kind), cluster)
  }

  private func gapNotes(at revision: Revision) throws -> [Note] {
    if let manifestsNote { return [manifestsNote] }
    return try timelines.compactMap { kind, timeline in
      guard !timeline.isKnown(at: revision) else { return nil }
      let (before, after) = timeline.segments(around: revision)
      let from = try before.flatMap { try reads.validTime(of: $0.last, kind: kind, cluster) }
      let until = try after.flatMap { try reads.validTime(of: $0.first, kind: kind, cluster) }
      let scope = ObservedScope(timeline, namespace: namespace)
      let subject = kind.resourceName + scope.phrase
      let message =
        switch (before, after) {
        case (nil, nil):
          timeline.listings.isEmpty
            ? "\(subject) were never observed"
            : "\(subject) were listed, and not watched"
        case (nil, let after?):
          "\(subject) were not observed before revision \(after.first)"
        case (let before?, nil):
          "\(subject) were not observed after revision \(before.last)"
        case (let before?, let after?):
          "\(subject) were not observed between the revisions \(before.last) and "
            + "\(after.first)"
        }
      return Note(
        .notObserved,
        message,
        help: before != nil
          ? "rows are carried forward from the last known state"
          : scope.help
            ?? after.map {
              "ask about revision \($0.first) or later; `coverage` shows what was observed"
            },
        from: from,
        until: until
      )
    }
  }

  /// A kind that is being watched may still have to deliver what others have shown to be committed.
  private func provisionalNotes(
    at instant: Instant,
    revisions: RevisionVector
  ) throws -> [Note] {
    var settled: Revision?
    for (kind, timeline) in timelines where timeline.isObserved(at: instant) {
      guard let revision = revisions[kind], !timeline.isKnown(at: revision),
        let last = timeline.segments(around: revision).before?.last
      else { continue }
      settled = settled.map { min($0, last) } ?? last
    }
    guard let settled, let kind = timelines.first?.kind else { return [] }
    let bound = try reads.validTime(of: settled, kind: kind, cluster)
    return [Self.provisionalNote(settled: settled, time: "at \(instant)", from: bound)]
  }

  /// An open watch that has told nothing since may still have to.
  private func awaitedNotes(at instant: Instant) -> [Note] {
    let awaited = timelines.compactMap { kind, timeline in
      timeline.awaited.flatMap { $0.contains(instant) ? (kind: kind, from: $0.from) : nil }
    }
    guard let from = awaited.map({ $0.from }).min() else { return [] }
    return [Self.awaitedNote(awaited.map { $0.kind }, from: from)]
  }

  static func awaitedNote(_ kinds: [ResourceKind], from: Instant) -> Note {
    let names = kinds.map { $0.resourceName }.joined(separator: ", ")
    return Note(
      .provisional,
      "\(names): nothing was told since \(from), and the watch is open: the answer is settled up "
        + "to then",
      help: "ask again when more was recorded",
      from: from
    )
  }

  static func provisionalNote(settled: Revision, time: String, from bound: Instant?) -> Note {
    Note(
      .provisional,
      "not every kind had told all of the time \(time): the answer is settled up to revision "
        + "\(settled)",
      help: "ask again when more was recorded",
      from: bound
    )
  }
}
