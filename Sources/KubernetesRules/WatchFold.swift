import TopologyModel

/// The state of one resource type that a sequence of watch records leaves (semantics.md 1.1–1.13).
///
/// The records are of one resource type of one cluster lifetime. What an object contains is not its
/// business: `revision` says which state of it holds.
public struct WatchFold: Hashable, Sendable {
  /// Whether the watch has a label or field selector, so that DELETED means "left the filter" (1.8).
  public let isFiltered: Bool
  /// The revision to resume the watch at; nil where there is none.
  public private(set) var resumeFrom: String?
  /// Whether the resume point was lost (410), and a listing must come next (1.11).
  public private(set) var needsRelist = false
  /// The revision at which the state was last known to be complete: that of the last listing or of
  /// the bookmark that ended initial events; nil before.
  public private(set) var syncedAt: String?
  /// The incarnations that are gone, with the latest revision at which they can have been deleted,
  /// in the order in which that became known.
  public private(set) var deleted: [WatchedObject] = []
  /// The incarnations that left the filter of a filtered watch, likewise; they may still exist.
  public private(set) var leftFilter: [WatchedObject] = []

  private var current: [ObjectSlot: WatchedObject] = [:]
  private var gone: [ObjectReference: String] = [:]
  private var unconfirmed: Set<ObjectReference>?

  /// Creates the state before the first record.
  ///
  /// - Parameters:
  ///   - sendsInitialEvents: whether the watch asked for `sendInitialEvents=true`: then ADDED
  ///     records are no resume points until the annotated bookmark (1.10).
  ///   - isFiltered: whether the watch has a selector.
  public init(sendsInitialEvents: Bool, isFiltered: Bool) {
    self.isFiltered = isFiltered
    if sendsInitialEvents { unconfirmed = [] }
  }

  /// The live objects, in the order of their slots.
  public var live: [WatchedObject] {
    current.values.sorted { $0.reference < $1.reference }
  }

  /// Starts another watch over the same state.
  ///
  /// Where it asks for initial events, objects that it has not sent by the annotated bookmark were
  /// deleted before (1.10).
  public mutating func beginWatch(sendsInitialEvents: Bool) {
    unconfirmed = sendsInitialEvents ? Set(current.values.map(\.reference)) : nil
  }

  /// Folds one record.
  ///
  /// - ADDED, MODIFIED: the state of its UID, unless its revision is not newer than the stored one,
  ///   or its UID is known to be gone (1.12); in a filtered watch, and without a UID, a newer one
  ///   comes back. Another UID under the same name means that the former incarnation was deleted no
  ///   later than this (1.1, 1.11).
  /// - DELETED: the UID is gone, at that revision; of a filtered watch it left the filter (1.7, 1.8).
  /// - BOOKMARK: moves the resume point only; the annotated one also ends initial events (1.10).
  /// - ERROR 410, or reason Expired or Gone: the state stays, the resume point is lost (1.11). Other
  ///   errors change nothing.
  /// - a listing: what it lacks was deleted no later than its revision, and it is a resume point
  ///   (1.11, 1.13).
  ///
  /// Revisions that do not compare count in order of arrival (1.3).
  public mutating func apply(_ record: WatchRecord) {
    switch record {
    case .added(let object), .modified(let object):
      unconfirmed?.remove(object.reference)
      set(object)
      if unconfirmed == nil { advance(to: object.revision) }
    case .deleted(let object):
      unconfirmed?.remove(object.reference)
      remove(object)
      if unconfirmed == nil { advance(to: object.revision) }
    case .bookmark(let revision, let endsInitialEvents):
      if endsInitialEvents, unconfirmed != nil {
        endInitialEvents(at: revision)
      } else if unconfirmed == nil {
        advance(to: revision)
      }
    case .error(let code, let reason):
      guard code == 410 || reason == "Expired" || reason == "Gone" else { return }
      resumeFrom = nil
      needsRelist = true
    case .listing(let revision, let items):
      replace(with: items, at: revision)
    }
  }

  // MARK: - Parts

  /// Returns whether the left revision is newer; one that does not compare is unless it is equal.
  private static func isNewer(_ left: String, than right: String) -> Bool {
    guard let order = RevisionComparison.compare(left, right) else { return left != right }
    return order == .newer
  }

  private mutating func advance(to revision: String) {
    guard !revision.isEmpty, !needsRelist else { return }
    if let resumeFrom, !Self.isNewer(revision, than: resumeFrom) { return }
    resumeFrom = revision
  }

  private mutating func set(_ object: WatchedObject) {
    if let left = gone[object.reference] {
      guard isFiltered || object.reference.uid.isEmpty,
        Self.isNewer(object.revision, than: left)
      else { return }
      gone[object.reference] = nil
      leftFilter.removeAll { $0.reference == object.reference }
    }
    if let stored = current[object.reference.slot] {
      guard Self.isNewer(object.revision, than: stored.revision) else { return }
      if stored.reference != object.reference {
        bury(stored.reference, at: object.revision, isReplaced: true)
      }
    }
    current[object.reference.slot] = object
  }

  private mutating func remove(_ object: WatchedObject) {
    guard gone[object.reference] == nil else { return }
    if let stored = current[object.reference.slot], stored.reference == object.reference {
      guard Self.isNewer(object.revision, than: stored.revision) else { return }
    }
    bury(object.reference, at: object.revision, isReplaced: false)
  }

  /// A replaced incarnation is deleted even where the watch is filtered: its name was taken again.
  private mutating func bury(
    _ reference: ObjectReference,
    at revision: String,
    isReplaced: Bool
  ) {
    if current[reference.slot]?.reference == reference { current[reference.slot] = nil }
    gone[reference] = revision
    let object = WatchedObject(reference: reference, revision: revision)
    if isFiltered, !isReplaced { leftFilter.append(object) } else { deleted.append(object) }
  }

  private mutating func endInitialEvents(at revision: String) {
    for object in live where unconfirmed?.contains(object.reference) ?? false {
      bury(object.reference, at: revision, isReplaced: false)
    }
    unconfirmed = nil
    markComplete(at: revision)
  }

  private mutating func replace(with items: [WatchedObject], at revision: String) {
    let listed = Set(items.map(\.reference))
    for item in items { set(item) }
    for object in live where !listed.contains(object.reference) {
      if Self.isNewer(object.revision, than: revision) { continue }
      bury(object.reference, at: revision, isReplaced: false)
    }
    unconfirmed = nil
    markComplete(at: revision)
  }

  private mutating func markComplete(at revision: String) {
    resumeFrom = revision
    syncedAt = revision
    needsRelist = false
  }
}
