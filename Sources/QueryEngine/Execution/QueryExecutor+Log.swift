import Diagnostics
import Projections
import TopologyModel

/// Questions about the log: what it holds, and what was observed of it.
extension QueryExecutor {
  func logRows(_ question: BoundQuestion) throws -> [ResultRow] {
    guard case .log(let since, let through) = query.time else { return [] }
    switch question {
    case .events(let kind, let name):
      return try events(kind, name, since: since, through: through).rows()
    case .coverage(let kind, let namespace):
      return try CoverageSource(
        reads: reads,
        epochs: try reads.epochs(of: query.cluster.name),
        kind: kind,
        namespace: namespace,
        since: since,
        through: through
      ).rows()
    case .history(let kind, let name):
      let rows = try HistorySource(
        reads: reads,
        epochs: try epochs(),
        kind: kind,
        name: name,
        since: since,
        through: through
      ).rows()
      try reads.noteHeld(rows)
      return rows
    case .podsServing, .podsListed, .podsSelected, .endpointsOf, .slicesOf, .objects, .endpoints,
      .servicesServed, .servicesSelecting, .podsOnNode, .owners, .findings, .why, .dns, .show:
      return []
    }
  }

  /// The events of a kind and name, or of all, in a stretch of the log.
  func events(
    _ kind: ResourceKind?,
    _ name: BoundName?,
    since: Instant?,
    through: Instant
  ) throws -> EventSource {
    EventSource(
      reads: reads,
      epochs: try epochs(),
      kind: kind,
      name: name,
      since: since,
      through: through
    )
  }

  private func epochs() throws -> EpochTimes {
    EpochTimes(reads: reads, epochs: try reads.epochs(of: query.cluster.name).map(\.context))
  }

  /// What was observed of the kinds that a question about a stretch of the log is about, an entry for
  /// each epoch; none where no beginning was asked for, since then all that there is was.
  func logKnowledge() throws -> [SpanKnowledge] {
    guard case .log(let since?, let through) = query.time else { return [] }
    let kinds: [ResourceKind]
    switch query.question {
    case .events(let kind, _): kinds = kind.map { [$0] } ?? ResourceKind.allCases
    case .history(let kind, _): kinds = [kind]
    case .coverage, .podsServing, .podsListed, .podsSelected, .endpointsOf, .slicesOf, .objects,
      .endpoints, .servicesServed, .servicesSelecting, .podsOnNode, .owners, .findings, .why, .dns,
      .show:
      return []
    }
    let epochs = try reads.epochs(of: query.cluster.name)
    let asked = HalfOpenInterval(from: since, until: through.advanced(byNanoseconds: 1))
    return try epochs.enumerated().compactMap { index, epoch in
      let from = index == 0 ? Instant(nanoseconds: .min) : epoch.begunAt
      let own = HalfOpenInterval(from: from, until: try reads.end(of: epoch.context))
      guard let span = asked.intersection(own) else { return nil }
      return try SpanKnowledge(
        reads: reads,
        cluster: epoch.context,
        span: span,
        kinds: kinds,
        namespace: query.question.namespaceRead
      )
    }
  }

  /// What questions about the log do not show: time in which nobody watched, and an asked object that
  /// the log never had.
  func logNotes(_ knowledge: [SpanKnowledge]) throws -> [Note] {
    guard case .log(let since, _) = query.time else { return [] }
    let gaps = knowledge.flatMap { $0.gapNotes() }
    // An epoch from before the horizon has it, where there is one.
    let horizon = try reads.epochs(of: query.cluster.name).first?.context.horizon
    var notes =
      horizon.flatMap { horizon in
        since.map { $0 < horizon.before } ?? true
          ? [Knowledge.forgottenNote(horizon, query.cluster)] : nil
      } ?? []
    notes += gaps.map { entry in
      var note = entry.note
      guard !query.cluster.isOfManifests else { return note }
      note.help = "what changed then may have come later, or be missing; `coverage` says which"
      return note
    }
    if case .events(nil, let name?) = query.question { return notes + (try namespaceNotes(name)) }
    guard let (kind, name) = query.question.object else { return notes }
    let names = try epochs().all.map { ObjectNames(reads: reads, cluster: $0) }
    guard try names.allSatisfy({ try $0.ever(kind, matching: name).isEmpty }) else { return notes }
    let all = try names.flatMap { try $0.ever(kind, matching: .all(span: name.span)) }
    let known = Set(all.map(\.object.slot)).sorted()
    notes.append(
      UnknownObject(kind: kind, name: name, known: known).note("there never was a", "here")
    )
    return notes
  }

  /// The namespace of a question about the log, where nothing was ever in it.
  private func namespaceNotes(_ name: BoundName) throws -> [Note] {
    guard case .glob(let namespace, _) = name.form else { return [] }
    let kinds = ResourceKind.allCases.filter(\.isNamespaced)
    let all = try epochs().all.flatMap { epoch in
      try kinds.flatMap {
        try ObjectNames(reads: reads, cluster: epoch).ever($0, matching: .all())
      }
    }
    let known = Set(all.map(\.object.slot.namespace))
    guard !known.contains(where: { Glob.matches($0, pattern: namespace) }) else { return [] }
    let closest = EditDistance.closest(to: namespace, in: known.sorted())
    return [
      Note(
        .unknownNamespace,
        "there never was anything in namespace `\(namespace)` here",
        help: closest.map { "did you mean `\($0)`?" }
          ?? "namespaces: \(UnknownObject.list(known.sorted()))"
      )
    ]
  }
}
