internal import EventLog
internal import KubernetesObjects
internal import TopologyModel

/// Gives manifests, which have no revisions, their place in a cluster's history.
///
/// Their revisions are made of the time at which they are taken as observed, in nanoseconds since
/// 1970, counted up by one for each further object, so that what was true later stands later
/// whatever was imported first. What an object says already is left out. docs/decisions/0013 has
/// the reasons.
struct ArrivalOrder {
  /// The most objects of one time whose states are found again.
  static let objectsOfOneTimeMax: UInt64 = 1_000_000

  /// A state that the log holds.
  private struct Stored {
    var body: [UInt8]
    var number: UInt64
  }

  private let log: SQLiteEventLog
  private let options: ImportOptions
  private let leftParser = JSONParser()
  private let rightParser = JSONParser()

  init(log: SQLiteEventLog, options: ImportOptions) {
    self.log = log
    self.options = options
  }

  /// Returns the unit with its revisions and without what is known, and how much that was.
  ///
  /// Everything before it must be in the log.
  func place(_ unit: EventUnit) throws -> (unit: EventUnit, knownCount: Int) {
    guard let feed = unit.drafts.first?.feed else { return (unit, 0) }
    let reached = try options.revisionReached(feed.cluster, unit.time).flatMap { UInt64($0.text) }
    let start = max(UInt64(clamping: max(unit.time.nanoseconds, 1)), reached.map { $0 + 1 } ?? 0)
    return try log.read { snapshot in
      guard let clusterID = try snapshot.clusterID(named: feed.cluster) else {
        return try place(unit, among: [:], from: start) { _, _ in 0 }
      }
      let stored = try states(of: unit, clusterID: clusterID, upTo: start, snapshot)
      let known = try snapshot.feeds(clusterID: clusterID)
        .first { $0.feed.identity == feed.identity }
      return try place(unit, among: stored, from: start) { details, isNew in
        guard let known else { return 0 }
        // The same bytes again say nothing new, unless the caller asserts another time.
        if !isNew, options.assumedTime == nil { return nil }
        let ordinal = try snapshot.nextOrdinal(
          feedID: known.id,
          kind: details.kind,
          sessionStart: details.sessionStart
        )
        return isNew || ordinal == 0 ? ordinal : nil
      }
    }
  }

  /// Does the same; `ordinal` tells that of an observation, nil for one that is known, by whether
  /// the unit says something new.
  private func place(
    _ unit: EventUnit,
    among stored: [ObjectSlot: Stored],
    from start: UInt64,
    ordinal: (_ details: ObservationDetails, _ isNew: Bool) throws -> Int?
  ) throws -> (unit: EventUnit, knownCount: Int) {
    let objects = try newStates(unit, among: stored, from: start)
    var placed = unit
    placed.drafts = objects
    let reached = objects.last?.revision ?? Revision("\(start)")
    for var draft in unit.drafts {
      guard case .observation(var details) = draft.content,
        let ordinal = try ordinal(details, !objects.isEmpty)
      else { continue }
      details.ordinal = ordinal
      draft.content = .observation(details)
      draft.revision = reached
      placed.drafts.append(draft)
    }
    return (placed, unit.drafts.count - placed.drafts.count)
  }

  /// The events of objects that say something new, with their revisions.
  private func newStates(
    _ unit: EventUnit,
    among stored: [ObjectSlot: Stored],
    from start: UInt64
  ) throws -> [EventDraft] {
    var current = stored.mapValues { $0.body }
    let unchanged = try slotsEndingAsStored(unit, stored)
    var objects: [EventDraft] = []
    var next = max(start, stored.values.map { $0.number + 1 }.max() ?? 0)
    for var draft in unit.drafts {
      guard case .object(let reference, _, let body, _) = draft.content else { continue }
      let before = current.updateValue(body, forKey: reference.slot)
      if unchanged.contains(reference.slot) { continue }
      if let before, try isEqual(before, body) { continue }
      draft.type = before == nil ? .added : .modified
      draft.revision = Revision("\(next)")
      next += 1
      objects.append(draft)
    }
    return objects
  }

  /// The states of the unit's objects that hold at its time.
  private func states(
    of unit: EventUnit,
    clusterID: Int64,
    upTo start: UInt64,
    _ snapshot: LogSnapshot
  ) throws -> [ObjectSlot: Stored] {
    guard let bound = Revision("\(start + Self.objectsOfOneTimeMax)") else { return [:] }
    let head = try snapshot.head().position
    var states: [ObjectSlot: Stored] = [:]
    for draft in unit.drafts {
      guard case .object(let reference, _, _, _) = draft.content,
        states[reference.slot] == nil
      else { continue }
      let ids = try snapshot.objectIDs(
        clusterID: clusterID,
        epoch: draft.epoch,
        slot: reference.slot
      )
      for id in ids where try snapshot.object(id) == reference {
        guard let position = try snapshot.stateEvent(ofObject: id, at: bound, through: head),
          let event = try snapshot.event(at: position)?.event, event.observedAt <= unit.time,
          let number = event.revision.flatMap({ UInt64($0.text) })
        else { continue }
        states[reference.slot] = Stored(body: try snapshot.body(at: position), number: number)
      }
    }
    return states
  }

  /// The slots whose last state in the unit is the one that the log holds: a file that has an
  /// object several times, imported again.
  private func slotsEndingAsStored(
    _ unit: EventUnit,
    _ stored: [ObjectSlot: Stored]
  ) throws -> Set<ObjectSlot> {
    var last: [ObjectSlot: [UInt8]] = [:]
    for draft in unit.drafts {
      if case .object(let reference, _, let body, _) = draft.content { last[reference.slot] = body }
    }
    return Set(
      try last.filter { slot, body in try stored[slot].map { try isEqual($0.body, body) } ?? false }
        .keys
    )
  }

  /// Whether two bodies mean the same.
  private func isEqual(_ left: [UInt8], _ right: [UInt8]) throws -> Bool {
    if left == right { return true }
    return try leftParser.withDocument(left) { left in
      try rightParser.withDocument(right) { JSONEquality.isEqual(left, $0) }
    }
  }
}
