public import EventLog
internal import GRDB
internal import KubernetesObjects
public import TopologyModel

/// The inline projection: runs of facts, the proof staircase and coverage, kept in the transaction
/// that appends.
public final class TopologyProjection: AppendParticipant, @unchecked Sendable {
  // Touched only inside the store's writing transactions, one at a time.
  var registry = ProjectionRegistry()
  private var staircase = StaircaseWriter()
  private var listings = ListingMembership()
  private var forgottenEnds = ForgottenEnds()
  private var openRuns = OpenRuns()
  /// Before which instant clusters were forgotten, in a replay.
  var horizons: [Int64: Instant] = [:]
  private var parser = JSONParser()

  /// Creates the projection; give it to the store that is opened for writing.
  public init() {}

  /// Creates the tables of a new store, and rebuilds those of another version or behind the log.
  public func prepare(_ connection: StoreConnection, log: LogSnapshot) throws {
    let db = try database(connection)
    let head = try log.head().position.value
    let found = try ProjectionSchema.checkpoint(db)
    if let found, found.version == ProjectionSchema.version, found.position == head { return }
    try rebuild(db, log: log)
  }

  /// Folds events into the projections.
  public func apply(
    _ events: [AppendedEvent],
    _ connection: StoreConnection,
    log: LogSnapshot
  ) throws {
    let db = try database(connection)
    let statements = ProjectionStatements(db)
    for event in events { try fold(event, log: log, statements) }
    guard let last = events.last else { return }
    try db.execute(
      sql: "UPDATE projection_checkpoint SET position = ?",
      arguments: [last.event.position.value]
    )
  }

  /// Forgets what it learned in a transaction that did not commit.
  public func discardUncommitted() {
    registry = ProjectionRegistry()
    staircase = StaircaseWriter()
    listings = ListingMembership()
    forgottenEnds = ForgottenEnds()
    openRuns = OpenRuns()
    horizons = [:]
  }

  /// Drops the projections and replays the whole log; `progress` hears of every position.
  public func rebuild(
    in log: SQLiteEventLog,
    progress: (LogPosition) -> Void = { _ in }
  ) throws {
    try log.maintain { snapshot in
      try rebuild(database(snapshot.connection), log: snapshot, progress: progress)
    }
  }

  /// Replays the log beside the stored projections, which stay as they are, and compares; returns
  /// the first line of the canonical dump that differs, or nil.
  public static func firstDifference(
    _ log: LogSnapshot,
    progress: (LogPosition) -> Void = { _ in }
  ) throws -> ProjectionDifference? {
    let log = log.unshelved
    let stored = try ProjectionSnapshot(log).dump()
    let projection = TopologyProjection()
    let db = try projection.database(log.connection)
    try ProjectionSchema.create(db, isTemporary: true)
    defer { try? ProjectionSchema.drop(db, isTemporary: true) }
    try projection.replay(db, log: log, progress: progress)
    let replayed = try ProjectionSnapshot(log).dump()
    return ProjectionDifference(stored: stored, replayed: replayed)
  }

  private func rebuild(
    _ db: Database,
    log: LogSnapshot,
    progress: (LogPosition) -> Void = { _ in }
  ) throws {
    discardUncommitted()
    try ProjectionSchema.drop(db)
    try ProjectionSchema.create(db)
    try replay(db, log: log, progress: progress)
  }

  func database(_ connection: StoreConnection) throws -> Database {
    guard let db = connection.handle as? Database else {
      throw EventLogError.malformedDraft(detail: "the connection is not SQLite's")
    }
    return db
  }

  func fold(
    _ appended: AppendedEvent,
    log: LogSnapshot,
    _ statements: ProjectionStatements
  ) throws {
    let db = statements.db
    guard appended.event.type != .forgotten else { return forgottenEnds.forget() }
    let (appended, isBase) = atHorizon(appended)
    let event = appended.event
    if let entry = appended.audit {
      try fold(appended, entry, db: db)
      return
    }
    let epoch = try registry.epoch(
      clusterID: appended.clusterID,
      number: event.epoch,
      observedAt: event.observedAt,
      position: event.position.value,
      db: db
    )
    if let details = appended.observation {
      try fold(appended, details, epoch: epoch, isBase: isBase, log: log, statements)
      return
    }
    guard let objectID = appended.objectID, let object = event.object,
      let revision = event.revision, let assertion = event.assertion
    else { return }
    if event.evidence.channel == .watch, !isBase {
      if epoch.unsharedFrom == nil,
        try staircase.isShared(revision, objectID: objectID, epochID: epoch.id, db: db)
      {
        try registry.stopSharing(epoch, from: event.position.value, db: db)
      }
      try staircase.prove(
        revision,
        at: event.observedAt,
        kind: object.slot.kind,
        epochID: epoch.id,
        objectID: objectID,
        position: event.position.value,
        statements
      )
    }
    if event.type == .seen {
      guard event.evidence.channel == .watch, !isBase else { return }
      try RunEditor(statements).confirm(
        objectID: objectID,
        revision: revision,
        event: event.position.value,
        &openRuns
      )
      return
    }
    try fold(
      appended,
      assertion: assertion,
      object: object,
      objectID: objectID,
      revision: revision,
      epoch: epoch,
      isBase: isBase,
      log: log,
      statements
    )
  }

