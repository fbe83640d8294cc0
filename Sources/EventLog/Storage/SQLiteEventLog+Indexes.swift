internal import Foundation
internal import GRDB
import TopologyModel

extension SQLiteEventLog {
  /// Derives what finds events, by object, session, and audit entry, and horizons, from the events
  /// again, and drops feeds, clusters, and objects that no event speaks of; no event changes.
  public func rebuildIndexes() throws {
    try maintain { snapshot in
      let db = snapshot.db
      try db.execute(sql: "REINDEX")
      // Of a cluster the last one counts.
      for table in ["object_event", "observation_key", "audit_key", "horizon"] {
        try db.execute(sql: "DELETE FROM \(table)")
      }
      try db.execute(sql: "UPDATE object SET last_event = 0")
      let bodies = BodyReader(db: db, cacheBytesMax: 64 << 20)
      let head = try snapshot.head().position
      try snapshot.forEachEvent(from: LogPosition(1), through: head) { stored in
        try Self.writeKeys(of: stored, bodies, db)
        return true
      }
      // What the horizon describes stays, whether it told of anything behind it or not.
      let described = try snapshot.horizons().flatMap { horizon in
        let identities = Set(horizon.details.feeds.map(\.identity))
        return try snapshot.feeds(clusterID: horizon.clusterID)
          .filter { identities.contains($0.feed.identity) }.map { String($0.id) }
      }
      let unused = [
        "object WHERE NOT EXISTS (SELECT 1 FROM object_event WHERE object_id = object.id)",
        "feed WHERE id NOT IN (SELECT feed_id FROM event)"
          + " AND id NOT IN (\(described.joined(separator: ", ")))",
        "cluster WHERE id NOT IN (SELECT cluster_id FROM feed)",
      ]
      for rows in unused { try db.execute(sql: "DELETE FROM \(rows)") }
    }
  }

  private static func writeKeys(
    of stored: StoredEvent,
    _ bodies: BodyReader,
    _ db: Database
  ) throws {
    let event = stored.event
    let position = event.position.value
    if let objectID = stored.objectID, let revision = event.revision,
      let assertion = event.assertion
    {
      let isSeen = event.type == .seen
      try db.cachedStatement(sql: "INSERT INTO object_event VALUES (?, ?, ?, ?)").execute(
        arguments: [
          objectID, Data(revision.sortKey),
          assertion.rawValue + (isSeen ? KnownAssertion.seenOffset : 0), position,
        ])
      guard !isSeen else { return }
      try db.cachedStatement(sql: "UPDATE object SET last_event = ? WHERE id = ?")
        .execute(arguments: [position, objectID])
    } else if event.type.isObservation {
      guard let details = try? ObservationDetails(decoding: bodies.body(at: position)) else {
        throw EventLogError.corrupt(
          position: event.position,
          detail: "what it says cannot be decoded"
        )
      }
      try db.cachedStatement(sql: "INSERT INTO observation_key VALUES (?, ?, ?, ?, ?)").execute(
        arguments: [
          stored.feedID, details.kind.rawValue, details.sessionStart.nanoseconds, details.ordinal,
          position,
        ])
    } else if event.type == .forgotten {
      guard let details = try? ForgottenDetails(decoding: bodies.body(at: position)) else {
        throw EventLogError.corrupt(
          position: event.position,
          detail: "what it says cannot be decoded"
        )
      }
      try db.cachedStatement(sql: "INSERT OR REPLACE INTO horizon VALUES (?, ?, ?)").execute(
        arguments: [stored.clusterID, details.before.nanoseconds, position])
    } else if event.type == .audited {
      guard let entry = try? AuditEntry(decoding: bodies.body(at: position)) else {
        throw EventLogError.corrupt(
          position: event.position,
          detail: "its audit entry cannot be decoded"
        )
      }
      try db.cachedStatement(sql: "INSERT INTO audit_key VALUES (?, ?, ?, ?, ?)").execute(
        arguments: [
          stored.clusterID, entry.auditID, entry.stage.rawValue, entry.requestedAt.nanoseconds,
          position,
        ])
    }
  }
}
