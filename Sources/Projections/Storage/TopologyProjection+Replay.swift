import EventLog
internal import GRDB
import TopologyModel

extension TopologyProjection {
  /// Folds the whole log into empty tables; throws `EventLogError.corrupt` where the body of an event
  /// cannot be understood.
  func replay(
    _ db: Database,
    log: LogSnapshot,
    progress: (LogPosition) -> Void
  ) throws {
    let head = try log.head().position
    let statements = ProjectionStatements(db)
    var revisions = ReplayedRevisions()
    let known = try log.horizons()
    horizons = Dictionary(uniqueKeysWithValues: known.map { ($0.clusterID, $0.details.before) })
    for horizon in known { try begin(at: horizon, db: db) }
    let ahead = ReadAhead()
    try log.replay(through: head, ahead: ahead.facts) { replayed in
      let stored = replayed.stored
      var appended = AppendedEvent(
        event: stored.event,
        clusterID: stored.clusterID,
        feedID: stored.feedID,
        objectID: stored.objectID,
        facts: replayed.facts,
        observation: nil,
        body: replayed.body
      )
      if let objectID = stored.objectID, let revision = stored.event.revision {
        appended.isLatest = revisions.pass(revision, objectID: objectID)
      }
      try read(&appended)
      try fold(appended, log: log, statements)
      progress(stored.event.position)
    }
    try db.execute(
      sql: "INSERT INTO projection_checkpoint VALUES (?, ?)",
      arguments: [ProjectionSchema.version, head.value]
    )
  }

  /// Reads what the body of a replayed event says, where that is not known yet; throws
  /// `EventLogError.corrupt` where it cannot be understood.
  private func read(_ appended: inout AppendedEvent) throws {
    let event = appended.event
    func damage(_ detail: String) -> EventLogError {
      .corrupt(position: event.position, detail: detail)
    }
    if event.type == .audited {
      guard let entry = try? AuditEntry(decoding: appended.body) else {
        throw damage("its audit entry cannot be read")
      }
      appended.audit = entry
    }
    if event.type.isObservation {
      guard let details = try? ObservationDetails(decoding: appended.body) else {
        throw damage("what it observed cannot be read")
      }
      appended.observation = details
    }
    if appended.facts == nil, event.type != .seen, event.assertion == .state,
      let object = event.object
    {
      do {
        appended.facts = try facts(of: appended.body, object: object)
      } catch {
        throw EventLogError.readingBody(of: event.position, error)
      }
    }
  }
}
