public import EventLog
internal import GRDB
import TopologyModel

extension ProjectionSnapshot {
  /// Whether an audit log told anything of a cluster.
  public func hasAuditEntries(_ context: ClusterContext) throws -> Bool {
    let sql = """
      SELECT EXISTS (
        SELECT 1 FROM projection_audit WHERE cluster_id = ? AND position <= ?)
      """
    return try Bool.fetchOne(
      db.cachedStatement(sql: sql),
      arguments: [context.clusterID, basis.position.value]
    ) ?? false
  }

  /// The audit entries of a cluster, of all its epochs, by when the server had answered.
  public func auditEntries(
    _ selection: AuditSelection,
    _ context: ClusterContext
  ) throws -> [AuditedEvent] {
    var conditions = "cluster_id = ? AND kind = ?"
    var arguments: StatementArguments = [context.clusterID, selection.kind.rawValue]
    if let namespace = selection.namespace {
      conditions += " AND namespace = ?"
      arguments += [namespace]
    }
    if let name = selection.name {
      conditions += " AND name = ?"
      arguments += [name]
    }
    if let answered = selection.answered {
      conditions += " AND answered_at BETWEEN ? AND ?"
      arguments += [answered.lowerBound.nanoseconds, answered.upperBound.nanoseconds]
    }
    let sql = """
      SELECT position FROM projection_audit WHERE \(conditions) AND position <= ?
      ORDER BY answered_at, position
      """
    arguments += [basis.position.value]
    let positions = try Int64.fetchAll(db.cachedStatement(sql: sql), arguments: arguments)
    return try positions.compactMap { number in
      let position = LogPosition(number)
      guard let stored = try log.event(at: position) else { return nil }
      return AuditedEvent(stored: stored, entry: try auditEntry(at: position))
    }
  }

  /// What an `audited` event says; nil for other events.
  public func auditEntry(of event: StoredEvent) throws -> AuditEntry? {
    guard event.event.type == .audited else { return nil }
    return try auditEntry(at: event.event.position)
  }

  private func auditEntry(at position: LogPosition) throws -> AuditEntry {
    guard let entry = try? AuditEntry(decoding: try body(of: position)) else {
      throw EventLogError.corrupt(position: position, detail: "its audit entry cannot be read")
    }
    return entry
  }
}
