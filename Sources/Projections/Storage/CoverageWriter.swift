import EventLog
internal import Foundation
internal import GRDB
import TopologyModel

/// Keeps sessions and listings, from which coverage is computed on read.
struct CoverageWriter {
  let db: Database

  func addListing(_ appended: AppendedEvent, _ details: ObservationDetails, epochID: Int64) throws {
    guard let revision = appended.event.revision else { return }
    let sql = "INSERT INTO projection_listing VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
    try db.cachedStatement(sql: sql).execute(arguments: [
      appended.event.position.value, epochID, details.kind.rawValue, details.namespace,
      details.selector, Data(revision.packedKey), appended.event.observedAt.nanoseconds,
      details.isImplied,
    ])
  }

  func open(_ appended: AppendedEvent, _ details: ObservationDetails, epochID: Int64) throws {
    let sql = """
      INSERT INTO projection_session (
        opened_at_position, epoch_id, feed_id, kind, namespace, selector, session_start,
        is_implied, opened_at, opened_revision, reason)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '')
      """
    try db.cachedStatement(sql: sql).execute(arguments: [
      appended.event.position.value, epochID, appended.feedID, details.kind.rawValue,
      details.namespace, details.selector, details.sessionStart.nanoseconds, details.isImplied,
      appended.event.observedAt.nanoseconds, appended.event.revision.map { Data($0.packedKey) },
    ])
  }

  /// Ends the session that the event names, unless it has ended already.
  func close(_ appended: AppendedEvent, _ details: ObservationDetails, epochID: Int64) throws {
    let sql = """
      UPDATE projection_session
      SET closed_at = ?, closed_revision = ?, closed_at_position = ?, closed_by = ?, reason = ?
      WHERE epoch_id = ? AND feed_id = ? AND kind = ? AND session_start = ? AND closed_at IS NULL
      """
    try db.cachedStatement(sql: sql).execute(arguments: [
      appended.event.observedAt.nanoseconds, appended.event.revision.map { Data($0.packedKey) },
      appended.event.position.value, appended.event.type.rawValue, details.reason, epochID,
      appended.feedID, details.kind.rawValue, details.sessionStart.nanoseconds,
    ])
  }
}
