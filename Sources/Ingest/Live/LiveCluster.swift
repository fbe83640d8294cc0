internal import EventLog
internal import Synchronization
internal import TopologyModel

/// What the live feeds of one cluster share: its epochs, and whether it is busy.
public final class LiveCluster: Sendable {
  private struct State {
    var epochs = EpochTracker()
    var objectEventCount = 0
  }

  /// The store that the cluster is recorded to.
  public let store: LiveStore
  private let state = Mutex(State())

  /// Creates the shared state of a cluster that is recorded to a store.
  public init(store: LiveStore) {
    self.store = store
  }

  /// The cluster's epoch; a kind that was listed in another must be listed again.
  public var epoch: Int { state.withLock { $0.epochs.epoch } }

  /// How many object events were made; bookmarks are written more often while it grows.
  var objectEventCount: Int { state.withLock { $0.objectEventCount } }

  /// Goes on where a feed of the cluster ended.
  func resume(_ kind: ResourceKind, epoch: Int, reached: Revision?) {
    state.withLock { $0.epochs.resume(kind, epoch: epoch, reached: reached) }
  }

  /// Whether a kind has reached a revision of the epoch.
  func hasReached(_ kind: ResourceKind) -> Bool {
    state.withLock { $0.epochs.hasReached(kind) }
  }

  /// Begins another epoch where a kind is about to be listed below what it had reached.
  func announceListing(of kind: ResourceKind, at revision: Revision) {
    state.withLock { $0.epochs.noteListing(of: kind, at: revision) }
  }

  /// Sets the epoch of events, which a listing among them may begin.
  func assign(_ drafts: [EventDraft], at time: Instant) -> [EventDraft] {
    state.withLock { state in
      var unit = EventUnit(time: time, drafts: drafts)
      state.epochs.assign(&unit)
      state.objectEventCount += drafts.count { $0.type.isObjectEvent }
      return unit.drafts
    }
  }
}
