import ArgumentParser
import Audit
import Diagnostics
import Foundation
import QueryEngine
import QuerySyntax
import TopologyModel

extension ReportOptions {
  /// Whether any option but the store was given.
  var asksForAnything: Bool {
    let texts = [
      from, to, service, namespace, cluster, quiet, rules.kubernetesVersion, rules.exclusions,
      rules.findingLag, output,
    ]
    return texts.contains { $0 != nil } || asKnownAt != nil || format != nil
      || atLeast != ReportRequest.atLeastDefault || force || rules.dnsZone != "cluster.local"
  }

  /// Throws `ValidationError` for values that no report can be made of.
  func check() throws {
    _ = try quietNanoseconds()
    guard atLeast >= 1 else {
      throw ValidationError("`--at-least \(atLeast)`: write a count of at least 1")
    }
    guard ReportRequest.isDNSZone(rules.dnsZone) else {
      throw ValidationError("`--dns-zone \(rules.dnsZone)`: write a DNS name such as cluster.local")
    }
    _ = try chosenFormat()
  }

  /// The format that was asked for, by name or by the file's ending; Markdown without a file.
  func chosenFormat() throws -> ReportFormat {
    if let format {
      if format == .csv, output == nil {
        throw ValidationError(
          "`--format csv` writes several files: name one with -o, such as r.csv"
        )
      }
      return format
    }
    guard let output else { return .markdown }
    guard let format = ReportFormat(fileName: output) else {
      throw ValidationError(
        "`-o \(output)`: the ending tells no format; write .html, .md, .csv, or .json, or --format"
      )
    }
    return format
  }

  /// The request, its times resolved.
  func request(_ name: ReportName, _ source: ReportSource) throws -> ReportRequest {
    try checkCluster(source)
    try check("--from", from, .instant)
    try check("--to", to, .instant)
    try check("--namespace", namespace, .namespace)
    try check("--service", service, .service)
    let span = try span(source)
    guard span.from < span.to else {
      throw UsageError(
        message: "the span from \(span.from) to \(span.to) is empty",
        help: "name an end that lies behind the beginning"
      )
    }
    guard ReportRequest.isSpan(from: span.from, to: span.to) else {
      throw UsageError(
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
      quiet: try quietNanoseconds() ?? ReportRequest.quietDefault,
      kubernetesVersion: rules.kubernetesVersion,
      dnsZone: rules.dnsZone,
      findingLag: try rules.findingLagNanoseconds,
      exclusions: try rules.findingExclusions().exclusions.map(\.text),
      knownAt: source.knownAt
    )
  }

  /// Throws where the store has several clusters and none is named, or has none of the name.
  private func checkCluster(_ source: ReportSource) throws {
    let names = try source.clusterNames()
    let list = names.map { "`\($0)`" }.joined(separator: ", ")
    guard let cluster else {
      guard names.count > 1 else { return }
      throw UsageError(
        message: "the store holds several clusters: \(list)",
        help: "name the one that the report is about with `--cluster`"
      )
    }
    guard !names.contains(cluster), !names.isEmpty else { return }
    throw UsageError(
      message: "`--cluster \(cluster)`: there is no such cluster in the store",
      help: EditDistance.closest(to: cluster, in: names).map { "did you mean `\($0)`?" }
        ?? "there are \(list)"
    )
  }

  /// Throws where the text that an option was given is no value of its type.
  private func check(_ option: String, _ text: String?, _ type: ParameterType) throws {
    guard let text else { return }
    let result = Parser.parseValue(SourceText(name: option, text: text), as: type)
    guard result.value == nil, let first = result.diagnostics.first else { return }
    throw UsageError(
      message: "`\(option) \(text)`: \(first.message)",
      // An option takes a time, where the help of a query shows a whole one.
      help: first.help?.replacing("`pods at ", with: "`")
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

  private func quietNanoseconds() throws -> Int64? {
    try quiet.map { text in
      guard let nanoseconds = DurationExpression.nanoseconds(of: text) else {
        throw ValidationError("`--quiet \(text)`: write a duration such as 30s or 1m30s")
      }
      return nanoseconds
    }
  }

  /// The span: what was asked for, and where that is left open everything that was observed.
  private func span(_ source: ReportSource) throws -> (from: Instant, to: Instant) {
    let known = " as known at event \(source.knownAt)"
    let whole = try answer("coverage" + known, [:], source)
    let observed = whole.rows.filter { row in
      whole.columns.firstIndex { $0.name == "state" }.map { row.values[$0] == .text("observed") }
        ?? false
    }
    guard case .log(let last) = whole.time, let first = observed.compactMap(\.from).min() else {
      throw UsageError(
        category: .notFound,
        message: "nothing was observed, and a report is about observed time",
        help: "import a recording or lists; `hindcast status` shows what there is"
      )
    }
    guard from != nil || to != nil else { return (first, last) }
    let header = "# param from: instant = now\n# param to: instant = now\n"
    let given = [("from", from ?? first.description), ("to", to ?? last.description)]
    let text = header + "coverage from $from to $to" + (source.isGiven ? known : "")
    let answer = try answer(text, Dictionary(uniqueKeysWithValues: given), source)
    guard case .span(let from, let to) = answer.time else { return (first, last) }
    return (from, to)
  }

  private func answer(
    _ text: String,
    _ parameters: [String: String],
    _ source: ReportSource
  ) throws -> Answer {
    let query = SourceText(name: "report", text: text)
    let context = QueryContext(
      cluster: cluster,
      now: SystemClock().now(),
      parameters: parameters
    )
    switch try source.ask(query, context) {
    case .answered(let answer): return answer
    case .refused(let diagnostics):
      // The query is the report's own: what is wrong with it was given by the options.
      let message = diagnostics.first?.message ?? "the span cannot be asked for"
      throw UsageError(
        message: givenSpan.isEmpty ? message : "`\(givenSpan)`: \(message)",
        help: diagnostics.first?.help
      )
    }
  }
}
