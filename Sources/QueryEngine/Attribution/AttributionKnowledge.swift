import Projections
import TopologyModel

/// What was being observed of Services, Pods and Nodes, for every instant that an epoch answers: the
/// same as `Knowledge` says of single ones, found once for each stretch over which it stays the same.
final class AttributionKnowledge {
  /// What is so over a stretch of time.
  final class State {
    /// Whether Pods were listed by then, so that anything is answered.
    let isAnswered: Bool
    /// Per kind that is not observed then, see `Knowledge.proofs()`.
    let proofs: [ResourceKind: Revision?]
    /// The codes of the notes that an answer has then, whatever the address.
    let notes: [NoteCode]
    /// Those notes, and that not all is looked at, where it is so.
    let leadingNotes: [String]
    /// Those notes, and what is said of slices, as an answer has them that has no others.
    let plainNotes: [String]
    /// Whether all kinds that tell the owner were observed then.
    let isObserved: Bool
    /// Whether EndpointSlices were observed then.
    let observesSlices: Bool
    /// Whether Services and EndpointSlices were listed by then, so that endpoints mean something.
    let listsEndpoints: Bool
    /// The stretch.
    let stretch: Range<Int64>

    init(
      isAnswered: Bool,
      proofs: [ResourceKind: Revision?],
      notes: [NoteCode],
      isRestricted: Bool,
      observesSlices: Bool,
      listsEndpoints: Bool,
      stretch: Range<Int64>
    ) {
      self.isAnswered = isAnswered
      self.proofs = proofs
      self.notes = notes
      leadingNotes = notes.map(\.rawValue) + (isRestricted ? [Attribution.restricted] : [])
      plainNotes = leadingNotes + (observesSlices ? [] : [Attribution.slicesNotObserved])
      isObserved = !notes.contains(.notObserved)
      self.observesSlices = observesSlices
      self.listsEndpoints = listsEndpoints
      self.stretch = stretch
    }
  }

  /// When Pods were first listed: before it nothing is answered.
  let floor: Int64?
  /// The instants at which a stretch begins; the first is the lowest of all.
  let starts: [Int64]
  private let knowledge: Knowledge
  private let spanKnowledge: SpanKnowledge
  private let slices: CoverageTimeline
  private let clock: EpochClock
  private var known: [Int: State] = [:]

  init(_ clock: EpochClock) throws {
    self.clock = clock
    let reads = clock.reads
    let cluster = clock.cluster
    let lowest = Instant(nanoseconds: .min)
    let kinds: [ResourceKind] = [.service, .pod] + (clock.namespaces == nil ? [.node] : [])
    // Of several namespaces only what watched all of them counts.
    let namespace = clock.namespaces.flatMap { $0.count == 1 ? $0.first : nil }
    knowledge = try Knowledge(
      reads: reads,
      cluster: cluster,
      time: .at(lowest),
      kinds: kinds,
      namespace: namespace
    )
    spanKnowledge = try SpanKnowledge(
      reads: reads,
      cluster: cluster,
      span: HalfOpenInterval(from: lowest, until: nil),
      kinds: kinds,
      namespace: namespace
    )
    slices = try reads.coverageTimeline(of: .endpointSlice, namespace: namespace, cluster)
    floor = spanKnowledge.listedAt([.pod])?.nanoseconds
    var bounds: Set<Int64> = [.min]
    for (kind, timeline) in knowledge.timelines + [(.endpointSlice, slices)] {
      for stretch in timeline.observed + (timeline.awaited.map { [$0] } ?? []) {
        bounds.insert(stretch.from.nanoseconds)
        if let until = stretch.until { bounds.insert(until.nanoseconds) }
      }
      bounds.formUnion(timeline.listings.map { $0.observedAt.nanoseconds })
      // Where what was proven enters, and leaves, what the kind was told of.
      for segment in timeline.segments {
        if let entered = try clock.time(of: segment.first, kind) { bounds.insert(entered) }
        let left = try reads.firstProof(above: segment.last, kind: kind, cluster)
        if let left { bounds.insert(left.nanoseconds) }
      }
    }
    for kind in ResourceKind.allCases {
      if let first = try clock.time(of: .lowest, kind) { bounds.insert(first) }
    }
    starts = bounds.sorted()
  }

  /// The stretch that an instant lies in.
  func index(at time: Int64) -> Int {
    ProofStaircase.partition(starts) { $0 <= time } - 1
  }

  /// What is so over a stretch.
  func state(_ index: Int) throws -> State {
    if let found = known[index] { return found }
    let start = starts[index]
    let instant = Instant(nanoseconds: start)
    let revisions = try clock.revisions(at: start)
    let here = Knowledge(knowledge, at: instant)
    let isListed = here.isListed(.pod, revisions: revisions)
    var codes: [NoteCode] = []
    for note in try here.notes(revisions: revisions) where !codes.contains(note.code) {
      codes.append(note.code)
    }
    let found = State(
      isAnswered: isListed && !revisions.isEmpty,
      proofs: spanKnowledge.proofs(at: instant),
      notes: codes,
      isRestricted: clock.namespaces != nil,
      observesSlices: slices.isObserved(at: instant) || slices.isAwaited(at: instant),
      listsEndpoints: listsEndpoints(at: instant),
      stretch: start..<(index + 1 < starts.count ? starts[index + 1] : .max)
    )
    known[index] = found
    return found
  }
}

extension AttributionKnowledge {
  private func listsEndpoints(at instant: Instant) -> Bool {
    let services = knowledge.timelines.first { $0.kind == .service }?.timeline
    let areListed = [slices, services].compactMap { $0?.isListed(by: instant) }
    // Of which kinds the manifests are is no question of what was looked at.
    return clock.cluster.isOfManifests
      ? areListed.contains(true) : areListed.allSatisfy { $0 }
  }
}

extension Knowledge {
  /// The same knowledge, asked about another instant.
  init(_ other: Knowledge, at instant: Instant) {
    reads = other.reads
    cluster = other.cluster
    time = .at(instant)
    namespace = other.namespace
    memory = other.memory
    end = other.end
    timelines = other.timelines
    lacksNodes = other.lacksNodes
  }
}
