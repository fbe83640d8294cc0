internal import Foundation
internal import GRDB
import TopologyModel

/// What the log holds already of one (object, revision, assertion): the first event and the best
/// that later `seen` events added.
struct KnownAssertion {
  /// Added to the assertion's number in the keys of `seen` events.
  static let seenOffset = 8

  /// The first event.
  var position: LogPosition
  /// The earliest observation with a received time; nil while all times are assumed.
  var receivedAt: Instant?
  /// The earliest observation of all.
  var observedAt: Instant
  /// Whether a watch delivered it.
  var isWatched: Bool

  /// Finds it, or returns nil when the log does not hold it (below `limit`, where one is given).
  static func find(
    objectID: Int64,
    revision: Revision,
    assertion: EventType.Assertion,
    before limit: LogPosition? = nil,
    db: Database
  ) throws -> KnownAssertion? {
    let sql = """
      SELECT position FROM object_event
      WHERE object_id = ? AND revision = ? AND assertion IN (?, ?) AND position < ?
      ORDER BY position
      """
    let positions = try Int64.fetchAll(
      db.cachedStatement(sql: sql),
      arguments: [
        objectID, Data(revision.sortKey), assertion.rawValue,
        assertion.rawValue + Self.seenOffset, limit?.value ?? .max,
      ]
    )
    var known: KnownAssertion?
    for position in positions {
      let sql = "SELECT observed_at, flags FROM event WHERE position = ?"
      guard
        let row = try Row.fetchOne(db.cachedStatement(sql: sql), arguments: [position])
      else { continue }
      let observedAt = try Instant(nanoseconds: row.value(0))
      let evidence = try Evidence(flags: row.value(1))
      let receivedAt = evidence.timeSource == .received ? observedAt : nil
      let isWatched = evidence.channel == .watch
      if var merged = known {
        merged.receivedAt = [merged.receivedAt, receivedAt].compactMap { $0 }.min()
        merged.observedAt = min(merged.observedAt, observedAt)
        merged.isWatched = merged.isWatched || isWatched
        known = merged
      } else {
        known = KnownAssertion(
          position: LogPosition(position),
          receivedAt: receivedAt,
          observedAt: observedAt,
          isWatched: isWatched
        )
      }
    }
    return known
  }

  /// Whether the draft knows more: an earlier time, the first received time, or the first delivery
  /// by a watch.
  func isImproved(by draft: EventDraft) -> Bool {
    if draft.evidence.channel == .watch, !isWatched { return true }
    switch draft.evidence.timeSource {
    case .received: return receivedAt.map { draft.observedAt < $0 } ?? true
    case .assumed: return receivedAt == nil && draft.observedAt < observedAt
    }
  }
}