  /// Folds an audit entry, which tells no state, and proves no time: an epoch that has nothing else
  /// has not begun.
  private func fold(_ appended: AppendedEvent, _ entry: AuditEntry, db: Database) throws {
    _ = try registry.epoch(
      clusterID: appended.clusterID,
      number: appended.event.epoch,
      observedAt: Instant(nanoseconds: .max),
      position: appended.event.position.value,
      db: db
    )
    try AuditEntryWriter(db: db).add(entry, appended)
  }

  private func fold(
    _ appended: AppendedEvent,
    assertion: EventType.Assertion,
    object: ObjectReference,
    objectID: Int64,
    revision: Revision,
    epoch: ProjectionRegistry.Epoch,
    isBase: Bool,
    log: LogSnapshot,
    _ statements: ProjectionStatements
  ) throws {
    let db = statements.db
    let position = appended.event.position
    let next = try nextMark(
      object: object,
      objectID: objectID,
      after: revision,
      isLatest: appended.isLatest,
      position: position,
      epoch: epoch,
      log: log,
      db: db
    )
    let change = RunEditor.Change(
      scopeID: try registry.scopeID(
        epochID: epoch.id,
        kind: object.slot.kind,
        namespace: object.slot.namespace,
        db: db
      ),
      objectID: objectID,
      from: revision,
      until: next?.revision,
      event: position.value,
      isInferred: appended.event.evidence.channel == .listing || isBase,
      following: next.map { ($0.event, $0.isInferred) }
    )
    switch assertion {
    case .state:
      let facts = try appended.facts ?? facts(of: appended.body, object: object)
      guard try set(facts, change, statements) else { return }
      for address in facts.addresses {
        try registry.note(address, of: object.slot.kind, objectID, epochID: epoch.id, db: db)
      }
    case .deleted, .leftFilter:
      try clear(kind: object.slot.kind, change, statements)
      guard !change.isInferred else { return }
      // A listing at this very revision, or a horizon, may have ended it already.
      if appended.isLatest,
        try !listings.mayReach(revision, kind: object.slot.kind, epochID: epoch.id, db: db),
        try forgottenEnd(of: object, epoch, log: log) == nil
      {
        return
      }
      try RunEditor(statements).confirm(
        objectID: objectID,
        revision: revision,
        event: position.value,
        &openRuns
      )
    }
  }

  /// Reads facts back from a stored body.
  func facts(of body: [UInt8], object: ObjectReference) throws -> ObjectFacts {
    try parser.withDocument(body) { root in
      try ObjectDecoder.decode(root, kind: object.slot.kind).facts
    }
  }

  /// Sets what a state says; returns whether that changes what the object itself holds.
  private func set(
    _ facts: ObjectFacts,
    _ change: RunEditor.Change,
    _ statements: ProjectionStatements
  ) throws -> Bool {
    let db = statements.db
    let editor = RunEditor(statements)
    switch facts {
    case .service(let service):
      return try editor.set([service.layoutBytes()], part: .object, change, &openRuns)
    case .node(let node):
      return try editor.set([node.layoutBytes()], part: .object, change, &openRuns)
    case .pod(let pod):
      let template = try registry.templateID(of: pod.templateBytes(), db: db)
      let placement = try registry.templateID(of: pod.placementBytes(), db: db)
      let state = pod.stateBytes(template: template, placement: placement)
      return try editor.set([state], part: .object, change, &openRuns)
    case .endpointSlice(let slice, let endpoints):
      let template = try registry.templateID(of: slice.headerBytes(), db: db)
      var header = ByteWriter()
      header.write(integer: template)
      let hasChanged = try editor.set([header.bytes], part: .object, change, &openRuns)
      let layouts = openRuns.layouts(of: endpoints, ofSlice: change.objectID)
      try editor.set(layouts, part: .endpoint, change, &openRuns)
      openRuns.note(endpoints, ofSlice: change.objectID)
      var count = ByteWriter()
      count.write(unsigned: UInt64(endpoints.count))
      try editor.set([count.bytes], part: .endpointCount, change, &openRuns)
      if hasChanged, let service = slice.serviceName {
        let insert = try statements.insertSlice
        insert.bind(1, change.scopeID)
        insert.bind(2, service)
        insert.bind(3, change.objectID)
        try insert.run()
      }
      return hasChanged
    }
  }

  private func clear(
    kind: ResourceKind,
    _ change: RunEditor.Change,
    _ statements: ProjectionStatements
  ) throws {
    let editor = RunEditor(statements)
    try editor.set([], part: .object, change, &openRuns)
    guard kind == .endpointSlice else { return }
    try editor.set([], part: .endpoint, change, &openRuns)
    try editor.set([], part: .endpointCount, change, &openRuns)
  }

