internal import EventLog
internal import Foundation
internal import GRDB
public import TopologyModel

extension ProjectionSnapshot {
  /// R(T): what was proven by an instant.
  public func reached(
    at instant: Instant,
    _ context: ClusterContext
  ) throws -> RevisionVector {
    let key = SnapshotMemory.InstantKey(epochID: context.epochID, instant: instant)
    if let known = memory.reached[key] { return known }
    if let staircases = try staircases(context) { return staircases.reached(at: instant) }
    let found = Self.vector(try revisions(at: instant, context), context)
    memory.note(found, key)
    return found
  }

  /// The epoch's staircases, where they are in memory.
  ///
  /// What was found counts for as long as the snapshot does; look-ups in the store go on being counted.
  private func staircases(_ context: ClusterContext) throws -> EpochStaircases? {
    guard knownAt == nil, !asksTables, let shelf = log.shelf else { return nil }
    if let known = staircases[context.epochID] { return known }
    let found = try shelf.shared { StaircaseShelf() }.staircases(self, context)
    if let found { staircases[context.epochID] = found }
    return found
  }

  /// At least as many steps as all epochs have.
  func stepCountMax() throws -> Int64 {
    if let known = stepCount { return known }
    let sql = "SELECT max(rowid) FROM projection_step"
    let found = try Int64.fetchOne(db.cachedStatement(sql: sql)) ?? 0
    stepCount = found
    return found
  }

  private static func vector(
    _ byKind: [ResourceKind: Revision],
    _ context: ClusterContext
  ) -> RevisionVector {
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
    if let known = memory.times[Self.key(revision, kind, context)] { return known }
    if let staircases = try staircases(context) {
      return staircases.validTime(of: revision, kind: kind)
    }
    let proofs = try self.proofs(of: revision, context)
    note(proofs, of: revision, context)
    return context.sharesRevisions ? proofs.values.min() : proofs[kind]
  }

  private static func key(
    _ revision: Revision,
    _ kind: ResourceKind,
    _ context: ClusterContext
  ) -> SnapshotMemory.TimeKey {
    SnapshotMemory.TimeKey(
      epochID: context.epochID,
      kind: context.sharesRevisions ? nil : kind,
      revision: revision
    )
  }

  private func note(
    _ proofs: [ResourceKind: Instant],
    of revision: Revision,
    _ context: ClusterContext
  ) {
    if context.sharesRevisions {
      memory.note(proofs.values.min(), Self.key(revision, .service, context))
      return
    }
    for kind in ResourceKind.allCases {
      memory.note(proofs[kind], Self.key(revision, kind, context))
    }
  }

  /// The earliest instant at which a revision above one was proven.
  public func firstProof(
    above revision: Revision,
    kind: ResourceKind,
    _ context: ClusterContext
  ) throws -> Instant? {
    let key = Self.key(revision, kind, context)
    if let known = memory.proofsAbove[key] { return known }
    let proofs = try self.proofs(of: revision, isStrict: true, context)
    let found = context.sharesRevisions ? proofs.values.min() : proofs[kind]
    memory.note(found, proofAbove: key)
    return found
  }

  /// The greatest instant at which a revision of the epoch was proven.
  public func lastObservedAt(_ context: ClusterContext) throws -> Instant? {
    try ResourceKind.allCases.compactMap { try lastStep($0, context)?.observedAt }.max()
  }

  /// The greatest instant at which anything of the epoch was told.
  public func latestObservation(_ context: ClusterContext) throws -> Instant? {
    let sql = """
      SELECT max(at) FROM (
        SELECT max(observed_at) AS at FROM projection_listing
          WHERE epoch_id = ?1 AND position <= ?2
        UNION ALL SELECT max(opened_at) FROM projection_session
          WHERE epoch_id = ?1 AND opened_at_position <= ?2
        UNION ALL SELECT max(closed_at) FROM projection_session
          WHERE epoch_id = ?1 AND closed_at_position <= ?2)
      """
    let told = try Int64.fetchOne(
      db.cachedStatement(sql: sql),
      arguments: [context.epochID, basis.position.value]
    ).map { Instant(nanoseconds: $0) }
    return [told, try lastObservedAt(context)].compactMap { $0 }.max()
  }

  /// The highest revision seen of a kind.
  public func lastRevision(
    of kind: ResourceKind,
    _ context: ClusterContext
  ) throws -> Revision? {
    try lastStep(kind, context)?.revision
  }

