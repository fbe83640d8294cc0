import ArgumentParser
import Audit
import Diagnostics
import EventLog
import KubernetesRules
import Projections
import QueryEngine
import TopologyModel

/// What reports are made from: one moment of a store, as known at a position.
struct ReportSource {
  /// The position that reports rest on.
  let knownAt: LogPosition
  /// Whether the position was asked for; then `now` is the latest that was known there.
  let isGiven: Bool
  private let snapshot: LogSnapshot
  private let reads: ProjectionSnapshot
  private let cache = PlanCache()

  /// Takes the end of the log, or a position of it.
  init(_ snapshot: LogSnapshot, knownAt given: Int64?) throws {
    let head = try snapshot.head().position
    let position = given.map { LogPosition($0) } ?? head
    guard position.value > 0, position <= head else {
      throw UsageError(
        category: position.value > 0 ? .future : .incorrect,
        message: head.value == 0
          ? "the store is empty, and a report rests on events"
          : "the log ends at event \(head), and `--as-known-at \(position)` was asked for",
        help: head.value == 0
          ? "import or record something first" : "name an event from 1 to \(head)"
      )
    }
    self.snapshot = snapshot
    knownAt = position
    isGiven = given != nil
    reads = try ProjectionSnapshot(snapshot, as: .event(position))
  }

  /// The clusters that were known at the position, sorted.
  func clusterNames() throws -> [String] { try reads.clusterNames() }

  /// What makes reports from it.
  func maker() -> ReportMaker {
    ReportMaker(toolVersion: Hindcast.configuration.version) { try ask($0, $1) }
  }

  /// Answers a query that names the position.
  func ask(_ source: SourceText, _ context: QueryContext) throws -> QueryRunner.Outcome {
    let runner = QueryRunner(cache: cache) { knowledge in
      knowledge == .event(knownAt) ? reads : try ProjectionSnapshot(snapshot, as: knowledge)
    }
    return try runner.run(source, context: context)
  }

  /// What the request says of how queries are answered.
  func context(_ request: ReportRequest) throws -> QueryContext {
    if let text = request.kubernetesVersion, KubernetesVersion(text) == nil {
      throw UsageError(
        message: "the report states the Kubernetes version `\(text)`, which is none",
        help: "name a file as `hindcast report` wrote it"
      )
    }
    return QueryContext(
      namespace: "default",
      cluster: request.cluster,
      now: request.to,
      kubernetesVersion: request.kubernetesVersion.flatMap { KubernetesVersion($0) },
      dnsZone: request.dnsZone,
      findingLag: request.findingLag,
      exclusions: try Self.exclusions(request.exclusions)
    )
  }

  private static func exclusions(_ lines: [String]) throws -> FindingExclusions {
    do {
      return try FindingExclusions(parsing: lines.joined(separator: "\n"))
    } catch {
      throw UsageError(
        message: "the report states an exclusion that is none: \(error.message)",
        help: "name a file as `hindcast report` wrote it"
      )
    }
  }
}
