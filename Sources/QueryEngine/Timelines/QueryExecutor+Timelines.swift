import Projections
import TopologyModel

extension QueryExecutor {
  /// Rows with their true ends, and what they do not show.
  struct Slice {
    var rows: [ResultRow]
    var notes: [Note]
    /// Whether the rows are in the language's order.
    var isOrdered: Bool
  }

  /// The timelines that may tell rows: those of the latest knowledge, of all namespaces, where no work
  /// is counted.
  var usableTimelines: TimelineShelf? {
    meter == nil && knownAt == nil && context.isOptimized && context.restriction == .none
      ? timelines : nil
  }

  /// The rows at the asked instant as slices of timelines; nil where the question is to be evaluated.
  ///
  /// All kinds that it needs were listed, and those that it reads observed. Where only kept ones are taken,
  /// none is made, and nothing is evaluated.
  func sliced(_ scene: Scene, takesOnlyKept: Bool = false) throws -> Slice? {
    // Rows that are cut to the asked time tell the event of the stretch that it lies in.
    guard let timelines = usableTimelines, !plan.operators.contains(.clip),
      case .at(let instant) = query.time, !scene.revisions.isEmpty,
      try reads.end(of: query.cluster) == nil
    else { return nil }
    switch query.question {
    case .podsServing(let name, let port, nil, nil):
      return takesOnlyKept
        ? keptServing(name, port, at: instant, timelines)
        : try serving(name, port, at: instant, timelines, scene)
    case .owners(let address, let kind):
      return try owners(of: address, kind, at: instant, timelines, takesOnlyKept: takesOnlyKept)
    default: return nil
    }
  }

  /// Whether the timeline of the one Service, or the owners of the address, that the question is about are
  /// kept, and have few rows at an instant; nothing is read, and nothing made.
  func hasKept(at instant: Instant, rowsMax: Int) -> Bool {
    guard let timelines = usableTimelines else { return false }
    switch query.question {
    case .podsServing(let name, _, nil, nil):
      return keptTimeline(name, timelines)?.hasRows(atMost: rowsMax, at: instant) ?? false
    case .owners(let address, let kind):
      return timelines.known(addressKey(address, kind), reads.basis) != nil
    default: return false
    }
  }

  /// Whether the timeline of the one Service that the question is about is kept, tells all of a span that was
  /// observed throughout, and has few rows there; nothing is made.
  func hasKept(over span: HalfOpenInterval<Instant>, rowsMax: Int) throws -> Bool {
    guard let timelines = usableTimelines,
      case .podsServing(let name, let port, nil, nil) = query.question,
      let timeline = keptTimeline(name, timelines),
      timeline.hasRows(atMost: plan.needsRows ? rowsMax : rowsMax * Self.coveredPerRow, over: span),
      Self.has(timeline.portion(on: port).served, all: span),
      try reads.epochs(of: query.cluster.name).count == 1
    else { return false }
    return try query.question.kindsRead.allSatisfy { kind in
      let namespace = query.question.namespaceRead
      let coverage = try reads.coverageTimeline(of: kind, namespace: namespace, query.cluster)
      return Self.has(coverage.observed, all: span)
    }
  }

  /// So many rows are looked through in the time of one that is answered, where only the time that they cover
  /// counts.
  private static let coveredPerRow = 10

  /// Whether one of some stretches in order has all of a span.
  private static func has(
    _ stretches: [HalfOpenInterval<Instant>],
    all span: HalfOpenInterval<Instant>
  ) -> Bool {
    HalfOpenInterval.that(of: stretches, containing: span.from, by: { $0 })
      .map { $0.intersection(span) == span } ?? false
  }

  private func keptTimeline(_ name: BoundName, _ timelines: TimelineShelf) -> ServiceTimeline? {
    TimelineShelf.Key(epochID: query.cluster.epochID, name: name).flatMap {
      timelines.known($0, reads.basis)
    }
  }

  private func addressKey(
    _ address: BoundAddress,
    _ kind: ResourceKind?
  ) -> TimelineShelf.AddressKey {
    TimelineShelf.AddressKey(epochID: query.cluster.epochID, address: address.ip, kind: kind)
  }

  /// The owners of an address at an instant, from all that it ever had.
  private func owners(
    of address: BoundAddress,
    _ kind: ResourceKind?,
    at instant: Instant,
    _ timelines: TimelineShelf,
    takesOnlyKept: Bool
  ) throws -> Slice? {
    guard let last = try reads.lastObservedAt(query.cluster), instant <= last else { return nil }
    let key = addressKey(address, kind)
    let basis = reads.basis
    let kept =
      takesOnlyKept
      ? timelines.known(key, basis)
      : try timelines.owners(key, basis) { asks in
        try instantAnswer(query.question, at: instant).owners(asks: asks).map { KeptOwners($0) }
      }
    guard let kept else { return nil }
    timelines.noteSlice()
    let rows = kept.rows(at: instant)
    return Slice(
      rows: rows,
      notes: QuestionNotes.ambiguity(kept.live(at: instant), timeText()),
      isOrdered: rows.count <= 1
    )
  }

  /// The Pods that serve one Service at an instant, from its timeline; nil where that is not kept, and where
  /// neither it tells of the instant nor what was evaluated before.
  private func keptServing(
    _ name: BoundName,
    _ port: BoundPort?,
    at instant: Instant,
    _ timelines: TimelineShelf
  ) -> Slice? {
    guard let timeline = keptTimeline(name, timelines) else { return nil }
    let notes = timeline.notes(at: instant, on: port, .all).notes
    return told(by: timeline, on: port, at: instant, notes, timelines).map { timed($0) }
  }

