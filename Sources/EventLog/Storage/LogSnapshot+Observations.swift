internal import GRDB
public import TopologyModel

extension LogSnapshot {
  /// The ordinal behind the last one of a feed's observations of a kind in the session that began
  /// then; 0 where the log has none.
  public func nextOrdinal(
    feedID: Int64,
    kind: ResourceKind,
    sessionStart: Instant
  ) throws -> Int {
    let sql = """
      SELECT max(ordinal) + 1 FROM observation_key
      WHERE feed_id = ? AND kind = ? AND session_start = ?
      """
    return try Int.fetchOne(
      db.cachedStatement(sql: sql),
      arguments: [feedID, kind.rawValue, sessionStart.nanoseconds]
    ) ?? 0
  }
}
