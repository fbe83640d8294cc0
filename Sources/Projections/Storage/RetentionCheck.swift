import EventLog
internal import Foundation
internal import GRDB
import TopologyModel

/// Holds what a retention leaves to what was there: whatever is valid at the horizon or later must be
/// the same.
struct RetentionCheck {
  private static let runs = "temp.retention_runs"
  private static let steps = "temp.retention_steps"

  private let log: LogSnapshot
  private let plan: RetentionPlan
  private let db: Database

  init(_ log: LogSnapshot, _ plan: RetentionPlan) throws {
    guard let db = log.connection.handle as? Database else {
      throw EventLogError.malformedDraft(detail: "the connection is not SQLite's")
    }
    self.log = log
    self.plan = plan
    self.db = db
  }

  /// Notes what is valid at the horizon and later, before anything is forgotten.
  func note() throws {
    try drop()
    try db.execute(
      sql: """
        CREATE TEMP TABLE retention_runs (
          object_id INTEGER, part INTEGER, begun BLOB, ended BLOB, flags INTEGER)
        """
    )
    try db.execute(
      sql: "CREATE TEMP TABLE retention_steps (kind INTEGER, observed_at INTEGER, revision BLOB)"
    )
    for cluster in plan.clusters {
      for sql in runs(of: cluster) { try db.execute(sql: "INSERT INTO \(Self.runs) \(sql)") }
      for sql in steps(of: cluster) { try db.execute(sql: "INSERT INTO \(Self.steps) \(sql)") }
    }
  }

  /// Throws `EventLogError.retentionDiffers` where it is not the same.
  func compare() throws {
    defer { try? drop() }
    if let row = try difference(Self.runs, plan.clusters.flatMap { runs(of: $0) }) {
      let object = (try row.value(0) as Int64?).flatMap { try? log.object($0) }
      let name = object.map { "\($0.slot.kind.kindName) \($0)" } ?? "an object"
      throw EventLogError.retentionDiffers(detail: "of \(name) another run would be left")
    }
    if try difference(Self.steps, plan.clusters.flatMap { steps(of: $0) }) != nil {
      throw EventLogError.retentionDiffers(detail: "another time would be proven")
    }
  }

  private func drop() throws {
    for table in [Self.runs, Self.steps] { try db.execute(sql: "DROP TABLE IF EXISTS \(table)") }
  }

  /// The first row that only one side has, or has more often.
  private func difference(_ table: String, _ selects: [String]) throws -> Row? {
    guard !selects.isEmpty else { return nil }
    let columns =
      table == Self.runs
      ? "object_id, part, begun, ended, flags" : "kind, observed_at, revision"
    func counted(_ source: String) -> String {
      "SELECT \(columns), count(*) FROM \(source) GROUP BY \(columns)"
    }
    let old = counted(table)
    let new = counted("(" + selects.joined(separator: " UNION ALL ") + ")")
    for (left, right) in [(old, new), (new, old)] {
      let sql = "SELECT * FROM (\(left)) EXCEPT SELECT * FROM (\(right)) LIMIT 1"
      if let row = try Row.fetchOne(db, sql: sql) { return row }
    }
    return nil
  }

  /// Statements of the runs of a cluster that are valid above what was proven at the horizon; of where
  /// they began before, nothing is asked.
  private func runs(of cluster: RetentionPlan.Cluster) -> [String] {
    let shared = cluster.unsharedFrom == nil ? cluster.steps.map(\.revision).max() : nil
    return ResourceKind.allCases.compactMap { kind in
      let own = cluster.steps.first { $0.kind == kind }?.revision
      guard let revision = shared ?? own else { return nil }
      let bound = "x'\(Self.hexadecimal(revision.packedKey))'"
      return """
        SELECT object_id, part,
          CASE WHEN from_revision > \(bound) THEN from_revision END AS begun,
          until_revision AS ended,
          CASE WHEN from_revision > \(bound) THEN flags
            ELSE flags & \(RunFlags.endsInferred.rawValue) END AS flags
        FROM projection_run
        WHERE superseded_at IS NULL AND (until_revision IS NULL OR until_revision > \(bound))
          AND scope_id IN (SELECT projection_scope.id FROM projection_scope
            JOIN projection_epoch ON projection_epoch.id = epoch_id
            WHERE cluster_id = \(cluster.id) AND number = \(cluster.epoch)
              AND kind = \(kind.rawValue))
        """
    }
  }

  /// Statements of what was proven behind the horizon: of each kind the first proofs of what was not
  /// proven at it, and its last one.
  ///
  /// Of a revision that was proven again, it depends on the order in which that was told which proofs
  /// in between are noted.
  private func steps(of cluster: RetentionPlan.Cluster) -> [String] {
    ResourceKind.allCases.flatMap { kind -> [String] in
      let proven = cluster.steps.first { $0.kind == kind }?.revision ?? .lowest
      let rows = """
        FROM projection_step
        WHERE superseded_at IS NULL AND kind = \(kind.rawValue)
          AND epoch_id IN (SELECT id FROM projection_epoch
            WHERE cluster_id = \(cluster.id) AND number = \(cluster.epoch))
          AND observed_at
        """
      let first = """
        SELECT kind, min(observed_at) AS observed_at, revision \(rows) >= \(cluster.before.nanoseconds)
          AND revision > x'\(Self.hexadecimal(proven.packedKey))' GROUP BY kind, revision
        """
      // Beside a largest value SQLite gives the rest of its row.
      let last = """
        SELECT kind, max(observed_at) AS observed_at, revision \(rows) > \(cluster.before.nanoseconds)
        GROUP BY kind
        """
      return [first, last]
    }
  }

  private static func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
