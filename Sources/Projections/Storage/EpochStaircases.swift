import EventLog
internal import GRDB
import TopologyModel

/// The proof staircases of an epoch in memory, as they stand at a moment of the store.
///
/// It holds 16 bytes for each instant at which something new was proven.
struct EpochStaircases: Sendable {
  /// The moment that they stand at.
  private var moment: SnapshotShelf.Moment
  /// The first and the last row that were read: what tells later that those read are there still.
  private var rowRange: ClosedRange<Int64>
  private let isShared: Bool
  /// Of all kinds together, where they share a counter.
  private var shared = ProofStaircase()
  private var own: [ResourceKind: ProofStaircase] = [:]
  /// The greatest time and revision of each kind: what comes behind both supersedes nothing.
  private var lasts: [ResourceKind: (time: Int64, revision: Int64)] = [:]

  /// Reads all steps of an epoch; nil where a revision has more digits than 64 bits hold.
  init?(_ snapshot: ProjectionSnapshot, _ context: ClusterContext) throws {
    guard let moment = snapshot.moment, let found = try Self.rowRange(snapshot) else { return nil }
    self.moment = moment
    rowRange = found
    isShared = context.sharesRevisions
    let sql = """
      SELECT rowid, kind, observed_at, revision FROM projection_step NOT INDEXED
      WHERE epoch_id = ? AND superseded_at IS NULL
      """
    let rows = try DirectStatement(snapshot.db, sql, [context.epochID])
    guard try add(rows, isAfterAll: false) else { return nil }
  }

  /// Whether they stand at a later moment than others.
  func isLater(than other: EpochStaircases) -> Bool { isLater(than: other.moment.position) }

  /// Whether they stand at a later moment than a position.
  func isLater(than position: LogPosition) -> Bool { moment.position > position }

  /// The same as they stand at a later moment; nil where steps were superseded since, or the store's
  /// tables are others.
  func extended(
    to snapshot: ProjectionSnapshot,
    _ context: ClusterContext
  ) throws -> EpochStaircases? {
    guard context.sharesRevisions == isShared, let now = snapshot.moment,
      now.schema == moment.schema
    else { return nil }
    if now == moment { return self }
    guard now.position > moment.position, let found = try Self.rowRange(snapshot),
      found.lowerBound == rowRange.lowerBound, found.upperBound >= rowRange.upperBound,
      // Of a position that was forgotten there is no hash.
      (try? snapshot.log.hash(at: moment.position)) == moment.hash
    else { return nil }
    var later = self
    let sql = """
      SELECT rowid, kind, observed_at, revision FROM projection_step
      WHERE rowid > ? AND +epoch_id = ?
      """
    let rows = try DirectStatement(snapshot.db, sql, [rowRange.upperBound, context.epochID])
    guard try later.add(rows, isAfterAll: true) else { return nil }
    (later.moment, later.rowRange) = (now, found)
    return later
  }

  /// Adds steps in the order in which they were written; returns whether that could be done.
  private mutating func add(_ rows: DirectStatement, isAfterAll: Bool) throws -> Bool {
    var fits = true
    try rows.forEachRow { row in
      guard fits, let kind = ResourceKind(rawValue: Int(row.integer(1))) else { return }
      guard case .number(let revision)? = row.revision(3) else {
        fits = false
        return
      }
      let time = row.integer(2)
      let last = lasts[kind] ?? (.min, .min)
      if isAfterAll, last.time >= time || last.revision > revision { fits = false }
      lasts[kind] = (max(time, last.time), max(revision, last.revision))
      if isShared {
        shared.add(revision, at: time)
      } else {
        own[kind, default: ProofStaircase()].add(revision, at: time)
      }
    }
    shared.finish()
    for kind in own.keys { own[kind]?.finish() }
    return fits
  }

  private static func rowRange(_ snapshot: ProjectionSnapshot) throws -> ClosedRange<Int64>? {
    var range: ClosedRange<Int64>?
    let sql = "SELECT (SELECT min(rowid) FROM projection_step), max(rowid) FROM projection_step"
    try DirectStatement(snapshot.db, sql).forEachRow { row in
      if !row.isNull(1) { range = row.integer(0)...row.integer(1) }
    }
    return range
  }

  /// R(T): what was proven by an instant.
  func reached(at instant: Instant) -> RevisionVector {
    let time = instant.nanoseconds
    if isShared {
      guard let revision = Self.revision(shared.revision(at: time)) else {
        return RevisionVector([:])
      }
      return RevisionVector(all: revision)
    }
    return RevisionVector(own.compactMapValues { Self.revision($0.revision(at: time)) })
  }

  /// The earliest instant at which a revision's commit was proven; nil where nothing proves it.
  func validTime(of revision: Revision, kind: ResourceKind) -> Instant? {
    // A revision of more digits than any that was proven is above all of them.
    guard case .number(let number) = CompactRevision(revision) else { return nil }
    let staircase = isShared ? shared : own[kind]
    return staircase?.time(of: number).map { Instant(nanoseconds: $0) }
  }

  private static func revision(_ number: Int64?) -> Revision? {
    number.flatMap { Revision(String($0)) }
  }
}
