internal import Diagnostics
internal import QueryEngine
public import TopologyModel

/// A report as it is asked for, its values in the texts that people write.
public struct AskedReport: Sendable {
  /// Which one.
  public var name: ReportName
  /// The beginning, an instant of the language; nil for where watching began.
  public var from: String?
  /// The end, which is left out; nil for the last observation.
  public var to: String?
  /// The Services: a name or a glob, also with a namespace; nil for all.
  public var service: String?
  /// The namespace, or a glob; nil for all, of a bare `service` for `default`.
  public var namespace: String?
  /// The cluster; nil for the only one.
  public var cluster: String?
  /// How many endpoints the second share of the availability asks for.
  public var atLeast = ReportRequest.atLeastDefault
  /// How long, in nanoseconds, nothing changes before an incident is over.
  public var quiet = ReportRequest.quietDefault
  /// The Kubernetes version whose rules hold; nil for the recorded one.
  public var kubernetesVersion: String?
  /// The cluster's DNS zone.
  public var dnsZone = "cluster.local"
  /// How long, in nanoseconds, findings wait for lag to pass.
  public var findingLag = QueryContext.findingLagDefault
  /// What is left out of findings, a line each.
  public var exclusions: [String] = []

  /// Whether nothing but the namespace is looked at, which is then a single one.
  public var isConfined = false

  /// The one namespace that is asked about; nil for several.
  public var oneNamespace: String? { scope.isOneNamespace ? scope.namespace : nil }

  /// The Services that it is about, as `NAMESPACE/SERVICE`, globs included.
  public var pattern: String { "\(scope.namespace)/\(scope.service)" }

  /// Creates the request for everything that was observed.
  public init(_ name: ReportName) {
    self.name = name
  }

  /// The request, its times resolved; `now` is what `now` means.
  ///
  /// Throws `ReportAskingError` where it cannot be asked for, and what the store throws.
  public func request(_ source: ReportSource, now: Instant) throws -> ReportRequest {
    guard atLeast >= 1 else {
      throw ReportAskingError(
        message: "`--at-least \(atLeast)`",
        help: "write a count of at least 1"
      )
    }
    guard ReportRequest.isDNSZone(dnsZone) else {
      throw ReportAskingError(
        message: "`--dns-zone \(dnsZone)`",
        help: "write a DNS name such as cluster.local"
      )
    }
    try checkCluster(source)
    try check("--from", from, .instant)
    try check("--to", to, .instant)
    try check("--namespace", namespace, .namespace)
    try check("--service", service, .service)
    let span = try span(source, now)
    guard span.from < span.to else {
      throw ReportAskingError(
        message: "the span from \(span.from) to \(span.to) is empty",
        help: "name an end that lies behind the beginning"
      )
    }
    guard ReportRequest.isSpan(from: span.from, to: span.to) else {
      throw ReportAskingError(
        message: "the span from \(span.from) to \(span.to) is longer than "
          + "\(ReportRequest.spanMax / 1_000_000_000) s, some 285 years",
        help: "name a beginning and an end that lie closer together"
      )
    }
    return ReportRequest(
      name: name,
      from: span.from,
      to: span.to,
      scope: scope,
      cluster: cluster,
      atLeast: atLeast,
      quiet: quiet,
      kubernetesVersion: kubernetesVersion,
      dnsZone: dnsZone,
      findingLag: findingLag,
      exclusions: exclusions,
      isConfined: isConfined,
      knownAt: source.knownAt
    )
  }

  /// Throws where the store has several clusters and none is named, or has none of the name.
  private func checkCluster(_ source: ReportSource) throws {
    let names = try source.clusterNames()
    let list = names.map { "`\($0)`" }.joined(separator: ", ")
    guard let cluster else {
      guard names.count > 1 else { return }
      throw ReportAskingError(
        message: "the store holds several clusters: \(list)",
        help: "name the one that the report is about with `--cluster`"
      )
    }
    guard !names.contains(cluster), !names.isEmpty else { return }
    throw ReportAskingError(
      message: "`--cluster \(cluster)`: there is no such cluster in the store",
      help: EditDistance.closest(to: cluster, in: names).map { "did you mean `\($0)`?" }
        ?? "there are \(list)"
    )
  }

