internal import EventLog
internal import TopologyModel

/// Listings with members whose bodies could not be read, held back to the end of the import.
///
/// Such a listing is complete only where the log holds the very states of those members. They may
/// come after it, from the same file or another, so that before the end it is not known; and the
/// same paths imported again must not find more than the first time.
struct HeldListings {
  private struct Held {
    var draft: EventDraft
    var unread: [UnreadMember]
    var feedIndex: Int
  }

  private var held: [Held] = []

  /// Takes the listings that must wait out of a unit whose epochs are set.
  mutating func take(from unit: inout EventUnit, feedIndex: Int) {
    guard !unit.unread.isEmpty else { return }
    var rest: [EventDraft] = []
    for draft in unit.drafts {
      let unread = Self.unreadMembers(of: draft, in: unit)
      if unread.isEmpty {
        rest.append(draft)
      } else {
        held.append(Held(draft: draft, unread: unread, feedIndex: feedIndex))
      }
    }
    unit.drafts = rest
  }

  /// Hands over each listing, and whether the log holds the states of its unread members.
  mutating func release(
    _ log: SQLiteEventLog,
    _ body: (_ draft: EventDraft, _ feedIndex: Int, _ isComplete: Bool) throws -> Void
  ) throws {
    for listing in held {
      let isComplete = try log.read { snapshot in
        try listing.unread.allSatisfy { try Self.isStored($0, listing.draft, snapshot) }
      }
      try body(listing.draft, listing.feedIndex, isComplete)
    }
    held = []
  }

  private static func unreadMembers(of draft: EventDraft, in unit: EventUnit) -> [UnreadMember] {
    guard draft.type == .listingComplete, case .observation(let details) = draft.content else {
      return []
    }
    return unit.unread.filter { $0.reference.slot.kind == details.kind }
  }

  private static func isStored(
    _ member: UnreadMember,
    _ draft: EventDraft,
    _ snapshot: LogSnapshot
  ) throws -> Bool {
    let cluster = try snapshot.clusters().first { $0.name == draft.feed.cluster }
    guard let cluster else { return false }
    let head = try snapshot.head().position
    let ids = try snapshot.objectIDs(
      clusterID: cluster.id,
      epoch: draft.epoch,
      uid: member.reference.uid
    )
    return try ids.contains { id in
      guard try snapshot.object(id) == member.reference else { return false }
      let state = try snapshot.stateEvent(ofObject: id, at: member.revision, through: head)
      guard let state else { return false }
      return try snapshot.event(at: state)?.event.revision == member.revision
    }
  }
}