  private func lastStep(
    _ kind: ResourceKind,
    _ context: ClusterContext
  ) throws -> SnapshotMemory.Step? {
    let key = SnapshotMemory.KindKey(epochID: context.epochID, kind: kind)
    if let known = memory.lastSteps[key] { return known }
    let found = try step(kind, context, by: Instant(nanoseconds: .max)).map {
      SnapshotMemory.Step(observedAt: $0.observedAt, revision: $0.revision)
    }
    memory.note(found, lastOf: key)
    return found
  }

  func step(
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
    guard let row, let revision = try Revision(packedKey: row.value(1) as Data) else { return nil }
    return try (Instant(nanoseconds: row.value(0)), revision)
  }

  /// The highest revision of each kind that was proven by an instant.
  private func revisions(
    at instant: Instant,
    _ context: ClusterContext
  ) throws -> [ResourceKind: Revision] {
    var found: [ResourceKind: Revision] = [:]
    try forStepOfEachKind(.reached, context) { statement in
      statement.bind(2, instant.nanoseconds)
    } body: { kind, row, column in
      found[kind] = Revision(packedKey: row.bytes(column))
    }
    return found
  }

  /// The earliest instant at which each kind proved a revision, or one above it.
  private func proofs(
    of revision: Revision,
    isStrict: Bool = false,
    _ context: ClusterContext
  ) throws -> [ResourceKind: Instant] {
    var found: [ResourceKind: Instant] = [:]
    try forStepOfEachKind(isStrict ? .proofAbove : .proof, context) { statement in
      statement.bind(2, revision.packedKey)
    } body: { kind, row, column in
      guard !row.isNull(column) else { return }
      found[kind] = Instant(nanoseconds: row.integer(column))
    }
    return found
  }

  /// Looks up one step of each kind in one statement; `bind` binds what is asked, and `body` has the
  /// row with the place of the kind's column.
  private func forStepOfEachKind(
    _ lookup: StepLookup,
    _ context: ClusterContext,
    bind: (DirectStatement) -> Void,
    body: (ResourceKind, DirectStatement, Int32) -> Void
  ) throws {
    let statement = try DirectStatement(db, lookup.text(isOfAll: knownAt == nil))
    statement.bind(1, context.epochID)
    bind(statement)
    if let knownAt { statement.bind(3, knownAt) }
    try statement.forEachRow { row in
      for (index, kind) in ResourceKind.allCases.enumerated() { body(kind, row, Int32(index)) }
    }
  }

  /// The condition on rows with `position` and `superseded_at` to be known at the basis.
  var visible: String {
    knownAt == nil
      ? "superseded_at IS NULL"
      : "position <= ? AND (superseded_at IS NULL OR superseded_at > ?)"
  }

  var visibleArguments: StatementArguments {
    knownAt.map { [$0, $0] } ?? []
  }

  /// The sessions and listings of a kind in an epoch, as known at the basis.
  public func coverage(
    of kind: ResourceKind,
    _ context: ClusterContext
  ) throws -> CoverageRecords {
    let key = SnapshotMemory.KindKey(epochID: context.epochID, kind: kind)
    if let known = memory.coverage[key] { return known }
    let last = try lastStep(kind, context)
    let records = CoverageRecords(
      sessions: try sessions(kind, context),
      listings: try listings(kind, context),
      lastObservedAt: try lastObservedAt(context),
      lastRevision: last?.revision
    )
    memory.note(records, key)
    return records
  }

  /// The timeline of `coverage(of:_:)`, computed once for each namespace that is asked about.
  public func coverageTimeline(
    of kind: ResourceKind,
    namespace: String?,
    _ context: ClusterContext
  ) throws -> CoverageTimeline {
    let namespace = kind.isNamespaced ? namespace : nil
    let key = SnapshotMemory.ScopeKey(
      epochID: context.epochID,
      kind: kind,
      namespace: namespace
    )
    if let known = memory.coverageTimelines[key] { return known }
    let timeline = CoverageTimeline(try coverage(of: kind, context), namespace: namespace)
    memory.note(timeline, key)
    return timeline
  }

