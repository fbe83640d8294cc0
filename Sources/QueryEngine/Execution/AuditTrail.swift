import EventLog
import Projections
import TopologyModel

/// Finds the audit entries of an object's changes.
///
/// Where the log tells the revision that a request led to, that is the entry. Where it does not (a
/// policy below `RequestResponse`, a binding, an eviction, a deletion that answers with a status),
/// it is the one successful request about the object that fits by verb and time, if that fits no
/// other change; else none.
final class AuditTrail {
  /// How far the clocks of the collector and the server may differ.
  static let clockTolerance: Int64 = 2_000_000_000
  /// How long after the answer a watch may deliver a change.
  static let deliveryLag: Int64 = 10_000_000_000
  /// How long after a change was observed a request may be received that answers with its revision: a
  /// later one changed nothing, and answers with what is there.
  static let repeatTolerance: Int64 = 10_000_000_000

  private let reads: any TopologyReads
  private let cluster: ClusterContext
  private let hasEntries: Bool
  private var found: [Int64: [LogPosition: AuditMatch]] = [:]

  init(reads: any TopologyReads, cluster: ClusterContext) throws {
    self.reads = reads
    self.cluster = cluster
    hasEntries = try reads.hasAuditEntries(cluster)
  }

  /// The entry of the change that an event tells; nil where none is known.
  func match(
    of event: LogPosition,
    objectID: Int64,
    object: ObjectReference
  ) throws -> AuditMatch? {
    guard hasEntries else { return nil }
    if let known = found[objectID] { return known[event] }
    let matches = try self.matches(objectID: objectID, object: object)
    found[objectID] = matches
    return matches[event]
  }

  private func matches(
    objectID: Int64,
    object: ObjectReference
  ) throws -> [LogPosition: AuditMatch] {
    let slot = object.slot
    let named = try entries(AuditSelection(slot), of: object)
    var changes = Self.changes(try reads.events(ofObject: objectID))
    Self.matchRevisions(&changes, named)
    var open = named.filter { $0.revision == nil }
    let times = changes.filter { $0.match == nil }.compactMap(\.watchedAt)
    if let first = times.min(), let last = times.max() {
      let window =
        first.advanced(
          byNanoseconds: -Self.deliveryLag
        )...last.advanced(byNanoseconds: Self.clockTolerance)
      open += try entries(AuditSelection(slot, namesObject: false, answered: window), of: object)
      Self.matchTimes(&changes, open.sorted { $0.answeredAt < $1.answeredAt })
    }
    return Dictionary(
      changes.compactMap { change in change.match.map { (change.event, $0) } },
      uniquingKeysWith: { first, _ in first }
    )
  }

  private func entries(
    _ selection: AuditSelection,
    of object: ObjectReference
  ) throws -> [AuditEntry] {
    try reads.auditEntries(selection, cluster).map(\.entry).filter { entry in
      entry.isSuccess && (entry.uid.isEmpty || entry.uid == object.uid)
    }
  }

  /// A state or end that the log tells of an object.
  private struct Change {
    var event: LogPosition
    var type: EventType
    var assertion: EventType.Assertion
    var revision: Revision
    /// When a watch first delivered it; nil where only listings told it.
    var watchedAt: Instant?
    var match: AuditMatch?
  }

  /// The changes by revision; what was observed again is one with what it was observed of.
  private static func changes(_ events: [StoredEvent]) -> [Change] {
    var changes: [Change] = []
    for event in events.map(\.event) {
      guard let assertion = event.assertion, let revision = event.revision else { continue }
      let watchedAt = event.evidence.channel == .watch ? event.observedAt : nil
      let begin = (changes.lastIndex { $0.revision != revision } ?? -1) + 1
      if let same = changes[begin...].firstIndex(where: { $0.assertion == assertion }) {
        changes[same].watchedAt = [changes[same].watchedAt, watchedAt].compactMap { $0 }.min()
      } else {
        changes.append(
          Change(
            event: event.position,
            type: event.type,
            assertion: assertion,
            revision: revision,
            watchedAt: watchedAt
          )
        )
      }
    }
    return changes
  }

