import KubernetesRules
import Projections
import TopologyModel

/// Finds how far rows reach beyond the stretch that their own facts prove: backwards to the instant
/// at which the same row did not hold just before, and forwards likewise.
///
/// It looks for a row again at the ends of its stretch. Where only the Pod behind an endpoint changed,
/// the row's parts tell; else its own objects do, and the whole question is evaluated only where the
/// row depends on more than its own facts, and where its address was listed a second time. All rows go on
/// together, so that what they need is read at once.
final class RowExtender {
  private let cluster: ClusterContext
  private let reads: any TopologyReads
  private let source: QuestionSource
  private let makeScene: (RevisionVector) -> Scene
  private var whole: [Evaluation: [StateRow]] = [:]
  private var reached: [Instant: RevisionVector] = [:]
  private var contested: ContestedAddresses?
  /// Whether a slot was ever held by more than one object.
  private var isShared: [ObjectSlot: Bool] = [:]

  /// A question that was evaluated, or its part about one Service.
  private struct Evaluation: Hashable {
    var service: ObjectSlot?
    var revisions: RevisionVector
  }

  init(
    reads: any TopologyReads,
    cluster: ClusterContext,
    source: QuestionSource,
    makeScene: @escaping (RevisionVector) -> Scene
  ) {
    self.reads = reads
    self.cluster = cluster
    self.source = source
    self.makeScene = makeScene
  }

  /// The rows of a scene at some revisions with their true ends.
  func extended(_ rows: [StateRow], at revisions: RevisionVector) throws -> [StateRow] {
    var rows = rows
    try prepareEndpoints(rows)
    contested = try ContestedAddresses(of: rows, reads, cluster)
    if contested != nil {
      for index in rows.indices {
        let anchor = rows[index].anchor
        rows[index].interval = try cut(rows[index].interval, anchor, at: revisions)
        // What lost to another listing may be another row where that is gone.
        if isContested(anchor, at: revisions) { rows[index].parts = nil }
      }
    }
    try extend(&rows, isBackwards: true)
    try extend(&rows, isBackwards: false)
    return rows
  }

  /// Where an end of a row is looked at: just before its beginning, or at its end; nil where it has
  /// none.
  private static func end(_ row: StateRow, isBackwards: Bool) -> Instant? {
    guard isBackwards else { return row.interval.until }
    let from = row.interval.from
    return from.nanoseconds > .min ? from.advanced(byNanoseconds: -1) : nil
  }

  private func extend(_ rows: inout [StateRow], isBackwards: Bool) throws {
    // The parts of each row where it was looked at last.
    var parts = rows.map { $0.parts }
    var pending = Array(rows.indices)
    while !pending.isEmpty {
      var moved: [(index: Int, revisions: RevisionVector)] = []
      for index in pending {
        guard let end = Self.end(rows[index], isBackwards: isBackwards) else { continue }
        let revisions = try revisions(at: end)
        guard !revisions.isEmpty else { continue }
        let isContested = isContested(rows[index].anchor, at: revisions)
        switch try step(isContested ? nil : parts[index], rows[index], at: revisions) {
        case .ended: break
        case .continued(let next):
          parts[index] = next
          moved.append((index, revisions))
        case .unknown:
          parts[index] = nil
          moved.append((index, revisions))
        }
      }
      pending = []
      for (index, revisions) in moved {
        guard
          var neighbor = try parts[index].map({ try makeScene(revisions).stretch(of: $0.runs) })
            ?? find(rows[index], at: revisions)
        else { continue }
        if contested != nil { try cut(&neighbor, rows[index].anchor, at: revisions) }
        if Self.move(&rows[index], to: neighbor, isBackwards: isBackwards) { pending.append(index) }
      }
    }
  }

  /// Moves an end of a row to that of the stretch beyond it; returns whether it moved.
  private static func move(
    _ row: inout StateRow,
    to neighbor: RunStretch,
    isBackwards: Bool
  ) -> Bool {
    if isBackwards {
      guard neighbor.from < row.interval.from else { return false }
      row.interval.from = neighbor.from
      row.event = neighbor.event
      row.beginsInferred = neighbor.beginsInferred
      return true
    }
    guard let until = row.interval.until else { return false }
    if let end = neighbor.until, end <= until { return false }
    row.interval.until = neighbor.until
    row.endsInferred = neighbor.endsInferred
    return true
  }

  // MARK: Contested addresses

  /// Whether an address is listed a second time, so that the whole question tells of its row.
  private func isContested(_ anchor: RowAnchor, at revisions: RevisionVector) -> Bool {
    guard let contested, let revision = revisions[.endpointSlice] else { return false }
    return contested.listing(anchor, at: revision) == .contested
  }

