import EventLog

extension VerificationTests {
  static let ofEvents: [Tampering] = [
    event("UPDATE event SET revision = '4' WHERE position = 3", 3),
    event("UPDATE event SET body = x'' WHERE position = 3", 3),
    event("UPDATE event SET assertion = 7 WHERE position = 4", 4),
    event("UPDATE event SET flags = 4 WHERE position = 3", 3),
    event("UPDATE event SET revision = '' WHERE position = 6", 6),
    event("UPDATE event SET object_id = 99 WHERE position = 4", 4),
    event("UPDATE event SET feed_id = 99 WHERE position = 4", 4),
    event("UPDATE event SET feed_id = 2 WHERE position = 3", 3),
    event("DELETE FROM event WHERE position = 1", 1),
    event("DELETE FROM event WHERE position = 5", 5),
    event("UPDATE event SET position = 20 WHERE position = 10", 10),
    event(
      """
      INSERT INTO event SELECT 11, feed_id, epoch, recorded_at, observed_at, type, assertion, flags,
        object_id, revision, body, body_size, body_base, hash FROM event WHERE position = 10
      """,
      11
    ),
    event(
      """
      INSERT INTO event SELECT 0, feed_id, epoch, recorded_at, observed_at, type, assertion, flags,
        object_id, revision, body, body_size, body_base, hash FROM event WHERE position = 10
      """,
      0
    ),
    event(
      "UPDATE event SET position = CASE position WHEN 2 THEN -3 WHEN 3 THEN -2 ELSE position END",
      -3
    ),
    event(
      """
      UPDATE event SET body = (SELECT body FROM event WHERE position = 2),
        body_size = (SELECT body_size FROM event WHERE position = 2),
        body_base = (SELECT body_base FROM event WHERE position = 2) WHERE position = 1
      """,
      1
    ),
    // The end cut off, with all that speaks of it: nothing but a noted head can tell.
    Tampering(
      sql: """
        DELETE FROM event WHERE position = 10; DELETE FROM audit_key WHERE position = 10;
        DELETE FROM projection_audit WHERE position = 10;
        UPDATE projection_checkpoint SET position = 9;
        """,
      part: .head,
      position: 10
    ),
  ]

  static let ofSideTables: [Tampering] = [
    event("UPDATE cluster SET name = 'other' WHERE id = 1", 1),
    event("UPDATE cluster SET name = name || char(0) WHERE id = 1", nil),
    index("INSERT INTO cluster VALUES (9, 'other')", nil),
    event("UPDATE feed SET name = 'other' WHERE id = 1", 1),
    event("UPDATE feed SET format = 'live' WHERE id = 1", 1),
    event("UPDATE feed SET retention = 'full' WHERE id = 2", 9),
    event("UPDATE feed SET kubernetes_version = '1.29' WHERE id = 2", 9),
    event("UPDATE feed SET identity = 'other' WHERE id = 2", 9),
    event("UPDATE feed SET cluster_id = 9 WHERE id = 2", 9),
    event("DELETE FROM feed WHERE id = 2", 9),
    index(
      "INSERT INTO feed SELECT 9, cluster_id, 'x', name, format, retention, '' FROM feed LIMIT 1"
    ),
    event("UPDATE object SET name = 'c' WHERE id = 2", 2),
    event("UPDATE object SET epoch = 1 WHERE id = 2", 2),
    event("DELETE FROM object WHERE id = 2", 2),
    index("UPDATE object SET last_event = 1 WHERE id = 1", 1),
    index("INSERT INTO object VALUES (9, 1, 0, 3, 'shop', 'ghost', 'u', 0)", nil),
    index("DELETE FROM object_event WHERE position = 3", 3),
    index("UPDATE object_event SET position = 99 WHERE position = 3", 3),
    index("UPDATE object_event SET assertion = 1 WHERE position = 3", 3),
    index("INSERT INTO object_event VALUES (1, x'0139', 0, 3)"),
    index("DELETE FROM observation_key WHERE position = 4", 4),
    index("UPDATE observation_key SET ordinal = 7 WHERE position = 4", 4),
    index("INSERT INTO observation_key VALUES (1, 3, 1, 1, 4)"),
    index("DELETE FROM audit_key WHERE position = 10", 10),
    index("UPDATE audit_key SET audit_id = 'other' WHERE position = 10", 10),
    index("INSERT INTO audit_key VALUES (1, 'x', 1, 1, 4)"),
  ]

