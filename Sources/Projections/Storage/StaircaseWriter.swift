import EventLog
internal import Foundation
internal import GRDB
import TopologyModel

/// Keeps the proof staircase: per epoch and kind, the steps (observed at, revision) that no other
/// step of the kind beats with a higher revision at an earlier or equal time.
///
/// An observation that proves nothing new, but is the last one of its kind, extends the highest step
/// to its time: it tells until when the kind was observed.
struct StaircaseWriter {
  private struct Key: Hashable {
    var epochID: Int64
    var kind: ResourceKind
  }

  /// A step of the staircase.
  private struct Step {
    var observedAt: Instant
    var revision: Revision
  }

  /// The last step of each kind that was asked for; nil within where there is none.
  private var lasts: [Key: Step?] = [:]

  /// Adds what an event proves: at `observedAt` everything up to `revision` was committed.
  mutating func prove(
    _ revision: Revision,
    at observedAt: Instant,
    kind: ResourceKind,
    epochID: Int64,
    objectID: Int64?,
    position: Int64,
    _ statements: ProjectionStatements
  ) throws {
    let db = statements.db
    let key = Key(epochID: epochID, kind: kind)
    let step = Step(observedAt: observedAt, revision: revision)
    let last = try last(key, db: db)
    guard let last, observedAt <= last.observedAt || revision <= last.revision else {
      lasts[key] = step
      try insert(step, key, objectID: objectID, position: position, statements)
      return
    }
    if try isBeaten(revision, at: observedAt, key, db: db) {
      // It proves nothing new, but the kind was still being observed.
      guard observedAt > last.observedAt else { return }
      let later = Step(observedAt: observedAt, revision: last.revision)
      lasts[key] = later
      try insert(later, key, objectID: nil, position: position, statements)
      return
    }
    let observedLast = try supersede(step, key, position: position, db: db)
    lasts.removeValue(forKey: key)
    try insert(step, key, objectID: objectID, position: position, statements)
    if let observedLast, observedLast > observedAt {
      let later = Step(observedAt: observedLast, revision: revision)
      try insert(later, key, objectID: nil, position: position, statements)
    }
  }

  private func insert(
    _ step: Step,
    _ key: Key,
    objectID: Int64?,
    position: Int64,
    _ statements: ProjectionStatements
  ) throws {
    let insert = try statements.insertStep
    insert.bind(1, key.epochID)
    insert.bind(2, Int64(key.kind.rawValue))
    insert.bind(3, step.observedAt.nanoseconds)
    insert.bind(4, step.revision.packedKey)
    insert.bind(5, position)
    insert.bind(6, objectID)
    try insert.run()
  }

  /// Supersedes the steps that a new one beats; returns the last time at which one of them was
  /// observed.
  private func supersede(
    _ step: Step,
    _ key: Key,
    position: Int64,
    db: Database
  ) throws -> Instant? {
    let beaten = """
      WHERE epoch_id = ? AND kind = ? AND observed_at >= ? AND revision <= ?
        AND superseded_at IS NULL
      """
    let arguments: StatementArguments = [
      key.epochID, key.kind.rawValue, step.observedAt.nanoseconds, Data(step.revision.packedKey),
    ]
    let last = try Int64.fetchOne(
      db.cachedStatement(sql: "SELECT max(observed_at) FROM projection_step \(beaten)"),
      arguments: arguments
    )
    try db.cachedStatement(sql: "UPDATE projection_step SET superseded_at = ? \(beaten)")
      .execute(arguments: [position] + arguments)
    return last.map { Instant(nanoseconds: $0) }
  }

  /// Whether another object than `objectID` has a step at the same revision.
  mutating func isShared(
    _ revision: Revision,
    objectID: Int64,
    epochID: Int64,
    db: Database
  ) throws -> Bool {
    for kind in ResourceKind.allCases {
      guard let last = try last(Key(epochID: epochID, kind: kind), db: db),
        last.revision >= revision
      else { continue }
      let sql = """
        SELECT object_id FROM projection_step
        WHERE epoch_id = ? AND kind = ? AND revision = ? AND object_id IS NOT NULL
        """
      let others = try Int64.fetchAll(
        db.cachedStatement(sql: sql),
        arguments: [epochID, kind.rawValue, Data(revision.packedKey)]
      )
      if others.contains(where: { $0 != objectID }) { return true }
    }
    return false
  }

  /// The last step of a kind; nil where it has none.
  private mutating func last(_ key: Key, db: Database) throws -> Step? {
    if let known = lasts[key] { return known }
    let found = try loadLast(key, db: db)
    lasts.updateValue(found, forKey: key)
    return found
  }

  private func loadLast(_ key: Key, db: Database) throws -> Step? {
    let sql = """
      SELECT observed_at, revision FROM projection_step
      WHERE epoch_id = ? AND kind = ? AND superseded_at IS NULL
      ORDER BY observed_at DESC LIMIT 1
      """
    guard
      let row = try Row.fetchOne(
        db.cachedStatement(sql: sql),
        arguments: [key.epochID, key.kind.rawValue]
      ),
      let revision = try Revision(packedKey: row.value(1) as Data)
    else { return nil }
    return try Step(observedAt: Instant(nanoseconds: row.value(0)), revision: revision)
  }

  private func isBeaten(
    _ revision: Revision,
    at observedAt: Instant,
    _ key: Key,
    db: Database
  ) throws -> Bool {
    let sql = """
      SELECT revision FROM projection_step
      WHERE epoch_id = ? AND kind = ? AND observed_at <= ? AND superseded_at IS NULL
      ORDER BY observed_at DESC LIMIT 1
      """
    let best = try Data.fetchOne(
      db.cachedStatement(sql: sql),
      arguments: [key.epochID, key.kind.rawValue, observedAt.nanoseconds]
    )
    guard let best, let reached = Revision(packedKey: best) else { return false }
    return reached >= revision
  }
}