  /// Throws where the text that an option was given is no value of its type.
  private func check(_ option: String, _ text: String?, _ kind: ParameterText.Kind) throws {
    guard let text else { return }
    guard let fault = ParameterText.fault(of: text, named: option, as: kind) else { return }
    throw ReportAskingError(
      message: "`\(option) \(text)`: \(fault.message)",
      // An option takes a time, where the help of a query shows a whole one.
      help: fault.help?.replacing("`pods at ", with: "`")
    )
  }

  /// The options that decide the span, as they were given.
  private var givenSpan: String {
    let options = [("--from", from), ("--to", to)]
    return options.compactMap { name, text in text.map { "\(name) \($0)" } }.joined(separator: " ")
  }

  private var scope: ReportScope {
    guard let service else { return ReportScope(namespace: namespace ?? "*", service: "*") }
    let parts = service.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else {
      return ReportScope(namespace: namespace ?? "default", service: service)
    }
    return ReportScope(namespace: String(parts[0]), service: String(parts[1]))
  }

  /// The span: what was asked for, and where that is left open everything that was observed.
  private func span(_ source: ReportSource, _ now: Instant) throws -> (from: Instant, to: Instant) {
    let known = " as known at event \(source.knownAt)"
    let coverage = scope.coverage
    let parameters = coverage.parameters.map { ($0.name, $0.value) }
    let declared = coverage.parameters.map { "# param \($0.name): \($0.type)\n" }.joined()
    let whole = try answer(
      declared + coverage.question + known,
      Dictionary(uniqueKeysWithValues: parameters),
      source,
      now
    )
    func cell(_ row: ResultRow, _ name: String) -> Value? {
      whole.columns.firstIndex { $0.name == name }.map { row.values[$0] }
    }
    // Since when Nodes were watched says nothing of a namespace.
    let observed = whole.rows.filter { row in
      cell(row, "state") == .text("observed")
        && !(scope.isOneNamespace && cell(row, "kind") == .text(ResourceKind.node.kindName))
    }
    guard case .log(let last) = whole.time, let first = observed.compactMap(\.from).min() else {
      throw ReportAskingError(
        category: .notFound,
        message: "nothing was observed, and a report is about observed time",
        help: "import a recording or lists; `hindcast status` shows what there is"
      )
    }
    guard from != nil || to != nil else { return (first, last) }
    let header = declared + "# param from: instant = now\n# param to: instant = now\n"
    let given =
      parameters + [("from", from ?? first.description), ("to", to ?? last.description)]
    let text = header + coverage.question + " from $from to $to" + (source.isGiven ? known : "")
    let answer = try answer(text, Dictionary(uniqueKeysWithValues: given), source, now)
    guard case .span(let from, let to) = answer.time else { return (first, last) }
    return (from, to)
  }

  private func answer(
    _ text: String,
    _ parameters: [String: String],
    _ source: ReportSource,
    _ now: Instant
  ) throws -> Answer {
    let query = SourceText(name: "report", text: text)
    let context = QueryContext(
      cluster: cluster,
      now: now,
      parameters: parameters
    )
    switch try source.ask(query, context, in: isConfined ? scope.namespace : nil) {
    case .answered(let answer): return answer
    case .refused(let diagnostics):
      // The query is the report's own: what is wrong with it was given by the options.
      let message = diagnostics.first?.message ?? "the span cannot be asked for"
      throw ReportAskingError(
        message: givenSpan.isEmpty ? message : "`\(givenSpan)`: \(message)",
        help: diagnostics.first?.help
      )
    }
  }
}
