public import Diagnostics
public import Projections
import QuerySyntax
public import TopologyModel

/// Answers queries: text, syntax, bound query, logical plan, physical plan, rows.
public struct QueryRunner {
  /// As of which knowledge a query reads.
  public enum Knowledge: Hashable, Sendable {
    /// All that the log holds.
    case latest
    /// What it held at a position.
    case event(LogPosition)
    /// What it held when an instant had been recorded.
    case recorded(by: Instant)
  }

  /// What became of a query.
  public enum Outcome {
    /// It was answered.
    case answered(Answer)
    /// It was refused; the diagnostics say why.
    case refused([Diagnostic])
  }

  private let makeReads: (Knowledge) throws -> any TopologyReads

  /// Creates a runner; `makeReads` opens the reads that a query needs.
  public init(makeReads: @escaping (Knowledge) throws -> any TopologyReads) {
    self.makeReads = makeReads
  }

  /// Answers a query.
  ///
  /// Throws what the reads throw; a query that is wrong is refused instead.
  public func run(_ source: SourceText, context: QueryContext) throws -> Outcome {
    let parsed = Parser.parse(source)
    let hasErrors = parsed.diagnostics.contains { $0.severity == .error }
    guard let query = parsed.query, !hasErrors else { return .refused(parsed.diagnostics) }
    let knowledge = KnowledgeClause(query)
    if let refusal = knowledge.refusal { return .refused([refusal]) }
    let reads: any TopologyReads
    do {
      reads = try makeReads(knowledge.resolved(now: context.now))
    } catch let error as any CategorizedError where error.category == .future {
      return .refused([knowledge.futureDiagnostic(error)])
    }
    var binder = Binder(reads: reads, context: context, now: context.now)
    if knowledge.isExplicit {
      binder.isAsKnownThen = true
      binder.now = try latest(reads) { try reads.latestObservation($0) } ?? context.now
      binder.proven = try latest(reads) { try reads.lastObservedAt($0) } ?? context.now
    }
    guard var bound = try binder.bind(query) else { return .refused(binder.diagnostics) }
    if let version = context.kubernetesVersion { bound.cluster.givenVersion = version }
    var plan = LogicalPlan(bound)
    if context.isOptimized {
      for rule in OptimizerRules.all { plan = rule.apply(plan) }
    }
    let executor = QueryExecutor(
      query: bound,
      plan: PhysicalPlan(plan, isOverSpan: bound.isOverSpan),
      reads: reads,
      context: context,
      knownAt: knowledge.isExplicit ? reads.basis.position : nil
    )
    return .answered(try executor.answer())
  }

  /// The latest instant of some sort by the basis, over all clusters.
  private func latest(
    _ reads: any TopologyReads,
    _ instant: (ClusterContext) throws -> Instant?
  ) throws -> Instant? {
    try reads.clusterNames().flatMap { name in
      try reads.epochs(of: name).compactMap { try instant($0.context) }
    }.max()
  }
}
