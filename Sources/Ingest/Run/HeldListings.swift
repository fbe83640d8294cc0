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
      let draft = listing.draft
      let isComplete = try log.read { snapshot in
        guard let id = try snapshot.clusterID(named: draft.feed.cluster) else { return false }
        return try listing.unread.allSatisfy {
          try $0.isStored(clusterID: id, epoch: draft.epoch, in: snapshot)
        }
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
}