  private func sessions(
    _ kind: ResourceKind,
    _ context: ClusterContext
  ) throws -> [CoverageRecords.Session] {
    let sql = """
      SELECT feed_id, namespace, selector, is_implied, opened_at, opened_revision, closed_at,
        closed_revision, closed_by, reason, closed_at_position, opened_at_position
      FROM projection_session
      WHERE epoch_id = ? AND kind = ? AND opened_at_position <= ?
      ORDER BY opened_at, session_start, feed_id
      """
    let position = basis.position.value
    let rows = try Row.fetchAll(
      db.cachedStatement(sql: sql),
      arguments: [context.epochID, kind.rawValue, position]
    )
    // What a file tells within a recorded session is no other session.
    let recorded = try rows.filter { !(try $0.value(3) as Bool) }
    return try rows.map { row in
      var session = try CoverageRecords.Session(
        feedID: row.value(0),
        namespace: row.value(1),
        selector: row.value(2),
        isImplied: row.value(3),
        openedAt: Instant(nanoseconds: row.value(4)),
        openedRevision: (row.value(5) as Data?).flatMap { Revision(packedKey: $0) },
        closedAt: nil,
        closedRevision: nil,
        ending: nil,
        delivered: false,
        reason: ""
      )
      if let closedAtPosition: Int64 = try row.value(10), closedAtPosition <= position {
        session.closedAt = try (row.value(6) as Int64?).map { Instant(nanoseconds: $0) }
        session.closedRevision = try (row.value(7) as Data?).flatMap { Revision(packedKey: $0) }
        session.ending = try (row.value(8) as Int?).flatMap { CoverageRecords.Ending(rawValue: $0) }
        session.reason = try row.value(9)
        if session.ending == .expired {
          session.delivered = try delivered(
            session,
            of: kind,
            openedBy: LogPosition(row.value(11)),
            context
          )
        }
      } else {
        let same = try recorded.filter {
          try ($0.value(1) as String?) == session.namespace
            && ($0.value(2) as String) == session.selector
        }
        let next = try same.first { try ($0.value(4) as Int64) > session.openedAt.nanoseconds }
        let last = try lastWord(of: row, kind, before: next, context)
        session.toldUntil = last?.observedAt
        session.toldRevision = last?.revision
        if let horizon = context.horizon, session.openedAt <= horizon.before,
          (last?.observedAt ?? horizon.before) <= horizon.before
        {
          session.toldBefore = horizon.toldAt[kind]
        }
      }
      return session
    }
  }

  /// The last word of a session that nothing says the end of, before another session of its scope.
  ///
  /// It is that of its kind; where a recorder watches one namespace, that of its feed, since other
  /// namespaces may go on telling of the kind.
  private func lastWord(
    of session: Row,
    _ kind: ResourceKind,
    before next: Row?,
    _ context: ClusterContext
  ) throws -> (observedAt: Instant, revision: Revision)? {
    let feedID: Int64 = try session.value(0)
    guard try (session.value(1) as String?) != nil, try isLive(feedID: feedID) else {
      let begun: Int64? = try next?.value(4)
      let bound = begun?.subtractingReportingOverflow(1).partialValue ?? .max
      return try step(kind, context, by: Instant(nanoseconds: bound))
    }
    let bound: Int64 =
      try next.flatMap { try $0.value(0) == feedID ? $0.value(11) as Int64 : nil } ?? .max
    let sql = """
      SELECT observed_at, revision FROM event
      WHERE feed_id = ? AND position >= ? AND position < ? AND position <= ?
        AND revision IS NOT NULL
      ORDER BY position DESC LIMIT 1
      """
    let row = try Row.fetchOne(
      db.cachedStatement(sql: sql),
      arguments: [feedID, try session.value(11) as Int64, bound, basis.position.value]
    )
    guard let row, let revision = try Revision(row.value(1) as String) else { return nil }
    return try (Instant(nanoseconds: row.value(0)), revision)
  }

  private func isLive(feedID: Int64) throws -> Bool {
    let sql = "SELECT format = ? FROM feed WHERE id = ?"
    let arguments: StatementArguments = [FeedDescription.liveFormat, feedID]
    return try Bool.fetchOne(db.cachedStatement(sql: sql), arguments: arguments) ?? false
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
      guard let revision = try Revision(packedKey: row.value(1) as Data) else {
        throw ProjectionDamage.malformedRevision(table: "projection_listing", id: try row.value(4))
      }
      return try CoverageRecords.Listing(
        namespace: row.value(0),
        revision: revision,
        observedAt: Instant(nanoseconds: row.value(2)),
        isImplied: row.value(3)
      )
    }
  }
}
