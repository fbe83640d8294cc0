internal import GRDB
import TopologyModel

/// A statement that finds the first row of the log's tables that breaks one rule.
struct LogChecks: Sendable {
  /// What a check found.
  struct Found {
    var position: LogPosition?
    var detail: String
  }

  /// Finds the first broken row; nil where there is none.
  let first: @Sendable (LogSnapshot) throws -> Found?

  /// What must hold before an event is decoded, and what its hash does not cover.
  static func ofEvents(version: Int) -> [LogChecks] {
    let tables = [
      types(of: "cluster"), types(of: "feed"), types(of: "object"),
      types(of: "event", key: "position"), rows(eventRules),
    ]
    guard version >= LogSchema.blockVersion else { return tables }
    return tables + [types(of: "block"), rows(blockRules)]
  }

  /// What must hold of the indexes of a version of the schema, given sound events; `position` is what
  /// a row speaks of.
  static func ofIndexes(version: Int) -> [LogChecks] {
    LogSchema.keyTables(version: version).map { types(of: $0, key: "position") }
      + (version >= LogSchema.horizonVersion ? [types(of: "horizon", key: "position")] : [])
      + indexRules
  }

  private static let indexRules: [LogChecks] = [
    rows(
      """
      SELECT coalesce(nullif(last_event, 0), last), 'object ' || id
        || ' has another last event than it says'
      FROM (
        SELECT id, last_event, (
            SELECT CASE WHEN count(*) > 0
              THEN coalesce(max(CASE WHEN assertion < 8 THEN position END), 0) END
            FROM object_event WHERE object_id = id) AS last
        FROM object)
      WHERE last IS NOT last_event ORDER BY 1 LIMIT 1
      """
    ),
    rows(
      """
      SELECT NULL, 'cluster `' || name || '` has no feed' FROM cluster
      WHERE NOT EXISTS (SELECT 1 FROM feed WHERE cluster_id = cluster.id) LIMIT 1
      """
    ),
  ]

  /// Blocks that nothing is read from; those that are, are decoded with the events' bodies.
  private static let blockRules = """
    SELECT NULL, detail FROM (
      SELECT id, CASE
        WHEN id < 1 OR -id NOT IN (SELECT body_base FROM event WHERE body_base < 0)
          THEN 'no event has its body in block ' || id
        WHEN part < 1 OR part > (SELECT max(position) FROM event)
          THEN 'block ' || id || ' is of a part that is none of the log'
        END AS detail
      FROM block)
    WHERE detail IS NOT NULL ORDER BY id LIMIT 1
    """

  private static let eventRules = """
    SELECT position, detail FROM (
      SELECT position, CASE
        WHEN position < 1 THEN 'it lies before the first event'
        WHEN assertion NOT IN (0, 1, 2) THEN 'it asserts nothing that is known'
        WHEN flags NOT BETWEEN 0 AND 3 THEN 'its evidence is none that is known'
        WHEN body_base >= position THEN 'its body builds on a later event'
        WHEN body_base < -9223372036854775807 THEN 'its body is in no block'
        WHEN body_base < 0 AND body IS NOT NULL THEN 'its body is stored twice'
        WHEN revision = '' OR revision GLOB '0*' OR revision GLOB '*[^0-9]*'
          OR length(revision) > 255 THEN 'its revision is none'
        WHEN feed.id IS NULL THEN 'its feed is not registered'
        WHEN cluster.id IS NULL THEN 'its cluster is not registered'
        WHEN object_id IS NOT NULL AND object.id IS NULL THEN 'its object is not registered'
        WHEN object.cluster_id <> feed.cluster_id THEN 'its object is of another cluster'
        WHEN object.epoch <> event.epoch THEN 'its object is of another epoch'
        END AS detail
      FROM event LEFT JOIN feed ON feed.id = feed_id LEFT JOIN cluster ON cluster.id = feed.cluster_id
        LEFT JOIN object ON object.id = object_id
      ORDER BY position)
    WHERE detail IS NOT NULL LIMIT 1
    """

  private static func types(of table: String, key: String? = nil) -> LogChecks {
    LogChecks { snapshot in
      try TableCheck(snapshot).firstForeignValue(in: table, key: key).map {
        Found(position: $0.key.map { LogPosition($0) }, detail: $0.finding)
      }
    }
  }

  private static func rows(_ sql: String) -> LogChecks {
    LogChecks { snapshot in
      guard let row = try Row.fetchOne(snapshot.db, sql: sql) else { return nil }
      let position: Int64? = try row.value(0)
      return try Found(position: position.map { LogPosition($0) }, detail: row.value(1))
    }
  }
}
