import Diagnostics
import Projections
import QuerySyntax
import TopologyModel

/// Opens the reads that statements need, and binds and plans them.
struct QueryPreparation {
  /// The canonical text of the query.
  let text: String
  /// The text with zeros in place of the instants that it asks about; nil where it is no template's.
  let stem: String?
  let parameters: QueryParameters
  let context: QueryContext
  let cache: PlanCache?
  let makeReads: (QueryRunner.Knowledge) throws -> any TopologyReads

  /// Prepares a question; throws `BindingRefusal` and what the reads throw.
  func prepare(_ statement: QuestionStatement) throws -> PreparedQuery {
    if let known = statement.knownAt, case .atEvent? = statement.time?.form {
      throw BindingRefusal(.knownTwice(span: known.span))
    }
    let clause = KnowledgeClause(knownAt: statement.knownAt, time: statement.time)
    return try prepare(statement, clause)
  }

  /// Prepares both sides of a diff; throws `BindingRefusal` and what the reads throw.
  func prepare(_ diff: DiffStatement) throws -> PreparedDiff {
    func side(
      _ instant: InstantExpression,
      _ clause: KnowledgeClause,
      isAfter: Bool
    ) throws -> PreparedQuery {
      try prepare(
        QuestionStatement(
          question: diff.question,
          scope: diff.scope,
          time: TimeClause(.at(instant), span: instant.span),
          stages: diff.stages,
          span: diff.span
        ),
        clause,
        isAfter: isAfter
      )
    }
    switch diff.form {
    case .instants(let from, let to, let knownAt):
      let clause = KnowledgeClause(knownAt: knownAt)
      let sides = PreparedDiff(
        before: try side(from, clause, isAfter: false),
        after: try side(to, clause, isAfter: true)
      )
      try checkOrder(sides, span: from.span.joined(with: to.span))
      try checkStages(sides, of: diff)
      return sides
    case .knowledge(let instant, let from, let to):
      let after = try side(instant, KnowledgeClause(event: to), isAfter: true)
      // Both sides ask for one time, which may be `now`: that of the later knowledge.
      var asked = instant
      if case .at(let resolved) = after.query.time {
        asked = InstantExpression(.absolute(nanoseconds: resolved.nanoseconds), span: instant.span)
      }
      let before = try side(asked, KnowledgeClause(event: from), isAfter: false)
      guard before.reads.basis.position < after.reads.basis.position else {
        throw BindingRefusal(
          .eventsOrder(
            from: before.reads.basis.position,
            to: after.reads.basis.position,
            span: from.span.joined(with: to.span)
          )
        )
      }
      let sides = PreparedDiff(before: before, after: after)
      try checkStages(sides, of: diff)
      return sides
    }
  }

  /// A diff compares states: a filter on intervals is none of theirs.
  private func checkStages(_ sides: PreparedDiff, of diff: DiffStatement) throws {
    guard sides.after.query.stages.contains(where: { $0.phase == .table }) else { return }
    let filters = diff.stages.filter { if case .filter = $0.form { true } else { false } }
    throw BindingRefusal(.stageOnIntervalsInDiff(span: filters.last?.span ?? diff.span))
  }

  /// A diff goes from an earlier time to a later one, as a span does.
  private func checkOrder(_ sides: PreparedDiff, span: SourceSpan) throws {
    func instant(_ side: PreparedQuery) throws -> Instant? {
      switch side.query.time {
      case .at(let instant): return instant
      case .atRevision(let revision):
        if let found = try side.reads.validTime(of: revision, kind: .service, side.query.cluster) {
          return found
        }
        throw BindingRefusal(.unprovenRevision(revision.text, span: span))
      case .span, .log: return nil
      }
    }
    guard let from = try instant(sides.before), let until = try instant(sides.after) else { return }
    if case .atRevision(let first) = sides.before.query.time,
      case .atRevision(let last) = sides.after.query.time
    {
      guard first < last else { throw BindingRefusal(.revisionsOrder(span: span)) }
      return
    }
    guard from < until else {
      throw BindingRefusal(.emptySpan(from: from, until: until, span: span))
    }
  }

  /// Prepares a question about the latest knowledge whose plan was made before; nil for others.
  ///
  /// Throws what the reads throw.
  func known(_ statement: QuestionStatement) throws -> PreparedQuery? {
    let clause = KnowledgeClause(knownAt: statement.knownAt, time: statement.time)
    guard !clause.isExplicit else { return nil }
    return try known(
      statement,
      clause,
      try clause.open(statement.scope, context, parameters, makeReads),
      isAfter: false
    )
  }

  private func known(
    _ statement: QuestionStatement,
    _ clause: KnowledgeClause,
    _ reads: any TopologyReads,
    isAfter: Bool
  ) throws -> PreparedQuery? {
    guard let cache,
      let known = cache.plan(planKey(reads, isAfter: isAfter, isKnownAt: clause.isExplicit)),
      let bound = try asked(known.query, statement, reads)
    else { return nil }
    return prepared(bound, known.plan, reads, clause)
  }

