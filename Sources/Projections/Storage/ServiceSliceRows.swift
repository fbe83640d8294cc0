internal import Foundation
internal import GRDB
import TopologyModel

/// Reads the runs of all slices that ever named a Service, in one statement each.
struct ServiceSliceRows {
  let db: Database
  let context: ClusterContext
  let service: String
  let namespace: String

  private static let slices = """
    projection_slice_of_service AS named
    JOIN projection_scope AS scope ON scope.id = named.scope_id
    CROSS JOIN projection_run AS run ON run.object_id = named.object_id
    """

  private static let meant = """
    scope.epoch_id = ? AND scope.kind = ? AND scope.namespace = ? AND named.service = ?
    """

  private static let columns = RunRow.columns.split(separator: ",")
    .map { "run." + $0.trimmingCharacters(in: .whitespacesAndNewlines) }.joined(separator: ", ")

  /// The slices' own runs that are valid at a revision, as known now.
  func objects(at revision: Revision) throws -> [RunRow] {
    let key = Data(revision.sortKey)
    let open = """
      SELECT \(Self.columns) FROM \(Self.slices) WHERE \(Self.meant) AND run.part = 0
        AND run.until_revision IS NULL AND run.superseded_at IS NULL AND run.from_revision <= ?
      """
    let closed = """
      SELECT \(Self.columns) FROM \(Self.slices) WHERE \(Self.meant) AND run.part = 0
        AND run.until_revision > ? AND run.from_revision <= ? AND run.superseded_at IS NULL
      """
    let first = try Row.fetchAll(db.cachedStatement(sql: open), arguments: arguments + [key])
    let second = try Row.fetchAll(
      db.cachedStatement(sql: closed),
      arguments: arguments + [key, key]
    )
    return try (first + second).map { try RunRow($0) }
  }

  /// Whether an endpoint's run with a content is valid at a revision, as known now.
  func hasEndpoint(_ content: [UInt8], at revision: Revision) throws -> Bool {
    let key = Data(revision.sortKey)
    let open = """
      SELECT 1 FROM \(Self.slices) WHERE \(Self.meant) AND run.part = 1
        AND run.until_revision IS NULL AND run.superseded_at IS NULL AND run.from_revision <= ?
        AND run.content = ? LIMIT 1
      """
    let closed = """
      SELECT 1 FROM \(Self.slices) WHERE \(Self.meant) AND run.part = 1
        AND run.until_revision > ? AND run.from_revision <= ? AND run.superseded_at IS NULL
        AND run.content = ? LIMIT 1
      """
    let isOpen = try Int.fetchOne(
      db.cachedStatement(sql: open),
      arguments: arguments + [key, Data(content)]
    )
    if isOpen != nil { return true }
    let isClosed = try Int.fetchOne(
      db.cachedStatement(sql: closed),
      arguments: arguments + [key, key, Data(content)]
    )
    return isClosed != nil
  }

  private var arguments: StatementArguments {
    [context.epochID, ResourceKind.endpointSlice.rawValue, namespace, service]
  }
}
