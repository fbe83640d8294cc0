import EventLog
internal import Foundation
internal import GRDB
import KubernetesRules
import TopologyModel

extension ProjectionSnapshot {
  /// Reads at once what single reads will ask for.
  public func prepare(_ upcoming: UpcomingReads, _ context: ClusterContext) throws {
    guard knownAt == nil else { return }
    switch upcoming {
    case .pods(let uids): try preparePods(uids, context)
    case .endpoints(let facts, let service, let namespace):
      try prepareEndpoints(facts, service, namespace, context)
    }
  }

  /// The object of a number.
  func object(_ id: Int64) throws -> ObjectReference {
    if let known = memory.objects[id] { return known }
    let object = try log.object(id)
    memory.note(object, number: id)
    return object
  }

  /// The numbers of the objects that a slot has held.
  func numbers(of slot: ObjectSlot, _ context: ClusterContext) throws -> [Int64] {
    let key = SnapshotMemory.NameKey(
      clusterID: context.clusterID,
      epoch: context.epoch,
      slot: slot,
      uid: ""
    )
    if let known = memory.numbers[key] { return known }
    let found = try log.objectIDs(clusterID: context.clusterID, epoch: context.epoch, slot: slot)
    memory.note(found, key)
    return found
  }

  /// The numbers of the objects that a UID has named.
  func numbers(ofUID uid: String, _ context: ClusterContext) throws -> [Int64] {
    let key = Self.key(uid, context)
    if let known = memory.numbers[key] { return known }
    let found = try log.objectIDs(clusterID: context.clusterID, epoch: context.epoch, uid: uid)
    memory.note(found, key)
    return found
  }

  private static func key(_ uid: String, _ context: ClusterContext) -> SnapshotMemory.NameKey {
    SnapshotMemory.NameKey(clusterID: context.clusterID, epoch: context.epoch, slot: nil, uid: uid)
  }

  /// The own runs of all objects of a scope, where it was asked about often; nil for others, where there
  /// are too many to keep, and where older knowledge is asked for.
  func scopeRuns(_ id: Int64) throws -> [FactRun<ObjectFacts>]? {
    guard knownAt == nil else { return nil }
    if let known = memory.scopes[id] { return known }
    guard memory.ask(scope: id) else { return nil }
    let limit = SnapshotMemory.runsOfScopeMax
    let rows = try ScopeRows.all(scopeID: id, limit: limit + 1, db)
    guard rows.count <= limit else {
      memory.note([], nil, ofScope: id)
      return nil
    }
    let runs = try rows.map { try run($0, object($0.objectID)) }.sorted { $0.object < $1.object }
    memory.note(rows, runs, ofScope: id)
    return runs
  }

  /// The own run of an object that is valid at a revision.
  func ownRun(_ id: Int64, at revision: Revision) throws -> FactRun<ObjectFacts>? {
    guard let known = try ownRuns(id) else {
      return try rows(id, .object, at: revision).first.map { try run($0, object(id)) }
    }
    return try known.place(at: revision).map { try ownRun(id, known, $0) }
  }

  /// A run of those that are kept of an object.
  func ownRun(
    _ id: Int64,
    _ known: SnapshotMemory.OwnRuns,
    _ place: Int
  ) throws -> FactRun<ObjectFacts> {
    if let run = known.decoded[place] { return run }
    let run = try run(known.rows[place], object(id))
    memory.note(run, ofObject: id, at: place)
    return run
  }

  /// The own runs of an object; nil where there are too many to keep, or older knowledge is asked for.
  func ownRuns(_ id: Int64) throws -> SnapshotMemory.OwnRuns? {
    guard knownAt == nil, !memory.large.contains(id) else { return nil }
    if let known = memory.own[id] { return known }
    let limit = SnapshotMemory.runsOfObjectMax
    let rows = try ownRows("= ?", [id], limit: limit)
    if rows.count >= limit {
      memory.noteLarge(id)
    } else {
      memory.note(rows, ofObject: id)
    }
    return memory.own[id]
  }

  /// At most so many of the objects' own runs that have ended, and those that are open.
  private func ownRows(
    _ condition: String,
    _ ids: [Int64],
    limit: Int
  ) throws -> [RunRow] {
    let selected = """
      SELECT \(RunRow.columns) FROM projection_run
      WHERE object_id \(condition) AND part = \(RunPart.object.rawValue) AND superseded_at IS NULL
      """
    let arguments = StatementArguments(ids)
    let ended = try RunRow.fetch(
      "\(selected) AND until_revision IS NOT NULL LIMIT \(limit)",
      arguments,
      db
    )
    return try ended + RunRow.fetch("\(selected) AND until_revision IS NULL", arguments, db)
  }

