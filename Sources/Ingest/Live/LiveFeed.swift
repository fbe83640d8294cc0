internal import EventLog
internal import KubernetesObjects
public import TopologyModel

/// One live watch on its way to events: what a server says of one kind, in sessions.
///
/// It is used by one task at a time. What it makes of records waits until `commit()`. A session
/// spans several requests where each went on where the one before it ended (docs/guides/record.md).
public final class LiveFeed {
  /// After how long a bookmark is written while objects change.
  static let busyBookmarkSeconds: Int64 = 60
  /// After how long a bookmark is written in a quiet cluster.
  static let quietBookmarkSeconds: Int64 = 600

  /// A session that was begun, and what of it is told.
  struct Session {
    var start: Instant
    var nextOrdinal = 0
    var isOpen = false
  }

  /// A listing under way.
  struct Listing {
    var members: [ObservationDetails.Member] = []
    /// The revision of its first page.
    var revision: Revision?
    var isDamaged = false
    var isStreamed: Bool
  }

  /// What is watched.
  public let source: LiveSource
  /// What the feeds of the cluster share.
  public let cluster: LiveCluster
  let drafts: FeedDrafts
  let lists: ListReader
  let records: WatchRecordReader
  let parser = JSONParser()
  var clock = FeedClock()
  /// Events whose epoch is not set yet.
  var pending: [EventDraft] = []
  /// Events that wait for `commit()`.
  private var ready: [EventDraft] = []
  var session: Session?
  /// When the last session began; the next begins later, since that is its key.
  private var lastSessionStart: Instant?
  var listing: Listing?
  /// The epoch that what is told belongs to: that of the last listing.
  var epoch: Int
  /// Whether the store may know objects that a listing finds.
  var mayKnowObjects = false
  /// The last revision up to which everything was told; nil before a listing is complete.
  public internal(set) var revision: Revision?
  /// When the server last said anything of the kind; nil before it did.
  public internal(set) var lastToldAt: Instant?
  /// How many changes were told.
  public internal(set) var changeCount = 0
  /// A bookmark that waits to be written.
  var heldBookmark: (revision: Revision, time: Instant)?
  /// When the last event of the kind was written, and how many the cluster had by then.
  var lastWritten: (time: Instant, objectEventCount: Int)?

  /// Creates a feed that goes on where the store's last one of the same source ended.
  ///
  /// A session that the store holds open was ended by the recorder's own end, at what it had written
  /// last; the event that says so waits for `commit()`.
  ///
  /// - Throws: `EventLogError`.
  public init(source: LiveSource, cluster: LiveCluster) throws {
    self.source = source
    self.cluster = cluster
    let feed = FeedDescription(
      cluster: source.cluster,
      identity: source.identity,
      name: source.kind.resourceName,
      format: LiveSource.format,
      retention: source.retention.text,
      kubernetesVersion: source.kubernetesVersion
    )
    drafts = FeedDrafts(feed: feed, timeSource: .received)
    let objects = ObjectReader(retention: source.retention)
    lists = ListReader(objects: objects, skipsInvalid: true)
    records = WatchRecordReader(objects: objects, hasTimes: false)
    epoch = cluster.epoch
    try resume()
  }

  /// Whether the kind must be listed before it can be watched: nothing was listed yet, or the
  /// cluster began another epoch since.
  public var needsListing: Bool { revision == nil || epoch != cluster.epoch }

  /// Whether a session is open, so that what is told belongs to it.
  public var isOpen: Bool { session?.isOpen == true }

  /// Whether a list is coming, and not complete yet.
  public var isListing: Bool { listing != nil }

  /// Whether the kind was listed or watched in the cluster's epoch before, so that another list may
  /// be of another epoch.
  public var hasReached: Bool { cluster.hasReached(source) }

  /// Hands over what was made of records, and returns when there is room for more.
  ///
  /// - Throws: `EventLogError` where the log can take nothing any more.
  public func commit() async throws {
    settle()
    guard !ready.isEmpty else { return }
    let batch = markingKnown(ready)
    ready = []
    try await cluster.store.enqueue(batch)
  }

  /// Sets the epochs of what was made so far.
  func settle() {
    guard !pending.isEmpty else { return }
    ready += cluster.assign(pending, of: source, epoch: epoch)
    pending = []
  }

  /// Begins a session at a time, or as soon as its key is free.
  func beginSession(at time: Instant) {
    var start = time
    if let last = lastSessionStart, start <= last {
      start = Instant(nanoseconds: last.nanoseconds + 1)
    }
    lastSessionStart = start
    session = Session(start: start)
  }

  // MARK: Resuming

  private func resume() throws {
    let known = try cluster.store.log.read { snapshot -> (own: FeedTail?, ofKind: FeedTail?)? in
      guard let id = try snapshot.clusterID(named: source.cluster) else { return nil }
      // What is live now is of the latest epoch, whoever told of it.
      cluster.resume(source, epoch: try snapshot.latestEpoch(clusterID: id), reached: nil)
      let feeds = try snapshot.feeds(clusterID: id).filter {
        $0.feed.format == LiveSource.format && $0.feed.name == source.kind.resourceName
      }
      let own = try snapshot.tail(ofLatest: feeds.filter { source.isSame($0.feed.identity) })
      return (own, try snapshot.tail(ofLatest: feeds))
    }
    guard let known else { return }
    epoch = cluster.epoch
    mayKnowObjects = known.ofKind != nil
    if let other = known.ofKind {
      cluster.resume(source, epoch: other.epoch, reached: other.revision)
    }
    guard let tail = known.own else { return }
    clock.resume(after: tail.observedAt)
    lastSessionStart = tail.sessionStart
    cluster.resume(source, epoch: tail.epoch, reached: tail.revision)
    revision = tail.revision
    epoch = tail.epoch
    guard tail.isOpen else { return }
    var draft = observation(
      .watchClosed,
      of: Session(start: tail.sessionStart, nextOrdinal: tail.nextOrdinal),
      revision: tail.revision,
      reason: "the recorder ended without a word",
      at: tail.observedAt
    )
    draft.feed = tail.feed
    draft.epoch = tail.epoch
    ready.append(draft)
  }
}
