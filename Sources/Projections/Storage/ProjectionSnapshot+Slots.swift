import EventLog
internal import Foundation
internal import GRDB
public import TopologyModel

extension ProjectionSnapshot {
  /// What the objects of a kind at a revision are called; their facts are not looked at.
  public func slots(
    of kind: ResourceKind,
    namespace: String?,
    at revision: Revision,
    _ context: ClusterContext
  ) throws -> [ObjectSlot] {
    var slots: [ObjectSlot] = []
    for scope in try scopes(of: kind, namespace: namespace, context) {
      guard let kept = try scopeRuns(scope.id) else {
        let objects = try scopeRows(scope.id, at: revision).map { try object($0.objectID) }
        slots += Set(objects.map(\.slot)).sorted()
        continue
      }
      // Incarnations of a slot follow one another.
      for index in kept.indices where kept[index].validity.contains(revision) {
        let slot = kept[index].object.slot
        if slots.last != slot { slots.append(slot) }
      }
    }
    return slots
  }

  /// The objects of a kind at a revision that have a name, in any namespace.
  public func slots(
    of kind: ResourceKind,
    named name: String,
    at revision: Revision,
    _ context: ClusterContext
  ) throws -> [ObjectSlot] {
    let slots = try numbers(named: name, kind, context)
      .filter { try ownRun($0, at: revision) != nil }
      .map { try object($0).slot }
    return Set(slots).sorted()
  }

  /// The numbers of the objects of a kind that have a name, in any namespace.
  func numbers(
    named name: String,
    _ kind: ResourceKind,
    _ context: ClusterContext
  ) throws -> [Int64] {
    let key = SnapshotMemory.NamedKey(epochID: context.epochID, kind: kind, name: name)
    if let known = memory.named[key] { return known }
    let sql = """
      SELECT object.id FROM projection_scope CROSS JOIN object
      WHERE epoch_id = ? AND projection_scope.kind = ? AND object.cluster_id = ?
        AND object.epoch = ? AND object.kind = projection_scope.kind
        AND object.namespace = projection_scope.namespace AND object.name = ?
      """
    let found = try Int64.fetchAll(
      db.cachedStatement(sql: sql),
      arguments: [context.epochID, kind.rawValue, context.clusterID, context.epoch, name]
    )
    memory.note(found, named: key)
    return found
  }

  /// The scopes of a kind, of one namespace or of all, sorted by namespace.
  func scopes(
    of kind: ResourceKind,
    namespace: String?,
    _ context: ClusterContext
  ) throws -> [(id: Int64, namespace: String)] {
    let key = SnapshotMemory.KindKey(epochID: context.epochID, kind: kind)
    let scopes: SnapshotMemory.KindScopes
    if let known = memory.kindScopes[key] {
      scopes = known
    } else {
      scopes = SnapshotMemory.KindScopes(
        try ScopeRows.matching(epochID: context.epochID, kind: kind, namespace: nil, db)
      )
      memory.note(scopes, scopesOf: key)
    }
    guard let namespace else { return scopes.all }
    return scopes.of(namespace: namespace).map { [$0] } ?? []
  }
}
