import EventLog
import Foundation
import Projections
import QueryEngine
import TopologyModel

@testable import Audit

/// Makes reports over a log, as the executable does.
struct ReportBench {
  static let version = "test"

  let log: SQLiteEventLog

  /// A report; the span is everything observed unless told otherwise.
  func report(
    _ name: ReportName,
    scope: ReportScope = .everything,
    from: String? = nil,
    to: String? = nil,
    knownAt: LogPosition? = nil,
    cluster: String? = nil,
    change: (inout ReportRequest) -> Void = { _ in }
  ) throws -> Report {
    try log.read { snapshot in
      let position = try knownAt ?? snapshot.head().position
      var request = ReportRequest(
        name: name,
        from: try from.map { try Self.instant($0) } ?? Self.first(snapshot, position),
        to: try to.map { try Self.instant($0) } ?? Self.last(snapshot, position),
        scope: scope,
        cluster: cluster,
        atLeast: ReportRequest.atLeastDefault,
        quiet: ReportRequest.quietDefault,
        kubernetesVersion: nil,
        dnsZone: "cluster.local",
        findingLag: QueryContext.findingLagDefault,
        exclusions: [],
        isConfined: false,
        knownAt: position
      )
      change(&request)
      return try Self.make(request, snapshot)
    }
  }

  /// The report that a statement asks for.
  func report(_ statement: ReportStatement) throws -> Report {
    try log.read { try Self.make(statement.request, $0) }
  }

  private static func make(_ request: ReportRequest, _ snapshot: LogSnapshot) throws -> Report {
    let reads = try ProjectionSnapshot(snapshot, as: .event(request.knownAt))
    let runner = QueryRunner { _ in reads }
    let maker = ReportMaker(toolVersion: version) { try runner.run($0, context: $1) }
    let exclusions = try FindingExclusions(parsing: request.exclusions.joined(separator: "\n"))
    return try maker.make(
      request,
      context: QueryContext(
        cluster: request.cluster,
        now: request.to,
        findingLag: request.findingLag,
        exclusions: exclusions
      )
    )
  }

  static func instant(_ text: String) throws -> Instant {
    guard let instant = Instant(rfc3339: text) else { throw CocoaError(.formatting) }
    return instant
  }

  private static func first(_ snapshot: LogSnapshot, _ position: LogPosition) throws -> Instant {
    try times(snapshot, position).min() ?? Instant(nanoseconds: 0)
  }

  private static func last(_ snapshot: LogSnapshot, _ position: LogPosition) throws -> Instant {
    try times(snapshot, position).max() ?? Instant(nanoseconds: 0)
  }

  private static func times(_ snapshot: LogSnapshot, _ position: LogPosition) throws -> [Instant] {
    var times: [Instant] = []
    try snapshot.forEachEvent(from: LogPosition(1), through: position) { stored in
      times.append(stored.event.observedAt)
      return true
    }
    return times
  }
}

extension Report {
  /// A table by name.
  func table(_ name: String) throws -> ReportTable {
    guard let table = tables.first(where: { $0.name == name }) else {
      throw CocoaError(.fileNoSuchFile)
    }
    return table
  }

  /// The rows of a table with the cells of some columns as text.
  func texts(_ name: String, _ columns: [String]) throws -> [[String]] {
    let table = try table(name)
    let places = columns.compactMap { column in table.columns.firstIndex { $0.name == column } }
    return table.rows.map { row in places.map { ValueText.plain(row[$0]) } }
  }

  /// The main file of a format as text.
  func text(_ format: ReportFormat) -> String {
    String(decoding: files(format).first?.bytes ?? [], as: UTF8.self)
  }
}
