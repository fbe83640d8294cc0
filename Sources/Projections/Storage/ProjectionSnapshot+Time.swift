internal import Foundation
internal import GRDB
public import TopologyModel

extension ProjectionSnapshot {
  /// R(T): what was proven by an instant.
  public func reached(
    at instant: Instant,
    _ context: ClusterContext
  ) throws -> RevisionVector {
    var byKind: [ResourceKind: Revision] = [:]
    for kind in ResourceKind.allCases {
      byKind[kind] = try step(kind, context, by: instant)?.revision
    }
    guard context.sharesRevisions else { return RevisionVector(byKind) }
    guard let highest = byKind.values.max() else { return RevisionVector([:]) }
    return RevisionVector(all: highest)
  }

  /// R just before an instant.
  public func reached(
    before instant: Instant,
    _ context: ClusterContext
  ) throws -> RevisionVector {
    try reached(at: instant.advanced(byNanoseconds: -1), context)
  }

  /// The earliest instant at which a change's commit was proven.
  public func validTime(
    of revision: Revision,
    kind: ResourceKind,
    _ context: ClusterContext
  ) throws -> Instant? {
    let kinds = context.sharesRevisions ? ResourceKind.allCases : [kind]
    return try kinds.compactMap { try proof(of: revision, $0, context) }.min()
  }

  /// The greatest instant at which anything of the epoch was observed.
  public func lastObservedAt(_ context: ClusterContext) throws -> Instant? {
    try ResourceKind.allCases.compactMap {
      try step($0, context, by: Instant(nanoseconds: .max))?.observedAt
    }.max()
  }

  /// The highest revision seen of a kind.
  public func lastRevision(
    of kind: ResourceKind,
    _ context: ClusterContext
  ) throws -> Revision? {
    try step(kind, context, by: Instant(nanoseconds: .max))?.revision
  }

  private func step(
    _ kind: ResourceKind,
    _ context: ClusterContext,
    by instant: Instant
  ) throws -> (observedAt: Instant, revision: Revision)? {
    let sql = """
      SELECT observed_at, revision FROM projection_step
      WHERE epoch_id = ? AND kind = ? AND observed_at <= ? AND \(visible)
      ORDER BY observed_at DESC LIMIT 1
      """
    let row = try Row.fetchOne(
      db.cachedStatement(sql: sql),
      arguments: [context.epochID, kind.rawValue, instant.nanoseconds] + visibleArguments
    )
    guard let row, let revision = Revision(sortKey: row[1] as Data) else { return nil }
    return (Instant(nanoseconds: row[0]), revision)
  }

  private func proof(
    of revision: Revision,
    _ kind: ResourceKind,
    _ context: ClusterContext
  ) throws -> Instant? {
    let sql = """
      SELECT observed_at FROM projection_step
      WHERE epoch_id = ? AND kind = ? AND revision >= ? AND \(visible)
      ORDER BY revision LIMIT 1
      """
    return try Int64.fetchOne(
      db.cachedStatement(sql: sql),
      arguments: [context.epochID, kind.rawValue, Data(revision.sortKey)] + visibleArguments
    ).map { Instant(nanoseconds: $0) }
  }

  /// The condition on rows with `position` and `superseded_at` to be known at the basis.
  private var visible: String {
    knownAt == nil
      ? "superseded_at IS NULL"
      : "position <= ? AND (superseded_at IS NULL OR superseded_at > ?)"
  }

  private var visibleArguments: StatementArguments {
    knownAt.map { [$0, $0] } ?? []
  }

  /// The sessions and listings of a kind in an epoch, as known at the basis.
  public func coverage(
    of kind: ResourceKind,
    _ context: ClusterContext
  ) throws -> CoverageRecords {
    let last = try step(kind, context, by: Instant(nanoseconds: .max))
    return CoverageRecords(
      sessions: try sessions(kind, context),
      listings: try listings(kind, context),
      lastObservedAt: last?.observedAt,
      lastRevision: last?.revision
    )
  }

  private func sessions(
    _ kind: ResourceKind,
    _ context: ClusterContext
  ) throws -> [CoverageRecords.Session] {
    let sql = """
      SELECT feed_id, namespace, selector, is_implied, opened_at, opened_revision, closed_at,
        closed_revision, closed_by, reason, closed_at_position
      FROM projection_session
      WHERE epoch_id = ? AND kind = ? AND opened_at_position <= ?
      ORDER BY opened_at, session_start, feed_id
      """
    let position = basis.position.value
    let rows = try Row.fetchAll(
      db.cachedStatement(sql: sql),
      arguments: [context.epochID, kind.rawValue, position]
    )
    return rows.map { row in
      var session = CoverageRecords.Session(
        feedID: row[0],
        namespace: row[1],
        selector: row[2],
        isImplied: row[3],
        openedAt: Instant(nanoseconds: row[4]),
        openedRevision: (row[5] as Data?).flatMap { Revision(sortKey: $0) },
        closedAt: nil,
        closedRevision: nil,
        ending: nil,
        reason: ""
      )
      if let closedAtPosition: Int64 = row[10], closedAtPosition <= position {
        session.closedAt = (row[6] as Int64?).map { Instant(nanoseconds: $0) }
        session.closedRevision = (row[7] as Data?).flatMap { Revision(sortKey: $0) }
        session.ending = (row[8] as Int?).flatMap { CoverageRecords.Ending(rawValue: $0) }
        session.reason = row[9]
      }
      return session
    }
  }

  private func listings(
    _ kind: ResourceKind,
    _ context: ClusterContext
  ) throws -> [CoverageRecords.Listing] {
    let sql = """
      SELECT namespace, revision, observed_at, is_implied, position FROM projection_listing
      WHERE epoch_id = ? AND kind = ? AND position <= ? AND selector = ''
      ORDER BY revision, observed_at, position
      """
    let rows = try Row.fetchAll(
      db.cachedStatement(sql: sql),
      arguments: [context.epochID, kind.rawValue, basis.position.value]
    )
    return try rows.map { row in
      guard let revision = Revision(sortKey: row[1] as Data) else {
        throw ProjectionDamage.malformedRevision(table: "projection_listing", id: row[4])
      }
      return CoverageRecords.Listing(
        namespace: row[0],
        revision: revision,
        observedAt: Instant(nanoseconds: row[2]),
        isImplied: row[3]
      )
    }
  }
}
