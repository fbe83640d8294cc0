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
      DiagnosticOutput.print(diagnostics, in: query, asJSON: false)
      throw CommandOutcome.refused
    }
  }
}
