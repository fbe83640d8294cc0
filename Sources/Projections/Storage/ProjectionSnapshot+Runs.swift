import EventLog
internal import Foundation
internal import GRDB
public import TopologyModel

extension ProjectionSnapshot {
  /// The runs of objects that are valid somewhere in a stretch of revisions.
  public func runs(
    of selection: RunSelection,
    in stretch: ClosedRange<Revision>,
    _ context: ClusterContext
  ) throws -> [FactRun<ObjectFacts>] {
    let found: [FactRun<ObjectFacts>]
    switch selection {
    case .kind(let kind, let namespace):
      found = try scopes(of: kind, namespace: namespace, context).flatMap { scope in
        try overlapping("scope_id = ? AND part = 0", scope.id, stretch)
      }.map { try run($0, object($0.objectID)) }
    case .pods(let selector, let namespace):
      return try runs(of: .kind(.pod, namespace: namespace), in: stretch, context)
        .filter { $0.isPod(selectedBy: selector) }
    case .slot(let slot): found = try ownRuns(numbers(of: slot, context), stretch)
    case .named(let name, let kind):
      found = try ownRuns(numbers(named: name, kind, context), stretch)
    case .uid(let uid, let kind):
      let ids = try numbers(ofUID: uid, context)
      found = try ownRuns(ids.filter { try object($0).slot.kind == kind }, stretch)
    case .slices(let service, let namespace):
      found = try ownRuns(sliceIDs(service, namespace, context), stretch)
    case .holders(let address):
      let ids = try selection.kinds.flatMap { try holders(of: address, kind: $0, context) }
      found = try ownRuns(ids, stretch)
    }
    return found.sorted { left, right in
      left.validity.from != right.validity.from
        ? left.validity.from < right.validity.from : left.object < right.object
    }
  }

  /// The runs of a slice's endpoints that are valid somewhere in a stretch of revisions.
  public func endpointRuns(
    ofSlice objectID: Int64,
    object: ObjectReference,
    in stretch: ClosedRange<Revision>
  ) throws -> [FactRun<EndpointFacts>] {
    let condition = "object_id = ? AND part = \(RunPart.endpoint.rawValue)"
    return try overlapping(condition, objectID, stretch)
      .sorted { left, right in
        left.from != right.from ? left.from < right.from : left.isRead(before: right)
      }
      .map { row in
        guard let facts = try? EndpointFacts(layout: row.content) else {
          throw ProjectionDamage.malformedFacts(objectID: objectID)
        }
        return run(row, object, facts: facts)
      }
  }

  /// The runs of a slice's endpoint count that are valid somewhere in a stretch of revisions.
  public func endpointCountRuns(
    ofSlice objectID: Int64,
    object: ObjectReference,
    in stretch: ClosedRange<Revision>
  ) throws -> [FactRun<Int>] {
    let condition = "object_id = ? AND part = \(RunPart.endpointCount.rawValue)"
    return try overlapping(condition, objectID, stretch).sorted { $0.from < $1.from }
      .map { row in
        var reader = ByteReader(row.content)
        guard let count = try? reader.unsigned() else {
          throw ProjectionDamage.malformedFacts(objectID: objectID)
        }
        return run(row, object, facts: Int(truncatingIfNeeded: count))
      }
  }

  /// The objects valid at a revision that hold an IP address, or held it at another one.
  public func objects(
    holding address: IPAddress,
    kind: ResourceKind,
    at revision: Revision,
    _ context: ClusterContext
  ) throws -> [FactRun<ObjectFacts>] {
    try holders(of: address, kind: kind, context)
      .compactMap { try ownRun($0, at: revision) }
      .sorted { $0.object < $1.object }
  }

  private func holders(
    of address: IPAddress,
    kind: ResourceKind,
    _ context: ClusterContext
  ) throws -> [Int64] {
    let sql = """
      SELECT object_id FROM projection_address
      WHERE epoch_id = ? AND address = ? AND kind = ? ORDER BY object_id
      """
    return try Int64.fetchAll(
      db.cachedStatement(sql: sql),
      arguments: [context.epochID, Data(address.bytes), kind.rawValue]
    )
  }

  /// The objects' own runs that are valid somewhere in a stretch.
  private func ownRuns(
    _ ids: [Int64],
    _ stretch: ClosedRange<Revision>
  ) throws -> [FactRun<ObjectFacts>] {
    var found: [FactRun<ObjectFacts>] = []
    for id in ids {
      guard let known = try ownRuns(id) else {
        found += try overlapping("object_id = ? AND part = 0", id, stretch)
          .map { try run($0, object(id)) }
        continue
      }
      for (place, row) in known.rows.enumerated() where row.isValid(in: stretch) {
        found.append(try ownRun(id, known, place))
      }
    }
    return found
  }

  /// The rows that meet a condition with one argument and are valid somewhere in a stretch.
  func overlapping(
    _ condition: String,
    _ argument: Int64,
    _ stretch: ClosedRange<Revision>
  ) throws -> [RunRow] {
    let first = Data(stretch.lowerBound.packedKey)
    let last = Data(stretch.upperBound.packedKey)
    let selected = "SELECT \(RunRow.columns) FROM projection_run WHERE \(condition)"
    if let knownAt {
      return try RunRow.known(
        "\(selected) AND \(RunRow.knownCondition)",
        arguments: [argument],
        through: stretch.upperBound,
        endingAfter: stretch.lowerBound,
        knownAt: knownAt,
        db
      )
    }
    let open =
      "\(selected) AND until_revision IS NULL AND superseded_at IS NULL AND from_revision <= ?"
    let closed = """
      SELECT \(RunRow.columns) FROM \(RunSpans.table) CROSS JOIN projection_run
      WHERE \(condition) AND \(RunSpans.overlap) AND superseded_at IS NULL
      """
    return try RunRow.fetch(open, [argument, last], db)
      + RunRow.fetch(
        closed,
        RunSpans.bounds(behind: stretch.upperBound) + [argument, first, last],
        db
      )
  }
}
