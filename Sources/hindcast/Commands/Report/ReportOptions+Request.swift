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

  /// The report that is asked for.
  func asked(_ name: ReportName) throws -> AskedReport {
    var asked = AskedReport(name)
    asked.from = from
    asked.to = to
    asked.service = service
    asked.namespace = namespace
    asked.cluster = cluster
    asked.atLeast = atLeast
    if let quiet = try quietNanoseconds() { asked.quiet = quiet }
    asked.kubernetesVersion = rules.kubernetesVersion
    asked.dnsZone = rules.dnsZone
    asked.findingLag = try rules.findingLagNanoseconds
    asked.exclusions = try rules.findingExclusions().exclusions.map(\.text)
    return asked
  }

  private func quietNanoseconds() throws -> Int64? {
    try quiet.map { text in
      guard let nanoseconds = DurationExpression.nanoseconds(of: text) else {
        throw ValidationError("`--quiet \(text)`: write a duration such as 30s or 1m30s")
      }
      return nanoseconds
    }
  }
}
