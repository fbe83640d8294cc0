import EventLog
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

  private let db: Database
  private let statements: ProjectionStatements

  init(_ statements: ProjectionStatements) {
    self.statements = statements
    db = statements.db
  }

  /// Makes `contents` (a multiset) what the part holds over the change's stretch; returns whether
  /// that changes anything.
  @discardableResult
  func set(
    _ contents: [[UInt8]],
    part: RunPart,
    _ change: Change,
    _ runs: inout OpenRuns
  ) throws -> Bool {
    guard change.until == nil else {
      runs.forget(change.objectID)
      let current = try RunRow.valid(
        objectID: change.objectID,
        part: part,
        at: change.from,
        db
      )
      return try set(contents, part: part, change, current: current)
    }
    // Nothing is told of the object above the change, so that only open rows are valid there.
    var open = try runs.take(change.objectID, part) ?? load(part, change)
    guard !open.hasEqual, open.rows.allSatisfy({ $0.from < change.from }) else {
      runs.forget(change.objectID)
      let current = open.rows.filter { $0.from <= change.from }.sorted { $0.id < $1.id }
      return try set(contents, part: part, change, current: current)
    }
    let hasChanged = try setLast(contents, part: part, change, &open)
    open.endpoints = []
    runs.keep(open, of: change.objectID, part)
    return hasChanged
  }

  /// Reads the open runs of a part.
  private func load(_ part: RunPart, _ change: Change) throws -> OpenRuns.Part {
    let select = try statements.openRuns(part)
    select.bind(1, change.objectID)
    let rows = try RunRow.all(of: select)
    let hasEqual = rows.count > 1 && Set(rows.map { $0.content }).count < rows.count
    return OpenRuns.Part(rows: rows, hasEqual: hasEqual)
  }

  private func set(
    _ contents: [[UInt8]],
    part: RunPart,
    _ change: Change,
    current: [RunRow]
  ) throws -> Bool {
    var hasChanged = false
    var missing: [[UInt8]: Int] = [:]
    for content in contents { missing[content, default: 0] += 1 }
    for row in current {
      if let count = missing[row.content], count > 0 {
        missing[row.content] = count - 1
      } else {
        hasChanged = true
        try remove(row, change)
      }
    }
    for content in contents {
      guard let count = missing[content], count > 0 else { continue }
      missing[content] = count - 1
      hasChanged = true
      _ = try add(content, part: part, change)
    }
    return hasChanged
  }

  /// Sets what a part holds from the change on, where nothing is told behind it and no two of its
  /// open rows are equal: closes what is gone, and adds what is new.
  ///
  /// What stands at the beginning or at the end of both is passed by; only the rest is compared.
  private func setLast(
    _ contents: [[UInt8]],
    part: RunPart,
    _ change: Change,
    _ open: inout OpenRuns.Part
  ) throws -> Bool {
    let rows = open.rows
    let shorter = min(rows.count, contents.count)
    var first = 0
    while first < shorter, rows[first].content.isSame(as: contents[first]) { first += 1 }
    if first == rows.count, first == contents.count { return false }
    var behind = 0
    while behind < shorter - first,
      rows[rows.count - 1 - behind].content.isSame(as: contents[contents.count - 1 - behind])
    {
      behind += 1
    }
    typealias Key = ProjectionRegistry.LayoutKey
    var left: [Key: Int] = [:]
    for index in first..<(rows.count - behind) { left[Key(bytes: rows[index].content)] = index }
    var kept: [RunRow?] = []
    for content in contents[first..<(contents.count - behind)] {
      kept.append(left.removeValue(forKey: Key(bytes: content)).map { rows[$0] })
    }
    let hasChanged = !left.isEmpty || kept.contains { $0 == nil }
    for index in left.values.sorted(by: { rows[$0].id < rows[$1].id }) {
      try remove(rows[index], change)
    }
    open.rows.removeSubrange(first..<(rows.count - behind))
    var added: [RunRow] = []
    var fresh: [[UInt8]] = []
    for (content, row) in zip(contents[first...], kept) {
      if row == nil { fresh.append(content) }
      try added.append(row ?? add(content, part: part, change))
    }
    open.rows.insert(contentsOf: added, at: first)
    if hasChanged, open.rows.count > 1 {
      open.hasEqual = Self.isTwice(among: contents, anyOf: fresh)
      if open.hasEqual { open.rows.sort { $0.id < $1.id } }
    }
    return hasChanged
  }

  /// Whether one of the contents that are new among others, which differ from one another, stands there
  /// twice.
  private static func isTwice(among contents: [[UInt8]], anyOf fresh: [[UInt8]]) -> Bool {
    // Of few, comparing takes less than hashing all of them.
    guard fresh.count <= 4 else {
      return Set(contents.map { ProjectionRegistry.LayoutKey(bytes: $0) }).count < contents.count
    }
    return fresh.contains { content in
      contents.reduce(0) { $0 + (content.isSame(as: $1) ? 1 : 0) } > 1
    }
  }

  private func remove(_ row: RunRow, _ change: Change) throws {
    if row.until == nil, change.until == nil, row.from < change.from {
      try row.close(
        at: change.from,
        knownFrom: change.event,
        isInferred: change.isInferred,
        statements
      )
      return
    }
    try row.supersede(at: change.event, statements)
    if row.from < change.from {
      var left = row
      left.until = change.from
      left.untilKnownFrom = change.event
      left.knownFrom = change.event
      left.flags.remove(.endsInferred)
      if change.isInferred { left.flags.insert(.endsInferred) }
      try left.insert(statements)
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
      try right.insert(statements)
    }
  }

  private func add(
    _ content: [UInt8],
    part: RunPart,
    _ change: Change
  ) throws -> RunRow {
    var row = RunRow(
      scopeID: change.scopeID,
      objectID: change.objectID,
      part: part.rawValue,
      from: change.from,
      until: change.until,
      // Open runs are kept, and the room that the layout's writer left would be, too.
      content: Array(content[...]),
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
        try next.supersede(at: change.event, statements)
        row.until = next.until
        row.untilKnownFrom = next.until == nil ? nil : change.event
        row.flags.remove(.endsInferred)
        if next.flags.contains(.endsInferred) { row.flags.insert(.endsInferred) }
      }
    }
    try row.insert(statements)
    return row
  }

  /// Notes that a watch did deliver the mark at `revision`: what begins or ends there is observed.
  func confirm(
    objectID: Int64,
    revision: Revision,
    event: Int64,
    _ runs: inout OpenRuns
  ) throws {
    runs.forget(objectID)
    for row in try RunRow.touching(objectID: objectID, revision: revision, db) {
      var confirmed = row
      if row.from == revision { confirmed.flags.remove(.beginsInferred) }
      if row.until == revision { confirmed.flags.remove(.endsInferred) }
      guard confirmed.flags != row.flags else { continue }
      try row.supersede(at: event, statements)
      confirmed.knownFrom = event
      if confirmed.until != nil { confirmed.untilKnownFrom = event }
      try confirmed.insert(statements)
    }
  }
}
