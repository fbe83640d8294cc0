internal import GRDB
import TopologyModel

/// Sets what an object's part held over a stretch of revisions, keeping what was known before.
///
/// Rows are never overwritten, only superseded; an open row's end, which nobody knew, is filled in
/// with the position that made it known. Stretches are those between two marks (states, ends) of
/// the object, so that whatever is valid at the first revision is valid throughout.
struct RunEditor {
  /// A stretch `[from, until)` and what says so.
  struct Change {
    var scopeID: Int64
    var objectID: Int64
    var from: Revision
    var until: Revision?
    /// The event that speaks of the object, or of the listing that lacks it.
    var event: Int64
    /// Whether only a listing says so.
    var isInferred: Bool
    /// The event and the evidence of the mark at `until`.
    var following: (event: Int64, isInferred: Bool)?
  }

  let db: Database

  /// Makes `contents` (a multiset) what the part holds over the change's stretch.
  func set(_ contents: [[UInt8]], part: RunPart, _ change: Change) throws {
    let current = try RunRow.valid(
      objectID: change.objectID,
      part: part,
      at: change.from,
      isLast: change.until == nil,
      db
    )
    var missing: [[UInt8]: Int] = [:]
    for content in contents { missing[content, default: 0] += 1 }
    for row in current {
      if let count = missing[row.content], count > 0 {
        missing[row.content] = count - 1
      } else {
        try remove(row, change)
      }
    }
    for content in contents {
      guard let count = missing[content], count > 0 else { continue }
      missing[content] = count - 1
      try add(content, part: part, change)
    }
  }

  private func remove(_ row: RunRow, _ change: Change) throws {
    if row.until == nil, change.until == nil, row.from < change.from {
      try row.close(
        at: change.from,
        knownFrom: change.event,
        isInferred: change.isInferred,
        db
      )
      return
    }
    try row.supersede(at: change.event, db)
    if row.from < change.from {
      var left = row
      left.until = change.from
      left.untilKnownFrom = change.event
      left.knownFrom = change.event
      left.flags.remove(.endsInferred)
      if change.isInferred { left.flags.insert(.endsInferred) }
      try left.insert(db)
    }
    if let until = change.until, row.until.map({ $0 > until }) ?? true {
      var right = row
      right.from = until
      right.knownFrom = change.event
      right.untilKnownFrom = row.until == nil ? nil : change.event
      right.flags.remove(.beginsInferred)
      if let following = change.following {
        right.event = following.event
        if following.isInferred { right.flags.insert(.beginsInferred) }
      }
      try right.insert(db)
    }
  }

  private func add(_ content: [UInt8], part: RunPart, _ change: Change) throws {
    var row = RunRow(
      scopeID: change.scopeID,
      objectID: change.objectID,
      part: part.rawValue,
      from: change.from,
      until: change.until,
      content: content,
      event: change.event,
      flags: change.isInferred ? .beginsInferred : [],
      knownFrom: change.event,
      untilKnownFrom: change.until == nil ? nil : change.event
    )
    if let until = change.until {
      if change.following?.isInferred ?? false { row.flags.insert(.endsInferred) }
      let next = try RunRow.valid(objectID: change.objectID, part: part, at: until, db)
        .first { $0.content == content && $0.from == until }
      if let next {
        try next.supersede(at: change.event, db)
        row.until = next.until
        row.untilKnownFrom = next.until == nil ? nil : change.event
        row.flags.remove(.endsInferred)
        if next.flags.contains(.endsInferred) { row.flags.insert(.endsInferred) }
      }
    }
    try row.insert(db)
  }

  /// Notes that a watch did deliver the mark at `revision`: what begins or ends there is observed.
  func confirm(objectID: Int64, revision: Revision, event: Int64) throws {
    for row in try RunRow.touching(objectID: objectID, revision: revision, db) {
      var confirmed = row
      if row.from == revision { confirmed.flags.remove(.beginsInferred) }
      if row.until == revision { confirmed.flags.remove(.endsInferred) }
      guard confirmed.flags != row.flags else { continue }
      try row.supersede(at: event, db)
      confirmed.knownFrom = event
      if confirmed.until != nil { confirmed.untilKnownFrom = event }
      try confirmed.insert(db)
    }
  }
}
