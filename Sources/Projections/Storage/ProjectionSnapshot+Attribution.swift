import EventLog
internal import Foundation
internal import GRDB
public import TopologyModel

extension ProjectionSnapshot: AttributionReads {
  /// Calls `body` with every proof of an epoch.
  public func forEachProof(
    _ context: ClusterContext,
    _ body: (ResourceKind, Instant, Int64?) -> Void
  ) throws {
    // The first byte of a revision's key is its count of digits.
    let sql = """
      SELECT kind, observed_at,
        CASE WHEN length(revision) <= 19 THEN CAST(CAST(substr(revision, 2) AS TEXT) AS INTEGER) END
      FROM projection_step WHERE epoch_id = ? AND \(visible)
      """
    let rows = try Row.fetchCursor(
      db,
      sql: sql,
      arguments: [context.epochID] + visibleArguments
    )
    while let row = try rows.next() {
      guard let kind = ResourceKind(rawValue: row[0]) else { continue }
      body(kind, Instant(nanoseconds: row[1]), row[2])
    }
  }

  /// Calls `body` with the slices of an epoch and the addresses that they ever listed.
  public func forEachListedAddress(
    _ context: ClusterContext,
    _ body: (Int64, IPAddress) -> Void
  ) throws {
    let scopes = Set(
      try ScopeRows.matching(
        epochID: context.epochID,
        kind: .endpointSlice,
        namespace: nil,
        db
      ).map(\.id)
    )
    let sql = """
      SELECT scope_id, object_id, content FROM projection_run
      WHERE part = \(RunPart.endpoint.rawValue)
      """
    let rows = try Row.fetchCursor(db, sql: sql)
    while let row = try rows.next() {
      guard scopes.contains(row[0]) else { continue }
      let objectID: Int64 = row[1]
      let content = try row.withUnsafeData(atIndex: 2) { $0.map { Array($0) } ?? [] }
      var reader = ByteReader(content)
      guard let addresses = try? reader.texts() else {
        throw ProjectionDamage.malformedFacts(objectID: objectID)
      }
      for text in addresses {
        if let address = IPAddress(text) { body(objectID, address) }
      }
    }
  }

  /// The runs of the objects that hold an address, or held it, at any revision.
  public func runs(
    everHolding address: IPAddress,
    _ context: ClusterContext
  ) throws -> [FactRun<ObjectFacts>] {
    guard knownAt == nil else {
      let last = try ResourceKind.allCases.compactMap { try lastRevision(of: $0, context) }.max()
      guard let last else { return [] }
      return try runs(of: .holders(of: address), in: .lowest...last, context)
    }
    // One statement for each of the indexes on runs, instead of some for each object.
    return try ["until_revision IS NULL", "until_revision IS NOT NULL"].flatMap { condition in
      let sql = """
        SELECT \(RunRow.columns(of: "run")), object.kind, namespace, name, uid
        FROM projection_address AS held
          CROSS JOIN projection_run AS run ON run.object_id = held.object_id AND part = 0
          CROSS JOIN object ON object.id = held.object_id
        WHERE held.epoch_id = ? AND held.address = ? AND superseded_at IS NULL AND \(condition)
        """
      let rows = try Row.fetchCursor(
        db.cachedStatement(sql: sql),
        arguments: [context.epochID, Data(address.bytes)]
      )
      var runs: [FactRun<ObjectFacts>] = []
      while let row = try rows.next() {
        guard let kind = ResourceKind(rawValue: row[11]) else { continue }
        let slot = ObjectSlot(kind: kind, namespace: row[12], name: row[13])
        runs.append(try run(RunRow(row), ObjectReference(slot: slot, uid: row[14])))
      }
      return runs
    }
  }

  /// The slice of a number.
  public func slice(_ objectID: Int64) throws -> ObjectReference {
    try log.object(objectID)
  }
}
