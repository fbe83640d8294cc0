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
    let sql = """
      SELECT kind, observed_at, revision FROM projection_step WHERE epoch_id = ? AND \(visible)
      """
    let rows = try Row.fetchCursor(
      db,
      sql: sql,
      arguments: [context.epochID] + visibleArguments
    )
    while let row = try rows.next() {
      guard let kind = ResourceKind(rawValue: row[0]) else { continue }
      let number: Int64? =
        switch try Self.revision(row, 2) {
        case .number(let number): number
        case .large, nil: nil
        }
      body(kind, Instant(nanoseconds: row[1]), number)
    }
  }

  /// Calls `body` with the slices of an epoch and the addresses that they ever listed.
  public func forEachListedAddress(
    _ context: ClusterContext,
    _ body: (Int64, UnsafeBufferPointer<UInt8>) -> Void
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
      let isWhole = try row.withUnsafeData(atIndex: 2) { content in
        content?.withUnsafeBytes { Self.forEachText($0) { body(objectID, $0) } } ?? false
      }
      guard isWhole else { throw ProjectionDamage.malformedFacts(objectID: objectID) }
    }
  }

  /// Calls `body` with the runs of the objects that hold an address, or held it, at any revision.
  public func forEachRun(
    everHolding address: IPAddress,
    _ context: ClusterContext,
    _ body: (AddressRun) throws -> Void
  ) throws {
    guard knownAt == nil else {
      let last = try ResourceKind.allCases.compactMap { try lastRevision(of: $0, context) }.max()
      guard let last else { return }
      for run in try runs(of: .holders(of: address), in: .lowest...last, context) {
        try body(
          AddressRun(
            objectID: run.objectID,
            object: run.object,
            facts: run.facts,
            from: CompactRevision(run.validity.from),
            until: run.validity.until.map { CompactRevision($0) },
            beginsInferred: run.beginsInferred,
            endsInferred: run.endsInferred
          )
        )
      }
      return
    }
    for sql in Self.holderStatements {
      let rows = try Row.fetchCursor(
        db.cachedStatement(sql: sql),
        arguments: [context.epochID, Data(address.bytes)]
      )
      // The runs of an object follow one another.
      var last: (id: Int64, object: ObjectReference)?
      while let row = try rows.next() {
        let id: Int64 = row[0]
        let object: ObjectReference
        if let last, last.id == id {
          object = last.object
        } else {
          guard let kind = ResourceKind(rawValue: row[5]) else { continue }
          object = ObjectReference(
            slot: ObjectSlot(kind: kind, namespace: row[6], name: row[7]),
            uid: row[8]
          )
          last = (id, object)
        }
        try body(addressRun(row, id, object))
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

  private func addressRun(_ row: Row, _ id: Int64, _ object: ObjectReference) throws -> AddressRun {
    guard let from = try Self.revision(row, 1) else {
      throw ProjectionDamage.malformedFacts(objectID: id)
    }
    let content = try row.withUnsafeData(atIndex: 3) { $0.map { Array($0) } ?? [] }
    let flags = RunFlags(rawValue: row[4])
    return AddressRun(
      objectID: id,
      object: object,
      facts: try facts(content, id, object),
      from: from,
      until: try Self.revision(row, 2),
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
    func hand(
      _ number: Int64,
      _ content: [UInt8],
      _ from: CompactRevision,
      _ until: CompactRevision?
    ) throws {
      guard let facts = try? EndpointFacts(beginningOf: content) else {
        throw ProjectionDamage.malformedFacts(objectID: objectID)
      }
      try body(EndpointRun(number: number, facts: facts, from: from, until: until))
    }
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
        try hand(row.id, row.content, CompactRevision(row.from), until)
      }
      return
    }
    for end in ["until_revision IS NULL", "until_revision IS NOT NULL"] {
      let sql = """
        SELECT id, from_revision, until_revision, content FROM projection_run
        WHERE \(condition) AND superseded_at IS NULL AND \(end)
        """
      let rows = try Row.fetchCursor(db.cachedStatement(sql: sql), arguments: [objectID])
      while let row = try rows.next() {
        guard let from = try Self.revision(row, 1) else {
          throw ProjectionDamage.malformedFacts(objectID: objectID)
        }
        let content = try row.withUnsafeData(atIndex: 3) { $0.map { Array($0) } ?? [] }
        try hand(row[0], content, from, try Self.revision(row, 2))
      }
    }
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

  /// A revision of a row; nil where it has none.
  private static func revision(_ row: Row, _ index: Int) throws -> CompactRevision? {
    try row.withUnsafeData(atIndex: index) { data in
      data.flatMap { $0.withUnsafeBytes { CompactRevision(sortKey: $0) } }
    }
  }

  /// Calls `body` with the texts that a layout begins with; returns whether they are all there.
  private static func forEachText(
    _ bytes: UnsafeRawBufferPointer,
    _ body: (UnsafeBufferPointer<UInt8>) -> Void
  ) -> Bool {
    var index = 0
    func unsigned() -> Int? {
      var value = 0
      var shift = 0
      while index < bytes.count, shift < 56 {
        let byte = bytes[index]
        index += 1
        value |= Int(byte & 127) << shift
        if byte < 128 { return value }
        shift += 7
      }
      return nil
    }
    guard let count = unsigned() else { return false }
    for _ in 0..<count {
      guard let length = unsigned(), length <= bytes.count - index else { return false }
      let text = UnsafeRawBufferPointer(rebasing: bytes[index..<(index + length)])
      body(text.bindMemory(to: UInt8.self))
      index += length
    }
    return true
  }

  /// The slice of a number.
  public func slice(_ objectID: Int64) throws -> ObjectReference {
    try log.object(objectID)
  }
}
