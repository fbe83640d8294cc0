internal import Diagnostics
public import EventLog
internal import Projections
public import QueryEngine
public import TopologyModel

/// What reports are made from: one moment of a store, as known at a position.
public struct ReportSource {
  /// The position that reports rest on.
  public let knownAt: LogPosition
  /// Whether the position was asked for; then `now` is the latest that was known there.
  let isGiven: Bool
  private let snapshot: LogSnapshot
  private let reads: ProjectionSnapshot
  private let cache = PlanCache()
  private let toolVersion: String
  private let restriction: AccessRestriction
  private let isCancelled: (() -> Bool)?
  private let noteHeld: ((Int) -> Void)?

  /// Takes the end of the log, or a position of it.
  ///
  /// Reports state `toolVersion`. Queries of others than the `restriction` allows are refused; once
  /// `isCancelled` says so, making throws `QueryCancelled`. `noteHeld` is told about how many more bytes
  /// are held, or fewer.
  ///
  /// Throws `ReportAskingError` for a position that the log does not have, and what the store throws.
  public init(
    _ snapshot: LogSnapshot,
    knownAt given: Int64?,
    toolVersion: String,
    restriction: AccessRestriction = .none,
    isCancelled: (() -> Bool)? = nil,
    noteHeld: ((Int) -> Void)? = nil
  ) throws {
    let head = try snapshot.head().position
    let position = given.map { LogPosition($0) } ?? head
    guard position.value > 0, position <= head else {
      throw ReportAskingError(
        category: position.value > 0 ? .future : .incorrect,
        message: head.value == 0
          ? "the store is empty, and a report rests on events"
          : "the log ends at event \(head), and `--as-known-at \(position)` was asked for",
        help: head.value == 0
          ? "import or record something first" : "name an event from 1 to \(head)"
      )
    }
    self.snapshot = snapshot
    self.toolVersion = toolVersion
    self.restriction = restriction
    self.isCancelled = isCancelled
    self.noteHeld = noteHeld
    knownAt = position
    isGiven = given != nil
    reads = try ProjectionSnapshot(snapshot, as: .event(position))
  }

  /// The clusters that were known at the position, sorted.
  func clusterNames() throws -> [String] {
    try reads.clusterNames().filter { restriction.allows(cluster: $0) }
  }

  /// Makes a report.
  ///
  /// Throws `ReportError` where a query of it is refused, `ReportAskingError` for a request that no
  /// command made, and what the store throws.
  public func make(_ request: ReportRequest) throws -> Report {
    let namespace = request.isConfined ? request.scope.namespace : nil
    return try ReportMaker(toolVersion: toolVersion) { try ask($0, $1, in: namespace) }
      .make(request, context: context(request))
  }

  /// Answers a query that names the position; as if there were only one namespace where one is given.
  func ask(
    _ source: SourceText,
    _ context: QueryContext,
    in namespace: String?
  ) throws -> QueryRunner.Outcome {
    let runner = QueryRunner(cache: cache, isCancelled: isCancelled, noteHeld: noteHeld) {
      knowledge in
      knowledge == .event(knownAt) ? reads : try ProjectionSnapshot(snapshot, as: knowledge)
    }
    var context = context
    context.restriction = namespace.map { restriction.confined(to: $0) } ?? restriction
    return try runner.run(source, context: context)
  }

  /// What the request says of how queries are answered.
  private func context(_ request: ReportRequest) throws -> QueryContext {
    if let text = request.kubernetesVersion, ParameterText.kubernetesVersion(text) == nil {
      throw ReportAskingError(
        message: "the report states the Kubernetes version `\(text)`, which is none",
        help: "name a file as `hindcast report` wrote it"
      )
    }
    return QueryContext(
      namespace: "default",
      cluster: request.cluster,
      now: request.to,
      kubernetesVersion: request.kubernetesVersion.flatMap { ParameterText.kubernetesVersion($0) },
      dnsZone: request.dnsZone,
      findingLag: request.findingLag,
      exclusions: try Self.exclusions(request.exclusions)
    )
  }

  private static func exclusions(_ lines: [String]) throws -> FindingExclusions {
    do {
      return try FindingExclusions(parsing: lines.joined(separator: "\n"))
    } catch {
      throw ReportAskingError(
        message: "the report states an exclusion that is none: \(error.message)",
        help: "name a file as `hindcast report` wrote it"
      )
    }
  }
}
