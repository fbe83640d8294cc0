import Diagnostics
import Projections
import QuerySyntax
import TopologyModel

/// The topology at the time of a query that is being written, as known at what it says.
struct CompletionTopology {
  /// A stretch of one epoch in which names count: one state, or all of a stretch of revisions.
  private struct Segment {
    var cluster: ClusterContext
    var stretches: [ResourceKind: ClosedRange<Revision>]
    var isInstant: Bool
  }

  let reads: any TopologyReads
  let context: QueryContext
  /// Resolves names and columns.
  private(set) var binder: Binder
  /// The question, where it can be resolved.
  let question: BoundQuestion?
  private let time: BoundQuery.Time
  private let segments: [Segment]

  init(
    _ site: CompletionSite,
    _ context: QueryContext,
    _ makeReads: (QueryRunner.Knowledge) throws -> any TopologyReads
  ) throws {
    let statement = QuestionStatement(
      question: site.question ?? Question(.list(.pods)),
      scope: site.scope,
      time: site.time,
      knownAt: site.knownAt,
      stages: site.stages
    )
    let query = Query(
      header: QueryHeader(parameters: site.parameters),
      letLines: site.letLines,
      statement: .question(statement)
    )
    let parameters = QueryParameters(query, context)
    let opened = try Self.open(statement, parameters, context, makeReads)
    let reads = opened.reads
    var binder = try Binder(
      reads: reads,
      context: context,
      parameters: parameters,
      knowledge: opened.isAsKnownThen ? statement.span : nil
    )
    binder.namespace = context.namespace
    if let pattern = site.scope?.namespace, let name = binder.word(pattern), !name.contains("*") {
      binder.namespace = name
    }
    let cluster = try Self.cluster(statement.scope, &binder)
    let question = site.question.flatMap { binder.bindQuestion($0) }
    let all = BoundQuestion.objects(.pod, matching: .all())
    let time =
      try binder.bindTime(statement, question: question ?? all, cluster: cluster)
      ?? .at(binder.now)
    self.reads = reads
    self.context = context
    self.binder = binder
    self.question = question
    self.time = time
    segments = try cluster.map { try Self.segments(of: $0, time, reads) } ?? []
  }

  /// The reads as known at what the statement says, or as known now where it says nothing that holds.
  private static func open(
    _ statement: QuestionStatement,
    _ parameters: QueryParameters,
    _ context: QueryContext,
    _ makeReads: (QueryRunner.Knowledge) throws -> any TopologyReads
  ) throws -> (reads: any TopologyReads, isAsKnownThen: Bool) {
    let clause = KnowledgeClause(knownAt: statement.knownAt, time: statement.time)
    do {
      let reads = try clause.open(statement.scope, context, parameters, makeReads)
      return (reads, clause.isExplicit)
    } catch is BindingRefusal {
      return (try makeReads(.latest), false)
    } catch let error as any CategorizedError where isOfText(error.category) {
      return (try makeReads(.latest), false)
    }
  }

  /// Whether an error of opening the reads only says that the text asks for what is not there.
  private static func isOfText(_ category: AnomalyCategory) -> Bool {
    switch category {
    case .incorrect, .notFound, .forgotten, .future: true
    case .forbidden, .conflict, .unsupported, .limit, .busy, .unavailable, .corrupt, .fault: false
    }
  }

  /// The cluster that is asked about; the first one where the text names none that is there.
  private static func cluster(_ scope: ScopeClause?, _ binder: inout Binder) throws -> String? {
    let names = try binder.reads.clusterNames()
    let written = scope?.cluster.flatMap { binder.word($0) }
    let wanted = [written, binder.context.cluster].compactMap { $0 }
    return wanted.first { names.contains($0) } ?? names.first
  }

  private static func segments(
    of cluster: String,
    _ time: BoundQuery.Time,
    _ reads: any TopologyReads
  ) throws -> [Segment] {
    let epochs = try reads.epochs(of: cluster)
    let last: Instant
    var first: Instant?
    switch time {
    case .at(let instant):
      guard let epoch = epochs.last(where: { $0.begunAt <= instant }) ?? epochs.first else {
        return []
      }
      return [state(try reads.reached(at: instant, epoch.context), epoch.context)]
    case .atRevision(let revision):
      return epochs.last.map { [state(RevisionVector(all: revision), $0.context)] } ?? []
    case .span(let from, let until):
      first = from
      last = until.advanced(byNanoseconds: -1)
    case .log(let since, let through):
      first = since
      last = through
    }
    return try epochs.enumerated().compactMap { index, epoch in
      let isOver = index + 1 < epochs.count && epochs[index + 1].begunAt <= first ?? epoch.begunAt
      guard !isOver, index == 0 || epoch.begunAt <= last else { return nil }
      let from = try first.map { try reads.reached(at: $0, epoch.context) }
      let through = try reads.reached(at: last, epoch.context)
      let stretches = ResourceKind.allCases.compactMap { kind in
        through[kind].map { end in (kind, min(from?[kind] ?? .lowest, end)...end) }
      }
      return Segment(
        cluster: epoch.context,
        stretches: Dictionary(uniqueKeysWithValues: stretches),
        isInstant: false
      )
    }
  }

  private static func state(_ revisions: RevisionVector, _ cluster: ClusterContext) -> Segment {
    let stretches = ResourceKind.allCases.compactMap { kind in
      revisions[kind].map { (kind, $0...$0) }
    }
    return Segment(
      cluster: cluster,
      stretches: Dictionary(uniqueKeysWithValues: stretches),
      isInstant: true
    )
  }

  /// The objects of a kind, of one namespace or of all, as they were.
  func objects(_ kind: ResourceKind, namespace: String? = nil) throws -> [FactRun<ObjectFacts>] {
    try segments.flatMap { segment -> [FactRun<ObjectFacts>] in
      guard let stretch = segment.stretches[kind] else { return [] }
      do {
        return try objects(kind, namespace: namespace, segment, stretch)
      } catch is AccessRefusal {
        // What may not be asked about is not proposed.
        return []
      }
    }
  }

  private func objects(
    _ kind: ResourceKind,
    namespace: String?,
    _ segment: Segment,
    _ stretch: ClosedRange<Revision>
  ) throws -> [FactRun<ObjectFacts>] {
    guard segment.isInstant else {
      return try reads.runs(of: .kind(kind, namespace: namespace), in: stretch, segment.cluster)
    }
    return try reads.objects(
      kind: kind,
      namespace: namespace,
      at: stretch.upperBound,
      segment.cluster
    )
  }

  /// The endpoints of all slices, as they were.
  func endpoints() throws -> [EndpointFacts] {
    try objects(.endpointSlice).flatMap { slice in
      try segments.flatMap { segment -> [EndpointFacts] in
        guard let stretch = segment.stretches[.endpointSlice] else { return [] }
        return try reads.endpointRuns(
          ofSlice: slice.objectID,
          object: slice.object,
          in: stretch
        ).map { $0.facts }
      }
    }
  }

  /// The Services that a pattern names, as they were.
  func services(_ pattern: NamePattern) throws -> [ServiceFacts] {
    var binder = binder
    let name = binder.name(pattern)
    var namespace: String?
    if case .exact(let single, _) = name.form { namespace = single }
    return try objects(.service, namespace: namespace).compactMap { run in
      guard name.matches(run.object), case .service(let facts) = run.facts else { return nil }
      return facts
    }
  }

  /// The columns that come out of some stages behind the question.
  func columns(behind stages: [Stage]) -> [Column] {
    guard let question else { return [] }
    var binder = binder
    return binder.bindStages(stages, question: question, time: time).columns
  }
}
