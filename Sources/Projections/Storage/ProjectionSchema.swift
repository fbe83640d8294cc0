internal import EventLog
internal import Foundation
internal import GRDB

/// The tables of the projections (docs/reference/sqlite-schema.md); all can be dropped and rebuilt.
enum ProjectionSchema {
  /// The number of these tables and layouts; a store with another one is rebuilt.
  static let version = 8 * 1000 + FactsLayout.version

  static let tables = [
    "checkpoint", "epoch", "scope", "template", "run", "slice_of_service", "step", "listing",
    "session", "address", "audit",
  ].map { "projection_" + $0 }

  /// Creates the tables; temporary ones shadow those of the store on this connection alone.
  static func create(_ db: Database, isTemporary: Bool = false) throws {
    for statement in statements {
      let sql =
        isTemporary
        ? statement.replacingOccurrences(of: "CREATE TABLE ", with: "CREATE TEMP TABLE ")
          .replacingOccurrences(of: "CREATE INDEX ", with: "CREATE INDEX temp.") : statement
      try db.execute(sql: sql)
    }
  }

  private static let statements = timeStatements + runStatements + auditStatements

  private static let timeStatements = [
    """
    CREATE TABLE projection_checkpoint (version INTEGER NOT NULL, position INTEGER NOT NULL)
    """,
    """
    CREATE TABLE projection_epoch (
      id INTEGER PRIMARY KEY,
      cluster_id INTEGER NOT NULL,
      number INTEGER NOT NULL,
      begun_at INTEGER NOT NULL,
      known_from INTEGER NOT NULL,
      unshared_from INTEGER,
      UNIQUE (cluster_id, number)
    )
    """,
    """
    CREATE TABLE projection_scope (
      id INTEGER PRIMARY KEY,
      epoch_id INTEGER NOT NULL,
      kind INTEGER NOT NULL,
      namespace TEXT NOT NULL,
      UNIQUE (epoch_id, kind, namespace)
    )
    """,
    """
    CREATE TABLE projection_step (
      epoch_id INTEGER NOT NULL,
      kind INTEGER NOT NULL,
      observed_at INTEGER NOT NULL,
      revision BLOB NOT NULL,
      position INTEGER NOT NULL,
      object_id INTEGER,
      superseded_at INTEGER
    )
    """,
    """
    CREATE INDEX projection_step_by_time ON projection_step (epoch_id, kind, observed_at)
    """,
    """
    CREATE INDEX projection_step_by_revision ON projection_step (epoch_id, kind, revision)
    """,
    """
    CREATE TABLE projection_listing (
      position INTEGER PRIMARY KEY,
      epoch_id INTEGER NOT NULL,
      kind INTEGER NOT NULL,
      namespace TEXT,
      selector TEXT NOT NULL,
      revision BLOB NOT NULL,
      observed_at INTEGER NOT NULL,
      is_implied INTEGER NOT NULL
    )
    """,
    """
    CREATE INDEX projection_listing_by_revision
      ON projection_listing (epoch_id, kind, revision)
    """,
    """
    CREATE TABLE projection_session (
      opened_at_position INTEGER PRIMARY KEY,
      epoch_id INTEGER NOT NULL,
      feed_id INTEGER NOT NULL,
      kind INTEGER NOT NULL,
      namespace TEXT,
      selector TEXT NOT NULL,
      session_start INTEGER NOT NULL,
      is_implied INTEGER NOT NULL,
      opened_at INTEGER NOT NULL,
      opened_revision BLOB,
      closed_at INTEGER,
      closed_revision BLOB,
      closed_at_position INTEGER,
      closed_by INTEGER,
      reason TEXT NOT NULL
    )
    """,
    """
    CREATE INDEX projection_session_by_kind ON projection_session (epoch_id, kind, opened_at)
    """,
  ]

  private static let runStatements = [
    """
    CREATE TABLE projection_template (
      id INTEGER PRIMARY KEY,
      digest INTEGER NOT NULL,
      bytes BLOB NOT NULL
    )
    """,
    """
    CREATE INDEX projection_template_by_digest ON projection_template (digest)
    """,
    """
    CREATE TABLE projection_run (
      id INTEGER PRIMARY KEY,
      scope_id INTEGER NOT NULL,
      object_id INTEGER NOT NULL,
      part INTEGER NOT NULL,
      from_revision BLOB NOT NULL,
      until_revision BLOB,
      content BLOB NOT NULL,
      event INTEGER NOT NULL,
      flags INTEGER NOT NULL,
      known_from INTEGER NOT NULL,
      until_known_from INTEGER,
      superseded_at INTEGER,
      span_class INTEGER,
      digest INTEGER,
      room BLOB
    )
    """,
    """
    CREATE INDEX projection_run_open ON projection_run (object_id, part)
      WHERE until_revision IS NULL AND superseded_at IS NULL
    """,
    """
    CREATE INDEX projection_run_closed
      ON projection_run (object_id, part, span_class, until_revision)
      WHERE until_revision IS NOT NULL
    """,
    """
    CREATE INDEX projection_run_digest ON projection_run (object_id, digest, until_revision)
      WHERE digest IS NOT NULL AND superseded_at IS NULL
    """,
    """
    CREATE INDEX projection_run_superseded ON projection_run (object_id, part)
      WHERE until_revision IS NULL AND superseded_at IS NOT NULL
    """,
    """
    CREATE INDEX projection_run_scope_superseded ON projection_run (scope_id)
      WHERE part = 0 AND until_revision IS NULL AND superseded_at IS NOT NULL
    """,
    """
    CREATE INDEX projection_run_scope_open ON projection_run (scope_id)
      WHERE part = 0 AND until_revision IS NULL AND superseded_at IS NULL
    """,
    """
    CREATE INDEX projection_run_scope_closed
      ON projection_run (scope_id, span_class, until_revision)
      WHERE part = 0 AND until_revision IS NOT NULL
    """,
    """
    CREATE TABLE projection_address (
      epoch_id INTEGER NOT NULL,
      address BLOB NOT NULL,
      kind INTEGER NOT NULL,
      object_id INTEGER NOT NULL,
      PRIMARY KEY (epoch_id, address, kind, object_id)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE projection_slice_of_service (
      scope_id INTEGER NOT NULL,
      service TEXT NOT NULL,
      object_id INTEGER NOT NULL,
      PRIMARY KEY (scope_id, service, object_id)
    ) WITHOUT ROWID
    """,
  ]

  private static let auditStatements = [
    """
    CREATE TABLE projection_audit (
      position INTEGER PRIMARY KEY,
      cluster_id INTEGER NOT NULL,
      kind INTEGER NOT NULL,
      namespace TEXT NOT NULL,
      name TEXT NOT NULL,
      answered_at INTEGER NOT NULL
    )
    """,
    """
    CREATE INDEX projection_audit_by_object
      ON projection_audit (cluster_id, kind, namespace, name, answered_at)
    """,
  ]

  static func drop(_ db: Database, isTemporary: Bool = false) throws {
    let schema = isTemporary ? "temp" : "main"
    for table in tables { try db.execute(sql: "DROP TABLE IF EXISTS \(schema).\(table)") }
  }

  /// The version and position of the projections in a store, or nil when it has none.
  static func checkpoint(_ db: Database) throws -> (version: Int, position: Int64)? {
    guard try db.tableExists("projection_checkpoint") else { return nil }
    let row = try Row.fetchOne(
      db.cachedStatement(sql: "SELECT version, position FROM projection_checkpoint")
    )
    return try row.map { try ($0.value(0), $0.value(1)) }
  }
}
