public import EventLog
internal import Foundation
internal import GRDB
import TopologyModel

/// Finds out what a retention forgets, and what of it stays as the base: what is needed to answer at
/// the horizon and later as if nothing was gone.
///
/// It fills `RetentionTables` on the snapshot's connection, and changes nothing else.
public struct RetentionPlanner {
  /// How many horizons are tried for a size.
  private static let attemptsMax = 24

  /// What the body of an event takes; one that is sealed, its share of its block.
  static let bodyBytes = """
    CASE WHEN body_base < 0
      THEN (SELECT length(bytes) * body_size / max(size, 1) FROM block WHERE id = -body_base)
      ELSE length(body) END
    """

  private let log: LogSnapshot
  private let request: RetentionRequest

  /// Creates a planner of a moment of a store.
  public init(_ log: LogSnapshot, _ request: RetentionRequest) {
    self.log = log.unshelved
    self.request = request
  }

  /// The plan; nil where there is nothing to forget.
  public func plan() throws -> RetentionPlan? {
    switch request.extent {
    case .before(let instant): return try plan(before: instant)
    case .bytesMax(let bytes): return try plan(bytesMax: bytes)
    }
  }

  /// The earliest horizon with which the store takes so many bytes, as far as can be told before.
  private func plan(bytesMax: Int64) throws -> RetentionPlan? {
    guard try log.usedByteCount() > bytesMax else { return nil }
    guard let first = try bound("min"), let last = try bound("max") else { return nil }
    var low = first.nanoseconds
    var high = last.nanoseconds
    var best: Instant?
    for _ in 0..<Self.attemptsMax where high - low > 1_000_000_000 {
      let middle = Instant(nanoseconds: low + (high - low) / 2)
      let found = try plan(before: middle)
      if let found, found.usedBytesAfter <= bytesMax {
        best = middle
        high = middle.nanoseconds
      } else {
        low = middle.nanoseconds
      }
    }
    return try plan(before: best ?? last)
  }

  private func bound(_ function: String) throws -> Instant? {
    guard let db = log.connection.handle as? Database else { return nil }
    let sql = """
      SELECT \(function)(observed_at) FROM event JOIN feed ON feed.id = feed_id
        JOIN cluster ON cluster.id = cluster_id
      WHERE type <> ? AND (? IS NULL OR cluster.name = ?)
      """
    return try Int64.fetchOne(
      db,
      sql: sql,
      arguments: [EventType.forgotten.rawValue, request.cluster, request.cluster]
    ).map { Instant(nanoseconds: $0) }
  }

  private func plan(before instant: Instant) throws -> RetentionPlan? {
    let reads = try ProjectionSnapshot(log)
    let db = reads.db
    try RetentionTables.create(log.connection)
    let earlier = try log.horizons()
    var horizon = try log.base()?.position ?? .zero
    var selections: [RetentionSelection] = []
    for cluster in try log.clusters() {
      let old = earlier.first { $0.clusterID == cluster.id }
      guard request.cluster == nil || request.cluster == cluster.name,
        let selection = try RetentionSelection(reads, cluster, before: instant, old)
      else { continue }
      horizon = max(horizon, try selection.select())
      selections.append(selection)
    }
    for selection in selections { try selection.keep(through: horizon.value) }
    try db.execute(
      sql: """
        DELETE FROM temp.\(RetentionTables.forgotten)
        WHERE position IN (SELECT position FROM temp.\(RetentionTables.kept))
        """
    )
    var clusters = try selections.map { try $0.counted(through: horizon.value) }
    guard clusters.contains(where: { $0.forgottenCount > 0 }) else { return nil }
    // Of clusters that were forgotten before it is said again, since what was left is another base.
    for old in earlier where !clusters.contains(where: { $0.id == old.clusterID }) {
      clusters.append(RetentionSelection.renewed(old))
    }
    return RetentionPlan(
      horizon: horizon,
      clusters: clusters.sorted { $0.name < $1.name },
      bodyBytes: try Int64.fetchOne(db, sql: "SELECT sum(\(Self.bodyBytes)) FROM event") ?? 0,
      usedBytes: try log.usedByteCount()
    )
  }
}
