import EventLog
internal import Foundation
internal import GRDB
import TopologyModel

extension ProjectionSnapshot {
  /// The projections as ordered text: the same for equal logs, however they were built.
  ///
  /// Superseded rows are part of it, so that what was known at every position is compared too.
  public func dump() throws -> String {
    var lines: [String] = []
    for cluster in try log.clusters() {
      for (context, begunAt) in try epochs(of: cluster.name) {
        let place = "\(cluster.name)/\(context.epoch)"
        let sharing = context.sharesRevisions ? "shared" : "unshared"
        lines.append("epoch \(place) begun=\(begunAt) \(sharing)")
        lines += try stepLines(context, place)
        lines += try sessionLines(context, place)
        lines += try runLines(context, place)
        lines += try addressLines(context, place)
      }
      lines += try auditLines(clusterID: cluster.id, cluster.name)
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private func stepLines(_ context: ClusterContext, _ place: String) throws -> [String] {
    let sql = """
      SELECT kind, observed_at, revision, position, superseded_at FROM projection_step
      WHERE epoch_id = ? ORDER BY kind, observed_at, position
      """
    return try Row.fetchAll(db, sql: sql, arguments: [context.epochID]).map { row in
      try "step \(place) \(Self.kindName(row.value(0))) \(Instant(nanoseconds: row.value(1)))"
        + " rv=\(Self.revision(row.value(2))) position=\(Self.text(row.value(3) as Int64?))"
        + " superseded=\(Self.text(row.value(4) as Int64?))"
    }
  }

  private func sessionLines(_ context: ClusterContext, _ place: String) throws -> [String] {
    let listings = """
      SELECT kind, namespace, selector, revision, observed_at, is_implied, position
      FROM projection_listing WHERE epoch_id = ? ORDER BY kind, revision, position
      """
    let first = try Row.fetchAll(db, sql: listings, arguments: [context.epochID]).map { row in
      try "listing \(place) \(Self.kindName(row.value(0)))"
        + " namespace=\(Self.text(row.value(1) as String?))"
        + " selector=\(row.value(2) as String) rv=\(Self.revision(row.value(3)))"
        + " at=\(Instant(nanoseconds: row.value(4))) implied=\(row.value(5) as Bool)"
        + " position=\(row.value(6) as Int64)"
    }
    let sessions = """
      SELECT kind, namespace, selector, is_implied, opened_at, opened_revision, closed_at,
        closed_revision, closed_by, reason, opened_at_position, closed_at_position
      FROM projection_session WHERE epoch_id = ? ORDER BY kind, opened_at, opened_at_position
      """
    let second = try Row.fetchAll(db, sql: sessions, arguments: [context.epochID]).map { row in
      try "session \(place) \(Self.kindName(row.value(0)))"
        + " namespace=\(Self.text(row.value(1) as String?))"
        + " selector=\(row.value(2) as String) implied=\(row.value(3) as Bool)"
        + " opened=\(Instant(nanoseconds: row.value(4))) from-rv=\(Self.revision(row.value(5)))"
        + " closed=\(Self.text((row.value(6) as Int64?).map { Instant(nanoseconds: $0).description }))"
        + " to-rv=\(Self.revision(row.value(7))) by=\(Self.text(row.value(8) as Int64?))"
        + " reason=\(row.value(9) as String) positions=\(row.value(10) as Int64)"
        + ",\(Self.text(row.value(11) as Int64?))"
    }
    return first + second
  }

  private func runLines(_ context: ClusterContext, _ place: String) throws -> [String] {
    let sql = """
      SELECT projection_scope.kind, namespace, object_id, part, from_revision, until_revision,
        content, event, flags, projection_run.known_from, until_known_from, superseded_at
      FROM projection_run JOIN projection_scope ON projection_scope.id = scope_id
      WHERE epoch_id = ?
      """
    var lines: [String] = []
    let rows = try Row.fetchCursor(db, sql: sql, arguments: [context.epochID])
    while let row = try rows.next() {
      let object = try log.object(row.value(2))
      var line = try "run \(place) \(Self.kindName(row.value(0))) \(object) \(object.uid)"
      line += try " part=\(row.value(3) as Int64)"
      line += try " [\(Self.paddedRevision(row.value(4))),\(Self.revision(row.value(5))))"
      line += try " event=\(row.value(7) as Int64) flags=\(row.value(8) as Int64)"
      line += try " known=[\(row.value(9) as Int64),\(Self.text(row.value(10) as Int64?))]"
      line += try " superseded=\(Self.text(row.value(11) as Int64?))"
      lines.append(line + " " + (try content(row, object)))
    }
    return lines.sorted()
  }

  private func addressLines(_ context: ClusterContext, _ place: String) throws -> [String] {
    let sql = "SELECT address, object_id FROM projection_address WHERE epoch_id = ?"
    return try Row.fetchAll(db, sql: sql, arguments: [context.epochID]).map { row in
      let object = try log.object(row.value(1))
      let address = try IPAddress(bytes: Array(row.value(0) as Data))?.description ?? "?"
      return "address \(place) \(address) \(object.slot.kind.kindName) \(object) \(object.uid)"
    }.sorted()
  }

  private func auditLines(clusterID: Int64, _ place: String) throws -> [String] {
    let sql = """
      SELECT position, kind, namespace, name, answered_at FROM projection_audit
      WHERE cluster_id = ? ORDER BY position
      """
    return try Row.fetchAll(db, sql: sql, arguments: [clusterID]).map { row in
      try "audit \(place) \(Self.kindName(row.value(1))) namespace=\(row.value(2) as String)"
        + " name=\(row.value(3) as String) answered=\(Instant(nanoseconds: row.value(4)))"
        + " position=\(row.value(0) as Int64)"
    }
  }

  /// The content as hexadecimal digits, with templates in place of their numbers.
  private func content(_ row: Row, _ object: ObjectReference) throws -> String {
    let bytes = try Array(row.value(6) as Data)
    let part: Int64 = try row.value(3)
    let usesTemplate = part == 0 && [.pod, .endpointSlice].contains(object.slot.kind)
    guard usesTemplate else { return Self.hexadecimal(bytes) }
    var reader = ByteReader(bytes)
    var texts: [String] = []
    var numbers = ByteWriter()
    for _ in 0..<(object.slot.kind == .pod ? 2 : 1) {
      guard let template = try? reader.integer() else { return Self.hexadecimal(bytes) }
      numbers.write(integer: template)
      let found = try Data.fetchOne(
        db.cachedStatement(sql: "SELECT bytes FROM projection_template WHERE id = ?"),
        arguments: [template]
      )
      texts.append(Self.hexadecimal(found.map { Array($0) } ?? []))
    }
    texts.append(Self.hexadecimal(Array(bytes.dropFirst(numbers.bytes.count))))
    return texts.joined(separator: "+")
  }

  private static func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  private static func kindName(_ number: Int) -> String {
    ResourceKind(rawValue: number)?.kindName ?? String(number)
  }

  private static func revision(_ key: Data?) -> String {
    key.flatMap { Revision(packedKey: $0) }?.text ?? "-"
  }

  private static func paddedRevision(_ key: Data?) -> String {
    let text = revision(key)
    return String(repeating: " ", count: max(0, 20 - text.utf8.count)) + text
  }

  private static func text(_ value: (some CustomStringConvertible)?) -> String {
    value.map { $0.description } ?? "-"
  }
}
