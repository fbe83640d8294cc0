internal import EventLog
internal import TopologyModel

/// Counts the epochs of one import: a consistent listing lower than a revision already seen of its
/// kind says that the cluster was restored (architecture.md section 2).
struct EpochTracker {
  private var epoch = 0
  private var highest: [ResourceKind: Revision] = [:]
  /// Kinds whose records may still be the old epoch's, until they are listed again.
  private var unlistedKinds: Set<ResourceKind> = []

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

  private mutating func noteListing(_ draft: EventDraft) {
    guard draft.type == .listingComplete, let revision = draft.revision,
      case .observation(let details) = draft.content, !details.isImplied
    else { return }
    if unlistedKinds.remove(details.kind) != nil { return }
    guard let highest = highest[details.kind], revision < highest else { return }
    epoch += 1
    unlistedKinds = Set(self.highest.keys).union(unlistedKinds)
    unlistedKinds.remove(details.kind)
    self.highest = [:]
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
