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
    // In a store of few epochs most of the table is wanted: in its own order it is read in less than
    // half of the time, and comes in the order of time.
    let count = try Int.fetchOne(db, sql: "SELECT count(*) FROM projection_epoch") ?? 0
    let sql = """
      SELECT kind, observed_at, revision FROM projection_step \(count <= 3 ? "NOT INDEXED" : "")
      WHERE epoch_id = ? AND \(visible)
      """
    let rows = try DirectStatement(db, sql, [context.epochID] + visibleArguments)
    try rows.forEachRow { row in
      guard let kind = ResourceKind(rawValue: Int(row.integer(0))) else { return }
      let number: Int64? =
        switch row.revision(2) {
        case .number(let number): number
        case .large, nil: nil
        }
      body(kind, Instant(nanoseconds: row.integer(1)), number)
    }
  }

  /// Calls `body` with the slices of an epoch and the addresses that they ever listed.
  public func forEachListedAddress(
    _ context: ClusterContext,
    _ body: (Int64, AddressKey) -> Void
  ) throws {
    let scopes = try scopes(of: [.endpointSlice], context)
    let sql = """
      SELECT scope_id, object_id, content FROM projection_run
      WHERE part = \(RunPart.endpoint.rawValue)
      """
    try DirectStatement(db, sql).forEachRow { row in
      guard scopes[row.integer(0)] != nil else { return }
      let objectID = row.integer(1)
      var cursor = LayoutCursor(row.bytes(2))
      for _ in 0..<cursor.count() {
        if let key = cursor.address() { body(objectID, key) }
      }
      guard cursor.isWhole else { throw ProjectionDamage.malformedFacts(objectID: objectID) }
    }
  }

  /// Calls `body` with the runs of the objects that hold an address, or held it, at any revision.
  public func forEachRun(
    everHolding address: AddressKey,
    _ context: ClusterContext,
    _ body: (AddressRun, ObjectReference?) throws -> Void
  ) throws {
    guard let held = address.address else { return }
    guard knownAt == nil else {
      let last = try ResourceKind.allCases.compactMap { try lastRevision(of: $0, context) }.max()
      guard let last else { return }
      for run in try runs(of: .holders(of: held), in: .lowest...last, context) {
        try body(AddressRun(run), run.object)
      }
      return
    }
    // The runs of an object follow one another.
    var lastID: Int64?
    var lastKind = ResourceKind.pod
    for sql in Self.holderStatements {
      let rows = try DirectStatement(db, sql, [context.epochID, Data(held.bytes)])
      try rows.forEachRow { row in
        let id = row.integer(0)
        guard id != lastID else {
          try body(addressRun(row, id, lastKind), nil)
          return
        }
        guard let kind = ResourceKind(rawValue: Int(row.integer(5))) else { return }
        (lastID, lastKind) = (id, kind)
        let object = ObjectReference(
          slot: ObjectSlot(kind: kind, namespace: row.text(6), name: row.text(7)),
          uid: row.text(8)
        )
        try body(addressRun(row, id, kind), object)
      }
    }
  }

  // One statement for each of the indexes on runs, instead of some for each object.
  private static let holderStatements = [
    "until_revision IS NULL", "until_revision IS NOT NULL",
  ].map { condition in
    """
    SELECT run.object_id, from_revision, until_revision, content, flags,
      object.kind, namespace, name, uid
    FROM projection_address AS held
      CROSS JOIN projection_run AS run ON run.object_id = held.object_id AND part = 0
      CROSS JOIN object ON object.id = held.object_id
    WHERE held.epoch_id = ? AND held.address = ? AND superseded_at IS NULL AND \(condition)
    """
  }

  /// The run of a row that has the object, the revisions, the content and the flags first.
  private func addressRun(
    _ row: DirectStatement,
    _ id: Int64,
    _ kind: ResourceKind
  ) throws -> AddressRun {
    guard let from = row.revision(1) else {
      throw ProjectionDamage.malformedFacts(objectID: id)
    }
    let flags = RunFlags(rawValue: Int(row.integer(4)))
    return AddressRun(
      objectID: id,
      holding: try factsReader.holding(row.bytes(3), objectID: id, kind: kind),
      from: from,
      until: row.revision(2),
      beginsInferred: flags.contains(.beginsInferred),
      endsInferred: flags.contains(.endsInferred)
    )
  }

  /// Calls `body` with the runs of a slice's endpoints that begin by a revision.
  public func forEachEndpointRun(
    ofSlice objectID: Int64,
    through last: Revision,
    _ body: (EndpointRun) throws -> Void
  ) throws {
    let condition = "object_id = ? AND part = \(RunPart.endpoint.rawValue)"
    if let knownAt {
      let sql = """
        SELECT \(RunRow.columns) FROM projection_run
        WHERE \(condition) AND \(RunRow.knownCondition)
        """
      let rows = try RunRow.known(
        sql,
        arguments: [objectID],
        through: last,
        endingAfter: .lowest,
        knownAt: knownAt,
        db
      )
      for row in rows {
        let until = row.until.map { CompactRevision($0) }
        let found = row.content.withUnsafeBytes {
          EndpointRun(row.id, $0, CompactRevision(row.from), until)
        }
        guard let found else { throw ProjectionDamage.malformedFacts(objectID: objectID) }
        try body(found)
      }
      return
    }
    for end in ["until_revision IS NULL", "until_revision IS NOT NULL"] {
      let sql = """
        SELECT object_id, from_revision, until_revision, content, id FROM projection_run
        WHERE \(condition) AND superseded_at IS NULL AND \(end)
        """
      try DirectStatement(db, sql, [objectID]).forEachRow { try body(endpointRun($0, 4)) }
    }
  }

  /// The run of a row that has the slice, the revisions and the content first, and its number at
  /// `number`.
  private func endpointRun(_ row: DirectStatement, _ number: Int32) throws -> EndpointRun {
    guard let from = row.revision(1),
      let run = EndpointRun(row.integer(number), row.bytes(3), from, row.revision(2))
    else { throw ProjectionDamage.malformedFacts(objectID: row.integer(0)) }
    return run
  }

  /// About how many runs of objects and endpoints the store has; nil for a basis before its end, which
  /// decides run by run what counts.
  public func runCountMax() throws -> Int? {
    guard knownAt == nil else { return nil }
    let sql = "SELECT max(id) FROM projection_run"
    return try Int.fetchOne(db.cachedStatement(sql: sql)) ?? 0
  }

  /// Calls `body` with the Services, Pods, and Nodes of an epoch, by number.
  public func forEachHolder(
    _ context: ClusterContext,
    _ body: (Int64, ObjectReference) -> Void
  ) throws {
    let sql = """
      SELECT id, kind, namespace, name, uid FROM object WHERE cluster_id = ? AND epoch = ?
      """
    let arguments: StatementArguments = [context.clusterID, context.epoch]
    try DirectStatement(db, sql, arguments).forEachRow { row in
      guard let kind = ResourceKind(rawValue: Int(row.integer(1))), kind != .endpointSlice else {
        return
      }
      let slot = ObjectSlot(kind: kind, namespace: row.text(2), name: row.text(3))
      body(row.integer(0), ObjectReference(slot: slot, uid: row.text(4)))
    }
  }

  /// Calls `holder` and `endpoint` with all runs of an epoch.
  public func forEachRun(
    _ context: ClusterContext,
    holder: (AddressRun) throws -> Void,
    endpoint: (Int64, EndpointRun) throws -> Void
  ) throws {
    let scopes = try scopes(of: ResourceKind.allCases, context)
    // All of the table, in its own order: with most of it wanted, an index only adds look-ups.
    let sql = """
      SELECT object_id, from_revision, until_revision, content, flags, scope_id, part, id
      FROM projection_run NOT INDEXED
      WHERE part <= \(RunPart.endpoint.rawValue) AND superseded_at IS NULL
      """
    let (object, entry) = (Int64(RunPart.object.rawValue), Int64(RunPart.endpoint.rawValue))
    try DirectStatement(db, sql).forEachRow { row in
      guard let kind = scopes[row.integer(5)] else { return }
      let part = row.integer(6)
      if part == entry {
        try endpoint(row.integer(0), endpointRun(row, 7))
      } else if part == object, kind != .endpointSlice {
        try holder(addressRun(row, row.integer(0), kind))
      }
    }
  }

  /// The kinds of an epoch's scopes by number.
  private func scopes(
    of kinds: [ResourceKind],
    _ context: ClusterContext
  ) throws -> [Int64: ResourceKind] {
    var found: [Int64: ResourceKind] = [:]
    for kind in kinds {
      for scope in try scopes(of: kind, namespace: nil, context) { found[scope.id] = kind }
    }
    return found
  }

  /// All facts of an endpoint's run.
  public func endpoint(ofRun number: Int64) throws -> EndpointFacts {
    let sql = "SELECT content FROM projection_run WHERE id = ?"
    let content = try Data.fetchOne(db.cachedStatement(sql: sql), arguments: [number])
    guard let content, let facts = try? EndpointFacts(layout: Array(content)) else {
      throw ProjectionDamage.malformedFacts(objectID: number)
    }
    return facts
  }

  /// The slice of a number.
  public func slice(_ objectID: Int64) throws -> ObjectReference {
    try log.object(objectID)
  }
}

extension AddressRun {
  init(_ run: FactRun<ObjectFacts>) {
    objectID = run.objectID
    if case .pod(let pod) = run.facts {
      holding = .pod(PodHolding(pod))
    } else {
      holding = .other(run.facts)
    }
    from = CompactRevision(run.validity.from)
    until = run.validity.until.map { CompactRevision($0) }
    beginsInferred = run.beginsInferred
    endsInferred = run.endsInferred
  }
}
