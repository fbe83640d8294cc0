internal import GRDB

/// The tables of the log (docs/reference/sqlite-schema.md) and their version.
enum LogSchema {
  /// The schema that this code reads and writes; stored in `PRAGMA user_version`.
  static let version = 4

  /// The first version that has horizons.
  static let horizonVersion = 3

  /// The first version that has sealed parts.
  static let blockVersion = 4

  /// Marks an SQLite file as a Hindcast store, "HCST"; stored in `PRAGMA application_id`.
  static let applicationID = 0x4843_5354

  /// Migrations in order; migration `n` leads from version `n` to `n + 1`.
  static let migrations: [@Sendable (Database) throws -> Void] = [
    createVersion1, addAuditKeys, addHorizons, addBlocks,
  ]

  /// The tables that find events in a store of a version.
  static func keyTables(version: Int) -> [String] {
    ["object_event", "observation_key"] + (version < 2 ? [] : ["audit_key"])
  }

  /// Brings a store to the current version; returns an error for foreign or newer files.
  static func migrate(_ db: Database, path: String) throws {
    let found = try check(db, path: path)
    guard found < version else { return }
    for migration in migrations[found...] { try migration(db) }
    try db.execute(sql: "PRAGMA application_id = \(applicationID)")
    try db.execute(sql: "PRAGMA user_version = \(version)")
  }

  /// Throws unless the file is a store of a version known here, or empty; returns its version.
  @discardableResult
  static func check(_ db: Database, path: String) throws -> Int {
    let application = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
    let found = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") ?? 0
    if application == 0, found == 0, tables == 0 { return 0 }
    guard application == applicationID else { throw EventLogError.notAStore(path: path) }
    guard found <= version else {
      throw EventLogError.newerSchema(path: path, found: found, supported: version)
    }
    return found
  }

  private static func createVersion1(_ db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE cluster (
          id INTEGER PRIMARY KEY,
          name TEXT NOT NULL UNIQUE
        );
        CREATE TABLE feed (
          id INTEGER PRIMARY KEY,
          cluster_id INTEGER NOT NULL,
          identity TEXT NOT NULL,
          name TEXT NOT NULL,
          format TEXT NOT NULL,
          retention TEXT NOT NULL,
          kubernetes_version TEXT NOT NULL,
          UNIQUE (cluster_id, identity)
        );
        CREATE TABLE object (
          id INTEGER PRIMARY KEY,
          cluster_id INTEGER NOT NULL,
          epoch INTEGER NOT NULL,
          kind INTEGER NOT NULL,
          namespace TEXT NOT NULL,
          name TEXT NOT NULL,
          uid TEXT NOT NULL,
          last_event INTEGER NOT NULL DEFAULT 0,
          UNIQUE (cluster_id, epoch, kind, namespace, name, uid)
        );
        CREATE INDEX object_by_uid ON object (uid);
        CREATE TABLE event (
          position INTEGER PRIMARY KEY,
          feed_id INTEGER NOT NULL,
          epoch INTEGER NOT NULL,
          recorded_at INTEGER NOT NULL,
          observed_at INTEGER NOT NULL,
          type INTEGER NOT NULL,
          assertion INTEGER,
          flags INTEGER NOT NULL,
          object_id INTEGER,
          revision TEXT,
          body BLOB,
          body_size INTEGER NOT NULL,
          body_base INTEGER NOT NULL,
          hash BLOB NOT NULL
        );
        CREATE TABLE object_event (
          object_id INTEGER NOT NULL,
          revision BLOB NOT NULL,
          assertion INTEGER NOT NULL,
          position INTEGER NOT NULL,
          PRIMARY KEY (object_id, revision, assertion, position)
        ) WITHOUT ROWID;
        CREATE TABLE observation_key (
          feed_id INTEGER NOT NULL,
          kind INTEGER NOT NULL,
          session_start INTEGER NOT NULL,
          ordinal INTEGER NOT NULL,
          position INTEGER NOT NULL,
          PRIMARY KEY (feed_id, kind, session_start, ordinal)
        ) WITHOUT ROWID;
        """
    )
  }

  private static func addAuditKeys(_ db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE audit_key (
          cluster_id INTEGER NOT NULL,
          audit_id TEXT NOT NULL,
          stage INTEGER NOT NULL,
          requested_at INTEGER NOT NULL,
          position INTEGER NOT NULL,
          PRIMARY KEY (cluster_id, audit_id, stage, requested_at)
        ) WITHOUT ROWID
        """
    )
  }

  private static func addBlocks(_ db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE block (
          id INTEGER PRIMARY KEY,
          part INTEGER NOT NULL,
          size INTEGER NOT NULL,
          bytes BLOB NOT NULL
        )
        """
    )
  }

  private static func addHorizons(_ db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE horizon (
          cluster_id INTEGER PRIMARY KEY,
          instant INTEGER NOT NULL,
          position INTEGER NOT NULL
        )
        """
    )
  }
}