  private func forgottenEnd(
    of object: ObjectReference,
    _ epoch: ProjectionRegistry.Epoch,
    log: LogSnapshot
  ) throws -> ForgottenEnds.End? {
    try forgottenEnds.end(of: object, clusterID: epoch.clusterID, epoch: epoch.number, log: log)
  }

  /// The first revision above `revision` at which the log says something of the object: a state,
  /// an end, also one that a horizon knows of, or a complete listing without it.
  private func nextMark(
    object: ObjectReference,
    objectID: Int64,
    after revision: Revision,
    isLatest: Bool,
    position: LogPosition,
    epoch: ProjectionRegistry.Epoch,
    log: LogSnapshot,
    db: Database
  ) throws -> (revision: Revision, event: Int64, isInferred: Bool)? {
    let asserted =
      isLatest
      ? nil
      : try log.nextAssertion(ofObject: objectID, after: revision, before: position)
    let forgotten = try forgottenEnd(of: object, epoch, log: log).flatMap { end in
      let isNext = end.revision > revision && asserted.map { end.revision < $0.revision } ?? true
      return isNext ? end : nil
    }
    let lacking = try listings.firstLacking(
      uid: object.uid,
      kind: object.slot.kind,
      namespace: object.slot.namespace,
      after: revision,
      upTo: forgotten?.revision ?? asserted?.revision,
      epochID: epoch.id,
      before: position.value,
      log: log,
      db: db
    )
    if let lacking { return (lacking.revision, lacking.position, true) }
    if let forgotten { return (forgotten.revision, forgotten.position, true) }
    return asserted.map { ($0.revision, $0.position.value, !$0.isWatched) }
  }

  private func fold(
    _ appended: AppendedEvent,
    _ details: ObservationDetails,
    epoch: ProjectionRegistry.Epoch,
    isBase: Bool,
    log: LogSnapshot,
    _ statements: ProjectionStatements
  ) throws {
    let db = statements.db
    let event = appended.event
    let coverage = CoverageWriter(db: db)
    // What a base holds was proven before its horizon.
    func prove(_ revision: Revision) throws {
      guard !isBase else { return }
      try staircase.prove(
        revision,
        at: event.observedAt,
        kind: details.kind,
        epochID: epoch.id,
        objectID: nil,
        position: event.position.value,
        statements
      )
    }
    switch event.type {
    case .listingComplete:
      guard let revision = event.revision else { return }
      try coverage.addListing(appended, details, epochID: epoch.id)
      try prove(revision)
      try endUnlisted(
        appended,
        details,
        revision: revision,
        epoch: epoch,
        log: log,
        statements
      )
    case .bookmark:
      if let revision = event.revision { try prove(revision) }
    case .watchOpened:
      try coverage.open(appended, details, epochID: epoch.id)
    case .watchClosed, .watchExpired, .feedPaused, .permissionLost:
      try coverage.close(appended, details, epochID: epoch.id)
    case .listingBegun, .feedResumed, .added, .modified, .deleted, .replaced, .leftFilter, .seen,
      .audited, .forgotten:
      break
    }
  }

  /// Ends, at a complete listing's revision, every object of its scope that it lacks.
  private func endUnlisted(
    _ appended: AppendedEvent,
    _ details: ObservationDetails,
    revision: Revision,
    epoch: ProjectionRegistry.Epoch,
    log: LogSnapshot,
    _ statements: ProjectionStatements
  ) throws {
    let db = statements.db
    let position = appended.event.position
    let listed = Set(details.members.map { $0.uid })
    guard !details.isImplied, details.selector.isEmpty else { return }
    listings.note(
      position: position.value,
      revision: revision,
      kind: details.kind,
      epochID: epoch.id,
      members: listed
    )
    for row in try Self.openObjects(details, at: revision, epochID: epoch.id, db: db) {
      let object = try log.object(row.objectID)
      guard !listed.contains(object.uid) else { continue }
      let next = try nextMark(
        object: object,
        objectID: row.objectID,
        after: revision,
        isLatest: false,
        position: position,
        epoch: epoch,
        log: log,
        db: db
      )
      try clear(
        kind: details.kind,
        RunEditor.Change(
          scopeID: row.scopeID,
          objectID: row.objectID,
          from: revision,
          until: next?.revision,
          event: position.value,
          isInferred: true,
          following: next.map { ($0.event, $0.isInferred) }
        ),
        statements
      )
    }
  }

  private static func openObjects(
    _ details: ObservationDetails,
    at revision: Revision,
    epochID: Int64,
    db: Database
  ) throws -> [RunRow] {
    let scopes = try ScopeRows.matching(
      epochID: epochID,
      kind: details.kind,
      namespace: details.namespace,
      db
    )
    return try scopes.flatMap { try ScopeRows.validRuns(scopeID: $0.id, at: revision, db) }
  }
}
