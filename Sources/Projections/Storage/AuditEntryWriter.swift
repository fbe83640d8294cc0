import EventLog
internal import GRDB
import TopologyModel

/// Keeps where audit entries are found by what they are about.
struct AuditEntryWriter {
  let db: Database

  /// Adds an entry.
  func add(_ entry: AuditEntry, _ appended: AppendedEvent) throws {
    let sql = "INSERT INTO projection_audit VALUES (?, ?, ?, ?, ?, ?)"
    try db.cachedStatement(sql: sql).execute(arguments: [
      appended.event.position.value, appended.clusterID, entry.slot.kind.rawValue,
      entry.slot.namespace, entry.slot.name, entry.answeredAt.nanoseconds,
    ])
  }
}