  static let ofProjections: [Tampering] = [
    projection("UPDATE projection_checkpoint SET position = 9", nil),
    projection("UPDATE projection_checkpoint SET version = 1", nil),
    projection("DELETE FROM projection_checkpoint ", nil),
    projection("UPDATE projection_epoch SET begun_at = begun_at + 1 WHERE id = 1", 1),
    projection("UPDATE projection_epoch SET unshared_from = 2 WHERE id = 1", 1),
    projection("UPDATE projection_scope SET namespace = 'other' WHERE id = 1", nil),
    projection("UPDATE projection_template SET bytes = x'00' WHERE id = 1", nil),
    projection("UPDATE projection_run SET flags = 3 WHERE id = 1", 1),
    projection("UPDATE projection_run SET content = x'00' WHERE id = 2", 2),
    projection("UPDATE projection_run SET span_class = 1 WHERE until_revision IS NOT NULL", 1),
    projection("DELETE FROM projection_run WHERE id = 2", 2),
    projection("INSERT INTO projection_slice_of_service VALUES (1, 'cart', 1)", nil),
    projection("DELETE FROM projection_slice_of_service WHERE service = 'cart'", nil),
    projection("DELETE FROM projection_address WHERE object_id = 1", nil),
    projection("UPDATE projection_step SET observed_at = observed_at - 1 WHERE position = 3", 3),
    projection("UPDATE projection_step SET object_id = 2 WHERE position = 3", 3),
    projection("INSERT INTO projection_step SELECT * FROM projection_step LIMIT 1", nil),
    projection("UPDATE projection_listing SET is_implied = 1 WHERE position = 4", 4),
    projection("UPDATE projection_session SET opened_at = opened_at - 1 ", 7),
    projection("UPDATE projection_audit SET answered_at = 0 WHERE position = 10", 10),
    projection("DROP INDEX projection_run_open", nil),
    projection("DROP TABLE projection_address ", nil),
  ]

  static let ofTables: [Tampering] = [
    table("CREATE VIEW pretended AS SELECT 1"),
    table("CREATE TRIGGER forget AFTER INSERT ON event BEGIN DELETE FROM event; END"),
    table("DROP INDEX object_by_uid"),
    table(
      "UPDATE sqlite_master SET sql = replace(sql, 'body BLOB', 'body TEXT') WHERE name = 'event'"
    ),
    event("UPDATE event SET observed_at = 1.5 WHERE position = 2", 2),
    event("UPDATE event SET revision = x'31' WHERE position = 2", 2),
    event("UPDATE feed SET name = x'31' WHERE id = 1", nil),
    index("UPDATE observation_key SET position = 'x' WHERE position = 4", 4),
    projection("UPDATE projection_run SET event = 1.5 WHERE id = 1", nil),
  ]

  private static func event(_ sql: String, _ position: Int64?) -> Tampering {
    Tampering(sql: sql, part: .event, position: position)
  }

  private static func index(_ sql: String, _ position: Int64? = nil) -> Tampering {
    Tampering(sql: sql, part: .index, position: position)
  }

  private static func projection(_ sql: String, _ position: Int64?) -> Tampering {
    Tampering(sql: sql, part: .projections, position: position)
  }

  private static func table(_ sql: String) -> Tampering {
    Tampering(sql: sql, part: .tables, position: nil)
  }
}
