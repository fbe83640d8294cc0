import EventLog
internal import Foundation
internal import GRDB
import TopologyModel

extension RetentionSelection {
  /// For how long before a horizon ends of objects are noted, in nanoseconds: fifteen minutes.
  ///
  /// API servers remember what changed for five minutes, so that no watch tells of much older changes.
  private static let lateness: Int64 = 15 * 60 * 1_000_000_000

  /// The objects of which it was known at the horizon's position that they had ended shortly before the
  /// horizon, by kind, then UID: a feed that lags may tell of them behind it.
  ///
  /// Those whose ends were told later are open as known then, and stay so.
  func ends(knownThrough horizon: Int64) throws -> [ForgottenDetails.End] {
    let first = before.advanced(byNanoseconds: -Self.lateness)
    var ends: [ForgottenDetails.End] = []
    for kind in ResourceKind.allCases {
      var own: [String: ForgottenDetails.End] = [:]
      for end in earlierEnds(of: kind) where end.provenAt >= first { own[end.uid] = end }
      if let last = bound(of: kind) {
        let low = try reads.reached(at: first, context)[kind] ?? .lowest
        let known = try self.ends(of: kind, above: low, through: last, horizon)
        for end in known { own[end.uid] = end }
      }
      ends += own.values.sorted { $0.uid < $1.uid }
    }
    return ends
  }

  private func ends(
    of kind: ResourceKind,
    above low: Revision,
    through last: Revision,
    _ horizon: Int64
  ) throws -> [ForgottenDetails.End] {
    let sql = """
      SELECT uid, max(until_revision) FROM projection_run JOIN object ON object.id = object_id
      WHERE scope_id IN (SELECT id FROM projection_scope WHERE epoch_id = ? AND projection_scope.kind = ?)
        AND part = 0 AND superseded_at IS NULL AND uid <> ''
        AND (until_revision IS NULL OR until_revision > ?)
      GROUP BY object_id
      HAVING count(*) = count(until_revision) AND max(until_revision) <= ?
        AND max(until_known_from) <= ?
      """
    let rows = try Row.fetchAll(
      reads.db,
      sql: sql,
      arguments: [
        context.epochID, kind.rawValue, Data(low.packedKey), Data(last.packedKey),
        horizon,
      ]
    )
    return try rows.compactMap { row in
      guard let revision = try Revision(packedKey: row.value(1) as Data) else { return nil }
      let provenAt = try reads.validTime(of: revision, kind: kind, context)
      return ForgottenDetails.End(
        kind: kind,
        uid: try row.value(0),
        revision: revision,
        provenAt: provenAt ?? before
      )
    }
  }
}