  private func prepared(
    _ query: BoundQuery,
    _ plan: PhysicalPlan,
    _ reads: any TopologyReads,
    _ clause: KnowledgeClause
  ) -> PreparedQuery {
    PreparedQuery(
      query: query,
      plan: plan,
      reads: reads,
      knownAt: clause.isExplicit ? reads.basis.position : nil,
      timelines: cache?.timelines
    )
  }

  private func prepare(
    _ statement: QuestionStatement,
    _ clause: KnowledgeClause,
    isAfter: Bool = false
  ) throws -> PreparedQuery {
    let reads = try clause.open(statement.scope, context, parameters, makeReads)
    if let known = try known(statement, clause, reads, isAfter: isAfter) {
      cache?.noteFound()
      return known
    }
    var binder = try Binder(
      reads: reads,
      context: context,
      parameters: parameters,
      knowledge: clause.isExplicit ? clause.span : nil
    )
    guard var bound = try binder.bind(statement, text: text) else {
      throw BindingRefusal(binder.diagnostics)
    }
    try checkRestriction(bound, reads, span: statement.question.span)
    if let version = context.kubernetesVersion { bound.cluster.givenVersion = version }
    let physical = PhysicalPlan(
      LogicalPlan(bound).optimized(context.isOptimized),
      isOverSpan: bound.isOverSpan
    )
    let plan = PlanCache.Plan(query: bound, plan: physical)
    cache?.noteMade()
    if let cache, !binder.usesNow || clause.isExplicit {
      cache.insert(plan, for: planKey(reads, isAfter: isAfter, isKnownAt: clause.isExplicit))
    }
    return prepared(bound, physical, reads, clause)
  }

  /// A bound query of the same text but for its instants, asked at the statement's; nil where those are no
  /// span.
  private func asked(
    _ bound: BoundQuery,
    _ statement: QuestionStatement,
    _ reads: any TopologyReads
  ) throws -> BoundQuery? {
    guard stem != nil else { return bound }
    var bound = bound
    let instant: Instant
    switch (bound.time, statement.time?.form) {
    case (.at, .at(let expression)?):
      guard let asked = Self.instant(expression) else { return nil }
      bound.time = .at(asked)
      instant = asked
    case (.log, .at(let expression)?):
      guard let asked = Self.instant(expression) else { return nil }
      bound.time = .log(since: nil, through: asked)
      instant = asked
    case (.span, .span(let from, let to)?), (.log, .span(let from, let to)?):
      guard let from = Self.instant(from), let until = Self.instant(to), from < until else {
        return nil
      }
      if case .span = bound.time {
        bound.time = .span(from: from, until: until)
        instant = until
      } else {
        instant = until.advanced(byNanoseconds: -1)
        bound.time = .log(since: from, through: instant)
      }
    default: return nil
    }
    bound.text = text
    // Of which epoch it is depends on the instant.
    let epochs = try reads.epochs(of: bound.cluster.name)
    if epochs.count > 1, let epoch = ClusterContext.epoch(of: epochs, at: instant) {
      bound.cluster = epoch
      if let version = context.kubernetesVersion { bound.cluster.givenVersion = version }
    }
    return bound
  }

  private static func instant(_ expression: InstantExpression) -> Instant? {
    guard case .absolute(let nanoseconds) = expression.form else { return nil }
    return Instant(nanoseconds: nanoseconds)
  }

  /// A question that reads more namespaces than may be asked about is refused.
  ///
  /// So is a UID that no object has which may be seen, in any epoch, whether another has it or none.
  private func checkRestriction(
    _ bound: BoundQuery,
    _ reads: any TopologyReads,
    span: SourceSpan
  ) throws {
    guard let allowed = context.restriction.namespaces else { return }
    let question = bound.question
    let uids = question.uidsRead
    let epochs = uids.isEmpty ? [] : try reads.epochs(of: bound.cluster.name)
    let areOwn = try uids.allSatisfy { kinds, uid in
      try kinds.contains { kind in
        try kind.isNamespaced
          && epochs.contains {
            try !reads.incarnations(uid: uid, kind: kind, $0.context).isEmpty
          }
      }
    }
    let isAllowed = question.namespaceRead.map { allowed.contains($0) } ?? !uids.isEmpty
    guard areOwn, isAllowed else {
      // Of which namespace a UID is that is none of theirs, is not told.
      let named = isAllowed ? nil : question.namespaceRead
      throw BindingRefusal(.forbiddenNamespace(named, allowed: allowed.sorted(), span: span))
    }
  }

  private func planKey(
    _ reads: any TopologyReads,
    isAfter: Bool,
    isKnownAt: Bool
  ) -> PlanCache.PlanKey {
    var context = context
    context.now = Instant(nanoseconds: 0)
    return PlanCache.PlanKey(
      text: stem ?? text,
      isAfter: isAfter,
      context: context,
      position: reads.basis.position,
      hash: reads.basis.hash,
      isKnownAt: isKnownAt
    )
  }
}