  private func preparePods(_ uids: [String], _ context: ClusterContext) throws {
    let unknown = Array(Set(uids.filter { memory.numbers[Self.key($0, context)] == nil }))
    // A few are read as fast one by one.
    guard unknown.count > 2 else { return }
    let sql = """
      SELECT id, kind, namespace, name, uid FROM object
      WHERE uid \(Batches.places) AND +cluster_id = ? AND +epoch = ?
      """
    var ids: [Int64] = []
    try Batches.forEach(unknown) { batch in
      var found: [String: [Int64]] = [:]
      let rows = try Row.fetchCursor(
        db.cachedStatement(sql: sql),
        arguments: StatementArguments(batch) + [context.clusterID, context.epoch]
      )
      while let row = try rows.next() {
        guard let kind = try ResourceKind(rawValue: row.value(1)) else { continue }
        let uid: String = try row.value(4)
        let slot = try ObjectSlot(kind: kind, namespace: row.value(2), name: row.value(3))
        memory.note(ObjectReference(slot: slot, uid: uid), number: try row.value(0))
        found[uid, default: []].append(try row.value(0))
      }
      for uid in batch { memory.note((found[uid] ?? []).sorted(), Self.key(uid, context)) }
      ids += found.values.flatMap { $0 }
    }
    try prepareOwnRuns(ids.filter { memory.own[$0] == nil && !memory.large.contains($0) }.sorted())
  }

  private func prepareOwnRuns(_ ids: [Int64]) throws {
    let limit = Batches.size * SnapshotMemory.runsOfObjectMax
    try Batches.forEach(ids) { batch in
      let rows = try ownRows(Batches.places, batch, limit: limit)
      // With so many of them it is not known whose are missing.
      guard rows.count < limit else { return }
      let grouped = Dictionary(grouping: rows) { $0.objectID }
      for id in Set(batch) { memory.note(grouped[id] ?? [], ofObject: id) }
    }
  }

  /// Reads, for some endpoints, all runs in the slices of a Service that say the same as they are read, but
  /// for those that came and went very often, and where their first addresses were listed a second time.
  private func prepareEndpoints(
    _ facts: [EndpointFacts],
    _ service: String,
    _ namespace: String,
    _ context: ClusterContext
  ) throws {
    let key = SnapshotMemory.ServiceKey(
      epochID: context.epochID,
      service: service,
      namespace: namespace
    )
    let known = memory.listed[key]
    var contents: Set<[UInt8]> = []
    var addresses: Set<String> = []
    for facts in facts {
      let content = EndpointFacts.layoutAsRead(facts.layoutBytes())
      guard let first = facts.addresses.first, known?[content] == nil else { continue }
      contents.insert(content)
      addresses.insert(EndpointCandidate.canonicalAddress(first))
    }
    guard !contents.isEmpty else { return }
    let limit = SnapshotMemory.runsOfObjectMax
    let runs = try ListedRun.of(
      addresses: addresses,
      slices: sliceIDs(service, namespace, context),
      digests: Set(contents.map { EndpointDigest.number($0) }),
      rowsMax: limit,
      db
    )
    let contests = try contests(addresses, runs)
    for address in addresses { memory.note(contests[address] ?? [], contestsOf: address, key) }
    let rows = Dictionary(grouping: runs.compactMap(\.row)) {
      EndpointFacts.layoutAsRead($0.content)
    }
    let counts = Dictionary(runs.map { ($0.digest, 1) }, uniquingKeysWith: +)
    for content in contents where counts[EndpointDigest.number(content)] ?? 0 <= limit {
      memory.note(rows[content] ?? [], listing: content, key)
    }
  }

  /// The runs with a content as it is read in the slices that ever named a Service; nil where they were not
  /// prepared.
  func listedRows(
    _ content: [UInt8],
    _ service: String,
    _ namespace: String,
    _ context: ClusterContext
  ) -> [RunRow]? {
    let key = SnapshotMemory.ServiceKey(
      epochID: context.epochID,
      service: service,
      namespace: namespace
    )
    return memory.listed[key]?[content]
  }
}
