internal import EventLog
internal import TopologyModel

/// Counts the epochs of one import: a consistent listing lower than a revision already seen of its
/// kind says that the cluster was restored (architecture.md section 2).
struct EpochTracker {
  /// The current epoch.
  private(set) var epoch = 0
  private var highest: [ResourceKind: Revision] = [:]
  /// Kinds whose records may still be the old epoch's, until they are listed again.
  private var unlistedKinds: Set<ResourceKind> = []

  /// Goes on in an epoch of the store, in which a kind had reached a revision.
  ///
  /// Of feeds that ended in different epochs, the latest counts; kinds that ended in an earlier one
  /// are not known in it.
  mutating func resume(_ kind: ResourceKind, epoch found: Int, reached: Revision?) {
    if found > epoch {
      epoch = found
      highest = [:]
    }
    guard found == epoch, let reached else { return }
    highest[kind] = max(highest[kind] ?? reached, reached)
  }

  /// Whether a kind has reached a revision of the epoch, as far as is known.
  func hasReached(_ kind: ResourceKind) -> Bool { highest[kind] != nil }

  /// Sets the epoch of a unit's events.
  mutating func assign(_ unit: inout EventUnit) {
    if unit.isConsistent {
      for draft in unit.drafts { noteListing(draft) }
    }
    for index in unit.drafts.indices where unit.drafts[index].type != .audited {
      unit.drafts[index].epoch = epoch
      noteRevision(unit.drafts[index])
    }
  }

  /// Begins an epoch where a consistent listing of a kind is lower than what the kind had reached.
  mutating func noteListing(of kind: ResourceKind, at revision: Revision) {
    if unlistedKinds.remove(kind) != nil { return }
    guard let highest = highest[kind], revision < highest else { return }
    epoch += 1
    unlistedKinds = Set(self.highest.keys).union(unlistedKinds)
    unlistedKinds.remove(kind)
    self.highest = [:]
  }

  private mutating func noteListing(_ draft: EventDraft) {
    guard draft.type == .listingComplete, let revision = draft.revision,
      case .observation(let details) = draft.content, !details.isImplied
    else { return }
    noteListing(of: details.kind, at: revision)
  }

  private mutating func noteRevision(_ draft: EventDraft) {
    guard let revision = draft.revision else { return }
    let kind: ResourceKind
    switch draft.content {
    case .object(let reference, _, _, _):
      guard draft.evidence.channel == .watch else { return }
      kind = reference.slot.kind
    case .audit: return
    case .observation(let details):
      guard draft.type == .bookmark || draft.type == .listingComplete else { return }
      kind = details.kind
    }
    guard !unlistedKinds.contains(kind) else { return }
    if let known = highest[kind], known >= revision { return }
    highest[kind] = revision
  }
}
