import Diagnostics
import Projections
import QuerySyntax
import TopologyModel

/// Resolves a syntax tree against a store: names to slots, times to instants or revisions, columns
/// to indexes.
///
/// It reports every problem that it is sure of.
struct Binder {
  let reads: any TopologyReads
  let context: QueryContext
  /// What `now` means: the moment of asking, or, in `as known at` queries, the latest instant at which
  /// anything had been told by then.
  private(set) var now: Instant
  /// Whether `now` has been looked at, so that the bound query is good for this moment only.
  private(set) var usesNow = false
  /// The highest valid time known at the basis, which `at event N` asks for.
  private(set) var proven: Instant
  /// Where the query says as of which knowledge it is answered; nil where it does not.
  let knowledgeSpan: SourceSpan?
  var diagnostics: [Diagnostic] = []
  let parameters: QueryParameters
  /// What the column `cluster` of every row says; nil where the store has one cluster.
  var clusterColumn: String?
  /// The namespace of bare names.
  var namespace = ""
  /// The namespace that `in namespace` names, as a pattern; nil for all.
  var namespaceScope: String?

  /// Creates a binder over reads; `knowledge` is where the query says as of which knowledge they are.
  ///
  /// Then `now` is the latest instant that anything was told of by then, so that the same text with
  /// the same basis means the same for ever.
  init(
    reads: any TopologyReads,
    context: QueryContext,
    parameters: QueryParameters,
    knowledge: SourceSpan? = nil
  ) throws {
    self.reads = reads
    self.context = context
    self.parameters = parameters
    knowledgeSpan = knowledge
    now = context.now
    proven = context.now
    guard knowledge != nil else { return }
    now = try latest { try reads.latestObservation($0) } ?? now
    proven = try latest { try reads.lastObservedAt($0) } ?? proven
  }

  /// The latest instant of some sort by the basis, over all clusters.
  private func latest(_ instant: (ClusterContext) throws -> Instant?) throws -> Instant? {
    try reads.clusterNames().flatMap { name in
      try reads.epochs(of: name).compactMap { try instant($0.context) }
    }.max()
  }

  /// What `now` means.
  mutating func readNow() -> Instant {
    usesNow = true
    return now
  }

  mutating func report(_ fault: BindingFault) {
    diagnostics.append(fault.diagnostic)
  }

  /// Binds a statement that has the canonical text `text`; returns nil where `diagnostics` say why it
  /// cannot be.
  mutating func bind(_ statement: QuestionStatement, text: String) throws -> BoundQuery? {
    namespace = context.namespace
    bindScope(statement.scope)
    let cluster = try bindCluster(statement.scope, span: statement.question.span)
    if try reads.clusterNames().count > 1 { clusterColumn = cluster }
    let question = bindQuestion(statement.question)
    guard let question else { return nil }
    let instant = try bindTime(statement, question: question, cluster: cluster)
    let stages = bindStages(statement.stages, question: question, time: instant)
    guard diagnostics.isEmpty, let cluster, let instant else { return nil }
    guard let epoch = try epoch(of: cluster, at: instant, span: statement.span) else { return nil }
    return BoundQuery(
      text: text,
      question: question,
      cluster: epoch,
      hasOtherClusters: clusterColumn != nil,
      time: instant,
      stages: stages.stages,
      columns: stages.columns
    )
  }

  /// The position at which the log first proved a revision; reports where it never did.
  mutating func position(
    proving revision: Revision,
    _ scope: ScopeClause?,
    span: SourceSpan
  ) throws -> LogPosition? {
    guard let cluster = try bindCluster(scope, span: span),
      let epoch = try reads.epochs(of: cluster).last
    else { return nil }
    if let found = try reads.firstPosition(proving: revision, epoch.context) { return found }
    report(.unprovenRevision(revision.text, span: span))
    return nil
  }

  private mutating func bindScope(_ scope: ScopeClause?) {
    guard let pattern = scope?.namespace, let name = word(pattern) else { return }
    namespaceScope = name == "*" ? nil : name
    if name.utf8.contains(42) {
      if name != "*" { namespaceScope = name }
      namespace = name
    } else {
      namespace = name
    }
  }

  private mutating func bindCluster(
    _ scope: ScopeClause?,
    span question: SourceSpan
  ) throws -> String? {
    let names = try reads.clusterNames()
    guard !names.isEmpty else {
      report(.emptyStore(isThen: knowledgeSpan != nil, span: knowledgeSpan ?? question))
      return nil
    }
    var wanted = context.cluster
    var span = question
    if let pattern = scope?.cluster, let name = word(pattern) {
      wanted = name
      span = pattern.span
    }
    guard let wanted else {
      if names.count == 1 { return names[0] }
      report(.severalClusters(names, span: span))
      return nil
    }
    guard names.contains(wanted) else {
      let isFlag = scope?.cluster == nil
      report(.unknownCluster(wanted, isFlag: isFlag, known: names, span: span))
      return nil
    }
    return wanted
  }

  /// The latest epoch begun by the asked time; for a revision, the latest of all.
  private mutating func epoch(
    of cluster: String,
    at time: BoundQuery.Time,
    span: SourceSpan
  ) throws -> ClusterContext? {
    let epochs = try reads.epochs(of: cluster)
    guard !epochs.isEmpty else {
      report(.emptyStore(isThen: knowledgeSpan != nil, span: knowledgeSpan ?? span))
      return nil
    }
    switch time {
    case .at(let instant), .log(_, through: let instant), .span(_, until: let instant):
      return ClusterContext.epoch(of: epochs, at: instant)
    case .atRevision: return epochs.last?.context
    }
  }

  /// The single word of a name position, a parameter's value included.
  mutating func word(_ pattern: NamePattern) -> String? {
    switch pattern.form {
    case .name(let namespace, let name, _): return namespace.map { "\($0)/\(name)" } ?? name
    case .uid(let uid): return uid
    case .parameter(let name): return text(ofParameter: name, span: pattern.span)
    }
  }

  mutating func text(ofParameter name: String, span: SourceSpan) -> String? {
    guard let literal = literal(ofParameter: name, span: span) else { return nil }
    switch literal {
    case .text(let text), .word(let text), .network(let text): return text
    case .integer(let integer): return String(integer)
    case .address(let address):
      if case .address(let text, nil) = address.form { return text }
    case .decimal, .boolean, .duration, .instant: break
    }
    report(.parameterType(name, expected: "a name", span: span))
    return nil
  }

  mutating func literal(ofParameter name: String, span: SourceSpan) -> Literal? {
    if let value = parameters[name] { return value.literal }
    report(.unknownParameter(name, known: parameters.names, span: span))
    return nil
  }
}

extension ClusterContext {
  /// The latest of a cluster's epochs begun by an instant, else the first; nil where there is none.
  static func epoch(
    of epochs: [(context: ClusterContext, begunAt: Instant)],
    at instant: Instant
  ) -> ClusterContext? {
    (epochs.last { $0.begunAt <= instant } ?? epochs.first)?.context
  }
}
