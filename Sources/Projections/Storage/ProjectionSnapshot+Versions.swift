public import EventLog
internal import Foundation
internal import GRDB
internal import KubernetesObjects
public import TopologyModel

extension ProjectionSnapshot {
  /// The version of an object that holds at a revision.
  public func version(
    ofObject objectID: Int64,
    object: ObjectReference,
    at revision: Revision
  ) throws -> FactRun<ObjectVersion>? {
    let position = try log.stateEvent(ofObject: objectID, at: revision, through: basis.position)
    guard let position, let stored = try log.event(at: position) else { return nil }
    let next = try log.nextAssertion(
      ofObject: objectID,
      after: revision,
      before: LogPosition(basis.position.value + 1)
    )
    var found = try version(stored, object, until: next?.revision)
    found?.endsInferred = next.map { !$0.isWatched } ?? false
    return found
  }

  /// Everything that the log asserts of an object, by revision.
  public func versions(
    ofObject objectID: Int64,
    object: ObjectReference
  ) throws -> [FactRun<ObjectVersion>] {
    let events = try events(ofObject: objectID).filter { $0.event.type != .seen }
    var versions: [FactRun<ObjectVersion>] = []
    for stored in events {
      guard let found = try version(stored, object, until: nil) else { continue }
      if let last = versions.last {
        // Of several bodies under one revision the first counts (architecture.md section 2).
        if last.validity.from == found.validity.from, last.facts.isEnd == found.facts.isEnd {
          continue
        }
        versions[versions.count - 1].validity.until = found.validity.from
        versions[versions.count - 1].endsInferred = found.beginsInferred
      }
      versions.append(found)
    }
    guard let last = versions.last, !last.facts.isEnd else { return versions }
    // Only a listing told the end: it lies somewhere before that.
    if let run = try rows(objectID, .object, at: last.validity.from).first,
      run.flags.contains(.endsInferred), let end = run.until
    {
      let event = LogPosition(run.untilKnownFrom ?? last.event.value)
      versions[versions.count - 1].validity.until = end
      versions[versions.count - 1].endsInferred = true
      versions.append(
        FactRun(
          objectID: objectID,
          object: object,
          facts: ObjectVersion(event: event, type: .listingComplete),
          validity: HalfOpenInterval(from: end, until: nil),
          event: event,
          beginsInferred: true,
          endsInferred: false
        )
      )
    }
    return versions
  }

  /// The events of an object through the basis, by revision, then position.
  public func events(ofObject objectID: Int64) throws -> [StoredEvent] {
    try log.events(ofObject: objectID, through: basis.position)
  }

  /// Every object of a kind that the log has had, ordered by slot, then number.
  public func incarnations(
    kind: ResourceKind,
    namespace: String?,
    _ context: ClusterContext
  ) throws -> [(id: Int64, object: ObjectReference)] {
    let sql = """
      SELECT id, namespace, name, uid FROM object
      WHERE cluster_id = ? AND epoch = ? AND kind = ? AND (? IS NULL OR namespace = ?)
        AND EXISTS (SELECT 1 FROM object_event WHERE object_id = id AND position <= ?)
      ORDER BY namespace, name, id
      """
    return try Row.fetchAll(
      db.cachedStatement(sql: sql),
      arguments: [
        context.clusterID, context.epoch, kind.rawValue, namespace, namespace,
        basis.position.value,
      ]
    ).map { row in
      let slot = try ObjectSlot(kind: kind, namespace: row.value(1), name: row.value(2))
      return try (row.value(0), ObjectReference(slot: slot, uid: row.value(3)))
    }
  }

  /// The objects that a UID has named in an epoch, with their numbers.
  public func incarnations(
    uid: String,
    kind: ResourceKind,
    _ context: ClusterContext
  ) throws -> [(id: Int64, object: ObjectReference)] {
    try known(log.objectIDs(clusterID: context.clusterID, epoch: context.epoch, uid: uid))
      .map { ($0, try log.object($0)) }
      .filter { $0.object.slot.kind == kind }
  }

  /// The objects that a slot has held in an epoch, with their numbers, in order of first append.
  public func objects(
    everIn slot: ObjectSlot,
    _ context: ClusterContext
  ) throws -> [(id: Int64, object: ObjectReference)] {
    try known(numbers(of: slot, context)).map { ($0, try log.object($0)) }
  }

  /// Those of some numbers of objects that the log had by the basis.
  func known(_ ids: [Int64]) throws -> [Int64] {
    try ids.filter { id in
      try Int.fetchOne(
        db.cachedStatement(
          sql: "SELECT 1 FROM object_event WHERE object_id = ? AND position <= ? LIMIT 1"
        ),
        arguments: [id, basis.position.value]
      ) != nil
    }
  }

  /// The body of an event as a tree; nil where the event has none.
  public func document(of event: LogPosition) throws -> ObjectDocument? {
    let bytes = try body(of: event)
    guard !bytes.isEmpty else { return nil }
    do {
      return try JSONParser().withDocument(bytes) { $0.document }
    } catch {
      throw EventLogError.readingBody(of: event, error)
    }
  }

  /// The first position at which the log proved a revision, or one above it.
  public func firstPosition(
    proving revision: Revision,
    _ context: ClusterContext
  ) throws -> LogPosition? {
    let sql = "SELECT min(position) FROM projection_step WHERE epoch_id = ? AND revision >= ?"
    return try Int64.fetchOne(
      db.cachedStatement(sql: sql),
      arguments: [context.epochID, Data(revision.packedKey)]
    ).map { LogPosition($0) }
  }

  private func version(
    _ stored: StoredEvent,
    _ object: ObjectReference,
    until: Revision?
  ) throws -> FactRun<ObjectVersion>? {
    guard let id = stored.objectID, let revision = stored.event.revision else { return nil }
    // Which feed told it first says nothing: another may have watched it.
    let isWatched =
      try stored.event.evidence.channel == .watch
      || stored.event.type.assertion.map {
        try log.isWatched($0, ofObject: id, at: revision, through: basis.position)
      } ?? false
    return FactRun(
      objectID: id,
      object: object,
      facts: ObjectVersion(event: stored.event.position, type: stored.event.type),
      validity: HalfOpenInterval(from: revision, until: until),
      event: stored.event.position,
      beginsInferred: try !isWatched || isBase(stored),
      endsInferred: false
    )
  }
}
