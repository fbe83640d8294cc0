internal import EventLog
internal import TopologyModel

/// Counts the epochs of one import: a consistent listing lower than a revision already seen of its
/// kind says that the cluster was restored (architecture.md section 2).
struct EpochTracker {
  /// What is listed and watched by itself: only its own revisions come in order.
  private struct Scope: Hashable {
    var kind: ResourceKind
    var namespace: String?
  }

  /// The current epoch.
  private(set) var epoch = 0
  private var highest: [Scope: Revision] = [:]
  /// What may still tell of the old epoch, until it is listed again.
  private var unlisted: Set<Scope> = []

  /// Goes on in an epoch of the store, in which a kind had reached a revision.
  ///
  /// Of feeds that ended in different epochs, the latest counts; kinds that ended in an earlier one
  /// are not known in it.
  mutating func resume(
    _ kind: ResourceKind,
    in namespace: String? = nil,
    epoch found: Int,
    reached: Revision?
  ) {
    if found > epoch {
      epoch = found
      highest = [:]
    }
    guard found == epoch, let reached else { return }
    let scope = Scope(kind: kind, namespace: namespace)
    highest[scope] = max(highest[scope] ?? reached, reached)
  }

  /// Whether a kind has reached a revision of the epoch, as far as is known.
  func hasReached(_ kind: ResourceKind, in namespace: String? = nil) -> Bool {
    highest[Scope(kind: kind, namespace: namespace)] != nil
  }

  /// Sets the epoch of a unit's events.
  mutating func assign(_ unit: inout EventUnit) {
    if let begun = unit.begun { noteListing(of: begun.kind, at: begun.revision) }
    if unit.isConsistent {
      for draft in unit.drafts { noteListing(draft) }
    }
    for index in unit.drafts.indices where unit.drafts[index].type != .audited {
      unit.drafts[index].epoch = epoch
      noteRevision(unit.drafts[index])
    }
  }

  /// Begins an epoch where a consistent listing of a kind is lower than what the kind had reached.
  mutating func noteListing(
    of kind: ResourceKind,
    in namespace: String? = nil,
    at revision: Revision
  ) {
    let scope = Scope(kind: kind, namespace: namespace)
    if unlisted.remove(scope) != nil { return }
    guard let highest = highest[scope], revision < highest else { return }
    epoch += 1
    unlisted.formUnion(self.highest.keys)
    unlisted.remove(scope)
    self.highest = [:]
  }

  private mutating func noteListing(_ draft: EventDraft) {
    guard draft.type == .listingComplete, let revision = draft.revision,
      case .observation(let details) = draft.content, !details.isImplied
    else { return }
    noteListing(of: details.kind, at: revision)
  }

  /// Notes the revision that an event of the current epoch proves.
  mutating func noteRevision(_ draft: EventDraft, in namespace: String? = nil) {
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
    let scope = Scope(kind: kind, namespace: namespace)
    guard !unlisted.contains(scope) else { return }
    if let known = highest[scope], known >= revision { return }
    highest[scope] = revision
  }
}