  /// Cuts the stretch of a row to where its address is not listed a second time; and where it is, to where
  /// no slice of the Service changes, since that may change which listing counts.
  private func cut(
    _ interval: HalfOpenInterval<Instant>,
    _ anchor: RowAnchor,
    at revisions: RevisionVector
  ) throws -> HalfOpenInterval<Instant> {
    guard case .endpoint(_, let service, _) = anchor, let revision = revisions[.endpointSlice],
      let listing = contested?.listing(anchor, at: revision)
    else { return interval }
    let stretch: (from: Revision?, until: Revision?)
    switch listing {
    case .single(let from, let until): stretch = (from, until)
    case .contested:
      stretch = try reads.quietStretch(
        ofSlicesNamingService: service.name,
        namespace: service.namespace,
        at: revision,
        cluster
      )
    }
    return try makeScene(revisions).cut(interval, to: stretch, kind: .endpointSlice)
  }

  private func cut(
    _ stretch: inout RunStretch,
    _ anchor: RowAnchor,
    at revisions: RevisionVector
  ) throws {
    let whole = HalfOpenInterval(from: stretch.from, until: stretch.until)
    let interval = try cut(whole, anchor, at: revisions)
    (stretch.from, stretch.until) = (interval.from, interval.until)
  }

  // MARK: By parts

  private enum Step {
    /// The row does not hold there.
    case ended
    /// It holds there, with these parts.
    case continued(EndpointParts)
    /// It has to be looked for.
    case unknown
  }

  private func step(
    _ parts: EndpointParts?,
    _ row: StateRow,
    at revisions: RevisionVector
  ) throws -> Step {
    guard case .endpoint(let endpoint, let service, _) = row.anchor else { return .unknown }
    guard var parts, parts.fixed.allSatisfy({ $0.isValid(at: revisions) && !$0.endsInferred }),
      try !parts.slots.contains(where: { try isSlotShared($0) })
    else {
      // Nearly every row ends with its endpoint.
      if endpoint.mayChangeUnseen { return .unknown }
      return try makeScene(revisions).hasEndpoint(endpoint.facts, of: service)
        ? .unknown : .ended
    }
    guard let pod = parts.pod, !pod.isValid(at: revisions) else { return .continued(parts) }
    let run = try revisions[.pod].flatMap {
      try reads.object(uid: parts.podUID, kind: .pod, at: $0, cluster)
    }
    guard let run, case .pod(let pod) = run.facts,
      parts.workload == .text(Workload.name(of: pod, podName: parts.podName))
    else { return .ended }
    parts.pod = RunBounds(run)
    return .continued(parts)
  }

  private func isSlotShared(_ slot: ObjectSlot) throws -> Bool {
    if let known = isShared[slot] { return known }
    let found = try reads.incarnations(of: slot, cluster).count > 1
    isShared[slot] = found
    return found
  }

  /// Reads at once where the rows' endpoints are listed.
  private func prepareEndpoints(_ rows: [StateRow]) throws {
    var byService: [ObjectSlot: [EndpointFacts]] = [:]
    for row in rows {
      guard case .endpoint(let endpoint, let service, _) = row.anchor else { continue }
      byService[service, default: []].append(endpoint.facts)
    }
    for (service, facts) in byService.sorted(by: { $0.key < $1.key }) {
      try reads.prepare(
        .endpoints(facts, service: service.name, namespace: service.namespace),
        cluster
      )
    }
  }

  // MARK: By evaluation

  private func revisions(at instant: Instant) throws -> RevisionVector {
    if let known = reached[instant] { return known }
    let found = try reads.reached(at: instant, cluster)
    reached[instant] = found
    return found
  }

  /// Looks a row up again; one that names its Service only among that Service's, so that a question
  /// about all of them does not cost an evaluation of all for every end.
  private func find(_ row: StateRow, at revisions: RevisionVector) throws -> RunStretch? {
    var source = source
    var evaluation = Evaluation(revisions: revisions)
    if case .endpoint(_, let service, _) = row.anchor {
      source = QuestionSource(question: source.question.narrowed(toService: service))
      evaluation.service = service
    }
    let alike =
      isContested(row.anchor, at: revisions)
      ? nil : try source.rows(makeScene(revisions), like: row.anchor)
    let candidates = try alike ?? rows(of: source, evaluation)
    return candidates.filter { $0.values == row.values }
      .min { $0.interval.from < $1.interval.from }
      .map { RunStretch($0) }
  }

  private func rows(of source: QuestionSource, _ evaluation: Evaluation) throws -> [StateRow] {
    if let rows = whole[evaluation] { return rows }
    let rows = try source.rows(makeScene(evaluation.revisions))
    whole[evaluation] = rows
    return rows
  }
}
