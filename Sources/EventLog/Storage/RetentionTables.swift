internal import GRDB

/// The temporary tables in which a retention gathers positions; they are gone with the connection.
package enum RetentionTables {
  /// The events that go.
  package static let forgotten = "retention_forgotten"
  /// The events from before the horizon that stay.
  package static let kept = "retention_kept"

  /// Creates the tables, empty.
  package static func create(_ connection: StoreConnection) throws {
    guard let db = connection.handle as? Database else { return }
    try drop(db)
    for table in [forgotten, kept] {
      try db.execute(sql: "CREATE TEMP TABLE \(table) (position INTEGER PRIMARY KEY)")
    }
  }

  /// Drops the tables.
  package static func drop(_ connection: StoreConnection) throws {
    guard let db = connection.handle as? Database else { return }
    try drop(db)
  }

  private static func drop(_ db: Database) throws {
    for table in [forgotten, kept] { try db.execute(sql: "DROP TABLE IF EXISTS temp.\(table)") }
  }
}
