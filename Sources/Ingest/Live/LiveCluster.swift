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

  /// Goes on in an epoch of the store, in which a source had reached a revision.
  func resume(_ source: LiveSource, epoch: Int, reached: Revision?) {
    state.withLock {
      $0.epochs.resume(source.kind, in: source.namespace, epoch: epoch, reached: reached)
    }
  }

  /// Whether a source has reached a revision of the epoch.
  func hasReached(_ source: LiveSource) -> Bool {
    state.withLock { $0.epochs.hasReached(source.kind, in: source.namespace) }
  }

  /// Begins another epoch where a source is about to be listed below what it had reached; returns
  /// the epoch that the listing is of.
  func announceListing(of source: LiveSource, at revision: Revision) -> Int {
    state.withLock {
      $0.epochs.noteListing(of: source.kind, in: source.namespace, at: revision)
      return $0.epochs.epoch
    }
  }

  /// Sets the epoch of a source's events: that of its last listing, though another kind may have
  /// begun the next one since.
  func assign(_ drafts: [EventDraft], of source: LiveSource, epoch: Int) -> [EventDraft] {
    state.withLock { state in
      state.objectEventCount += drafts.count { $0.type.isObjectEvent }
      return drafts.map { draft in
        var draft = draft
        draft.epoch = epoch
        if epoch == state.epochs.epoch {
          state.epochs.noteRevision(draft, in: source.namespace)
        }
        return draft
      }
    }
  }
}
