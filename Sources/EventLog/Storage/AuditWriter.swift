internal import GRDB
import TopologyModel

/// Knows audit entries again, and stores each against one like it.
struct AuditWriter {
  /// How many sorts of requests are kept to compress against before the memory is given back.
  static let sortsMax = 1000

  /// What entries have in common that are alike.
  private struct Sort: Hashable {
    var clusterID: Int64
    var user: String
    var agent: String
    var verb: String
    var subresource: String
    var kind: ResourceKind
    var namespace: String
  }

  private var exemplars: [Sort: BodyCache<Int64>.Entry] = [:]

  /// Where the log holds an entry already; nil where it does not.
  func known(_ entry: AuditEntry, clusterID: Int64, db: Database) throws -> LogPosition? {
    let sql = """
      SELECT position FROM audit_key
      WHERE cluster_id = ? AND audit_id = ? AND stage = ? AND requested_at = ?
      """
    return try Int64.fetchOne(
      db.cachedStatement(sql: sql),
      arguments: [
        clusterID, entry.auditID, entry.stage.rawValue, entry.requestedAt.nanoseconds,
      ]
    ).map { LogPosition($0) }
  }

  /// Writes the key of an appended entry.
  func writeKey(of entry: AuditEntry, _ appended: AppendedEvent, db: Database) throws {
    let sql = "INSERT INTO audit_key VALUES (?, ?, ?, ?, ?)"
    try db.cachedStatement(sql: sql).execute(arguments: [
      appended.clusterID, entry.auditID, entry.stage.rawValue, entry.requestedAt.nanoseconds,
      appended.event.position.value,
    ])
  }

  /// Compresses an entry against the first one of its sort.
  mutating func encode(
    _ entry: AuditEntry,
    _ appended: AppendedEvent,
    _ codec: BodyCodec
  ) throws -> (bytes: [UInt8], base: Int64) {
    let sort = Sort(
      clusterID: appended.clusterID,
      user: entry.user,
      agent: entry.agent,
      verb: entry.verb,
      subresource: entry.subresource,
      kind: entry.slot.kind,
      namespace: entry.slot.namespace
    )
    if let exemplar = exemplars[sort] {
      let bytes = try codec.compress(appended.body, prefix: exemplar.body)
      return (bytes, exemplar.position)
    }
    if exemplars.count >= Self.sortsMax { exemplars.removeAll() }
    exemplars[sort] = BodyCache<Int64>.Entry(
      position: appended.event.position.value,
      depth: 0,
      body: appended.body
    )
    return (try codec.compress(appended.body, prefix: nil), 0)
  }
}
