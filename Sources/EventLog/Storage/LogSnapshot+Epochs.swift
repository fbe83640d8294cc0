internal import GRDB

extension LogSnapshot {
  /// What the feeds of a cluster told, by the feed's identity and the epoch that it was told of.
  package func feedEpochs(clusterID: Int64) throws -> [(identity: String, epoch: Int)] {
    let sql = """
      SELECT DISTINCT identity, epoch FROM event JOIN feed ON feed.id = feed_id
      WHERE cluster_id = ? ORDER BY identity, epoch
      """
    return try Row.fetchAll(db, sql: sql, arguments: [clusterID]).map { row in
      try (row.value(0), row.value(1))
    }
  }
}