  private static func matchRevisions(_ changes: inout [Change], _ entries: [AuditEntry]) {
    var byRevision: [Revision: AuditEntry] = [:]
    for entry in entries {
      guard let revision = entry.revision, byRevision[revision] == nil else { continue }
      byRevision[revision] = entry
    }
    for index in changes.indices {
      guard let entry = byRevision[changes[index].revision] else { continue }
      if let watchedAt = changes[index].watchedAt,
        entry.requestedAt > watchedAt.advanced(byNanoseconds: repeatTolerance)
      {
        continue
      }
      changes[index].match = AuditMatch(entry: entry, ground: .revision)
    }
  }

  /// Matches what is left where change and entry fit each other alone; entries are sorted by their
  /// answers.
  private static func matchTimes(_ changes: inout [Change], _ entries: [AuditEntry]) {
    let surroundings = Surroundings.all(of: changes)
    let longest = entries.map { $0.answeredAt.nanoseconds - $0.requestedAt.nanoseconds }.max() ?? 0
    var fitting: [Int: [Int]] = [:]
    var changesOfEntry: [Int: Int] = [:]
    for change in changes.indices where changes[change].match == nil {
      guard let watchedAt = changes[change].watchedAt else { continue }
      let earliest = watchedAt.advanced(byNanoseconds: -deliveryLag)
      let latest = watchedAt.advanced(byNanoseconds: clockTolerance)
      let last = latest.advanced(byNanoseconds: longest)
      let first = firstIndex(of: entries, answeredFrom: earliest)
      for index in first..<entries.count {
        let entry = entries[index]
        guard entry.answeredAt <= last else { break }
        guard entry.requestedAt <= latest,
          fits(entry, changes[change].type),
          surroundings[change].allow(entry, at: changes[change].revision)
        else { continue }
        fitting[change, default: []].append(index)
        changesOfEntry[index, default: 0] += 1
      }
    }
    for (change, indexes) in fitting where indexes.count == 1 {
      let entry = entries[indexes[0]]
      // A request for a collection makes as many changes as that has objects.
      guard entry.slot.name.isEmpty || changesOfEntry[indexes[0]] == 1 else { continue }
      changes[change].match = AuditMatch(entry: entry, ground: .time)
    }
  }

  /// The place of the first entry that was answered at a time or later.
  private static func firstIndex(
    of entries: [AuditEntry],
    answeredFrom time: Instant
  ) -> Int {
    entries.partitioningIndex { $0.answeredAt >= time }
  }

  /// What is known of the changes around one: their order is that of the server's commits.
  private struct Surroundings {
    var revisionBefore: Revision?
    var entryBefore: AuditEntry?
    var entryAfter: AuditEntry?

    static func all(of changes: [Change]) -> [Surroundings] {
      var all: [Surroundings] = []
      var entry: AuditEntry?
      for (index, change) in changes.enumerated() {
        let revision = index > 0 ? changes[index - 1].revision : nil
        all.append(Surroundings(revisionBefore: revision, entryBefore: entry))
        entry = change.match?.entry ?? entry
      }
      entry = nil
      for index in changes.indices.reversed() {
        all[index].entryAfter = entry
        entry = changes[index].match?.entry ?? entry
      }
      return all
    }

    /// Whether a request can have led to a revision between these.
    func allow(_ entry: AuditEntry, at revision: Revision) -> Bool {
      if let precondition = entry.precondition {
        guard precondition < revision else { return false }
        if let revisionBefore, revisionBefore > precondition { return false }
      }
      if let entryBefore, entryBefore.requestedAt > entry.answeredAt { return false }
      if let entryAfter, entryAfter.answeredAt < entry.requestedAt { return false }
      return true
    }
  }

  /// Whether a request can have made a change, by what it asked for.
  private static func fits(_ entry: AuditEntry, _ type: EventType) -> Bool {
    switch type {
    case .added: entry.subresource.isEmpty && (entry.verb == "create" || entry.code == 201)
    case .modified: entry.verb != "create" || !entry.subresource.isEmpty
    case .deleted: entry.subresource.isEmpty && entry.verb.hasPrefix("delete")
    case .leftFilter: entry.verb == "update" || entry.verb == "patch"
    case .replaced, .seen, .audited, .forgotten, .listingBegun, .listingComplete, .watchOpened,
      .bookmark, .watchClosed, .watchExpired, .feedPaused, .feedResumed, .permissionLost:
      false
    }
  }
}
