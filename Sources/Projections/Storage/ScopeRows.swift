import EventLog
internal import Foundation
internal import GRDB
import TopologyModel

/// Finds the objects of a kind and namespace.
enum ScopeRows {
  /// The scopes of a kind, of one namespace or of all, sorted by namespace.
  static func matching(
    epochID: Int64,
    kind: ResourceKind,
    namespace: String?,
    _ db: Database
  ) throws -> [(id: Int64, namespace: String)] {
    let sql = """
      SELECT id, namespace FROM projection_scope
      WHERE epoch_id = ? AND kind = ? AND (? IS NULL OR namespace = ?) ORDER BY namespace
      """
    return try Row.fetchAll(
      db.cachedStatement(sql: sql),
      arguments: [epochID, kind.rawValue, namespace, namespace]
    ).map { try ($0.value(0), $0.value(1)) }
  }

  /// The objects' own runs of a scope that are valid at a revision, as known now.
  static func validRuns(
    scopeID: Int64,
    at revision: Revision,
    _ db: Database
  ) throws -> [RunRow] {
    let key = revision.packedKey
    let open = try RunRow.fetch(openText, db) { statement in
      statement.bind(1, scopeID)
      statement.bind(2, key)
    }
    let closed = try RunRow.fetch(closedText, db) { statement in
      RunSpans.bind(boundsBehind: revision, then: scopeID, key, to: statement)
    }
    return open + closed
  }

  private static let openText = """
    SELECT \(RunRow.columns) FROM projection_run
    WHERE scope_id = ? AND part = 0 AND until_revision IS NULL AND superseded_at IS NULL
      AND from_revision <= ?
    """

  private static let closedText = """
    SELECT \(RunRow.columns) FROM \(RunSpans.table) CROSS JOIN projection_run
    WHERE scope_id = ? AND part = 0 AND \(RunSpans.overlap) AND superseded_at IS NULL
    """

  /// So many of the objects' own runs of a scope, as known now.
  static func all(scopeID: Int64, limit: Int, _ db: Database) throws -> [RunRow] {
    func rows(_ text: String, _ limit: Int) throws -> [RunRow] {
      try RunRow.fetch(text, db) { statement in
        statement.bind(1, scopeID)
        statement.bind(2, Int64(limit))
      }
    }
    let open = try rows(allOpenText, limit)
    return open + (try rows(allClosedText, limit - open.count))
  }

  private static let allOpenText = """
    SELECT \(RunRow.columns) FROM projection_run
    WHERE scope_id = ? AND part = 0 AND until_revision IS NULL AND superseded_at IS NULL LIMIT ?
    """

  private static let allClosedText = """
    SELECT \(RunRow.columns) FROM projection_run INDEXED BY projection_run_scope_closed
    WHERE scope_id = ? AND part = 0 AND until_revision IS NOT NULL AND superseded_at IS NULL LIMIT ?
    """

  /// The objects' own runs of a scope that are valid at a revision, as known at a position.
  static func validRuns(
    scopeID: Int64,
    at revision: Revision,
    knownAt position: Int64,
    _ db: Database
  ) throws -> [RunRow] {
    let sql = """
      SELECT \(RunRow.columns) FROM projection_run
      WHERE scope_id = ? AND part = 0 AND \(RunRow.knownCondition)
      """
    return try RunRow.known(
      sql,
      arguments: [scopeID],
      at: revision,
      knownAt: position,
      db
    )
  }
}
