internal import GRDB

extension LogSnapshot {
  /// What the feeds of a cluster told, by the feed's identity and the epoch that it was told of.
  package func feedEpochs(clusterID: Int64) throws -> [(identity: String, epoch: Int)] {
    let sql = """
      SELECT DISTINCT identity, epoch FROM event JOIN feed ON feed.id = feed_id
      WHERE cluster_id = ? AND type <> ? ORDER BY identity, epoch
      """
    let arguments: StatementArguments = [clusterID, EventType.forgotten.rawValue]
    return try Row.fetchAll(db, sql: sql, arguments: arguments).map { row in
      try (row.value(0), row.value(1))
    }
  }
}