  /// What a timeline tells of an instant, with what is said beside its rows, or an answer without rows that
  /// was kept; nil where it is to be evaluated.
  private func told(
    by timeline: ServiceTimeline,
    on port: BoundPort?,
    at instant: Instant,
    _ notes: [Note],
    _ timelines: TimelineShelf
  ) -> Slice? {
    var slice: Slice?
    if let rows = timeline.rows(at: instant, on: port) {
      slice = Slice(rows: rows, notes: notes, isOrdered: true)
    } else if let calm = timeline.calm(at: instant),
      let notes = timeline.portion(on: port).notes(of: silence(calm))
    {
      slice = Slice(rows: [], notes: notes, isOrdered: true)
    }
    if slice != nil { timelines.noteSlice() }
    return slice
  }

  private func silence(_ calm: Int) -> TimelinePortion.Silence {
    TimelinePortion.Silence(
      calm: calm,
      question: query.question,
      version: query.cluster.givenVersion
    )
  }

  /// A slice whose notes say the asked time.
  private func timed(_ slice: Slice) -> Slice {
    guard !slice.notes.isEmpty else { return slice }
    var slice = slice
    let time = timeText()
    for index in slice.notes.indices {
      slice.notes[index].message.replace(SpanExecutor.timeMark, with: time)
    }
    return slice
  }

  /// The Pods that serve Services at an instant, from the Services' timelines.
  private func serving(
    _ name: BoundName,
    _ port: BoundPort?,
    at instant: Instant,
    _ timelines: TimelineShelf,
    _ scene: Scene
  ) throws -> Slice? {
    let services: [ObjectSlot]
    let namesOne = if case .exact = name.form { true } else { false }
    switch name.form {
    case .exact(let namespace, let text):
      services = [ObjectSlot(kind: .service, namespace: namespace, name: text)]
    case .glob: services = try scene.objects(.service, matching: name).map(\.object.slot)
    case .uid: return nil
    }
    var parts: [Slice?] = []
    var hasPort = false
    for service in services {
      let key = TimelineShelf.Key(epochID: query.cluster.epochID, service: service)
      let timeline = try timelines.timeline(key, reads, query.cluster)
      guard let timeline else {
        parts.append(nil)
        continue
      }
      let told = timeline.notes(at: instant, on: port, namesOne ? .all : .details)
      hasPort = hasPort || (told.hasPort && port?.isTarget != true)
      parts.append(
        try self.told(by: timeline, on: port, at: instant, told.notes, timelines)
          ?? silence(timeline, service, on: port, at: instant, scene)
      )
    }
    // Those that timelines do not tell are evaluated one by one, as long as they are the fewer ones.
    // That there is a Service with the port, the others show.
    let restCount = parts.count { $0 == nil }
    guard restCount * 2 < services.count, hasPort || namesOne else { return nil }
    var sliced = Slice(rows: [], notes: [], isOrdered: true)
    var ordered: [(service: String, rows: [ResultRow])] = []
    for (service, part) in zip(services, parts) {
      let part = try part ?? evaluated(service, scene)
      let rows =
        part.isOrdered
        ? part.rows : RowOperators.order(part.rows, columns: QuestionColumns.podsServing)
      ordered.append((service.description, rows))
      sliced.notes += part.notes
    }
    // The language's order begins with the Service as it is written.
    ordered.sort { $0.service < $1.service }
    sliced.rows = ordered.flatMap(\.rows)
    return timed(sliced)
  }

  /// The answer of a Service that is there, at an instant of which its timeline does not tell; where it
  /// has no rows, it is the same until anything of the Service changes, and kept.
  ///
  /// Pods have no part in it then. Nil where that is not known.
  private func silence(
    _ timeline: ServiceTimeline,
    _ service: ObjectSlot,
    on port: BoundPort?,
    at instant: Instant,
    _ scene: Scene
  ) throws -> Slice? {
    guard let timelines, let calm = timeline.calm(at: instant) else { return nil }
    let found = try evaluated(service, scene)
    if found.rows.isEmpty {
      timeline.portion(on: port).note(found.notes, of: silence(calm), timelines, reads.basis)
    }
    return found
  }

  /// Counts what an answer that was evaluated has cost, for the timelines of those that have many rows.
  func noteCost(rows count: Int) {
    guard case .podsServing(let name, _, nil, nil) = query.question,
      let key = TimelineShelf.Key(epochID: query.cluster.epochID, name: name)
    else { return }
    noteCost(rows: count, of: key.service)
  }

  private func noteCost(rows count: Int, of service: ObjectSlot) {
    guard let timelines = usableTimelines, count >= TimelineShelf.rowsPerAsk else { return }
    timelines.note(
      asks: count / TimelineShelf.rowsPerAsk,
      TimelineShelf.Key(epochID: query.cluster.epochID, service: service),
      reads.basis
    )
  }

  /// The rows and notes of a Service, evaluated at the scene; the notes have a mark for the time.
  private func evaluated(_ service: ObjectSlot, _ scene: Scene) throws -> Slice {
    guard let name = query.question.service else {
      return Slice(rows: [], notes: [], isOrdered: false)
    }
    let isOne = if case .exact = name.form { true } else { false }
    let question = query.question.narrowed(
      to: BoundName(of: service, span: name.span),
      kind: .service
    )
    let rows = try QuestionSource(question: question).rows(scene)
    let notes = QuestionNotes(question: question, scene: scene, timeText: SpanExecutor.timeMark)
    let extended = try extender(of: question, scene)
      .extended(Self.distinct(rows), at: scene.revisions)
    noteCost(rows: extended.count, of: service)
    return Slice(
      rows: extended.map { ResultRow($0) },
      notes: try isOne ? notes.notes() : notes.detailNotes(),
      isOrdered: rows.isEmpty
    )
  }
}
