internal import Foundation
internal import GRDB
import TopologyModel

/// Holds the log's indexes to its events: every event must be found by its keys, and nothing else.
struct IndexVerifier {
  let db: Database
  /// The first event that its keys do not lead to, and what is wrong.
  private(set) var first: (stored: StoredEvent, detail: String)?
  private var objectEvents = 0
  private var observations = 0
  private var audits = 0

  init(db: Database) {
    self.db = db
  }

  /// Looks for the keys of an event.
  mutating func visit(_ stored: StoredEvent, body: [UInt8]) throws {
    let event = stored.event
    let position = event.position.value
    if let objectID = stored.objectID, let revision = event.revision,
      let assertion = event.assertion
    {
      objectEvents += 1
      guard first == nil else { return }
      let key = assertion.rawValue + (event.type == .seen ? KnownAssertion.seenOffset : 0)
      let found = try DirectStatement(
        db,
        """
        SELECT 1 FROM object_event
        WHERE object_id = ? AND revision = ? AND assertion = ? AND position = ?
        """
      )
      found.bind(1, objectID)
      found.bind(2, revision.sortKey)
      found.bind(3, Int64(key))
      found.bind(4, position)
      if try found.integer() == nil {
        note(stored, "it is not found by its object and revision")
      }
    } else if event.type.isObservation {
      observations += 1
      guard let details = try? ObservationDetails(decoding: body) else {
        note(stored, "what it says cannot be decoded")
        return
      }
      let sql = """
        SELECT 1 FROM observation_key
        WHERE feed_id = ? AND kind = ? AND session_start = ? AND ordinal = ? AND position = ?
        """
      try expect(
        sql,
        [
          stored.feedID, details.kind.rawValue, details.sessionStart.nanoseconds, details.ordinal,
          position,
        ],
        "it is not found by its session",
        stored
      )
    } else if event.type == .audited {
      audits += 1
      guard let entry = try? AuditEntry(decoding: body) else {
        note(stored, "its audit entry cannot be decoded")
        return
      }
      let sql = """
        SELECT 1 FROM audit_key
        WHERE cluster_id = ? AND audit_id = ? AND stage = ? AND requested_at = ? AND position = ?
        """
      try expect(
        sql,
        [
          stored.clusterID, entry.auditID, entry.stage.rawValue, entry.requestedAt.nanoseconds,
          position,
        ],
        "it is not found by its audit ID",
        stored
      )
    }
  }

  /// The first table of a version's that has more rows than the visited events have keys; nil where
  /// none has.
  func firstSurplus(version: Int) throws -> String? {
    let counts = [objectEvents, observations, audits]
    for (table, count) in zip(LogSchema.keyTables(version: version), counts) {
      let found = try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table)") ?? 0
      if found > count { return "`\(table)` has \(found) rows for \(count) events" }
    }
    return nil
  }

  private mutating func expect(
    _ sql: String,
    _ arguments: StatementArguments,
    _ detail: String,
    _ stored: StoredEvent
  ) throws {
    guard first == nil else { return }
    let found = try Int.fetchOne(db.cachedStatement(sql: sql), arguments: arguments)
    if found == nil { note(stored, detail) }
  }

  private mutating func note(_ stored: StoredEvent, _ detail: String) {
    if first == nil { first = (stored, detail) }
  }
}
