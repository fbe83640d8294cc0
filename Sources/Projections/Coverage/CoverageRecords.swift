public import TopologyModel

/// What is recorded of the observing of one kind: its sessions and complete listings.
public struct CoverageRecords: Hashable, Sendable {
  /// How a session ended.
  public enum Ending: Int, Sendable {
    case closed = 20
    case expired = 21
    case paused = 22
    case permissionLost = 24
  }

  /// One watch, from its opening to its end.
  public struct Session: Hashable, Sendable {
    /// The feed's number.
    public var feedID: Int64
    /// The watched namespace; nil for all.
    public var namespace: String?
    /// The selectors of the watch; empty for none.
    public var selector: String
    /// Whether its bounds are those of a file rather than of a connection.
    public var isImplied: Bool
    /// When it opened.
    public var openedAt: Instant
    /// The revision it started from; nil when it began with a listing of its own.
    public var openedRevision: Revision?
    /// When it ended; nil while it is open.
    public var closedAt: Instant?
    /// The last revision it delivered.
    public var closedRevision: Revision?
    /// How it ended.
    public var ending: Ending?
    /// Whether it delivered anything, as far as proofs tell; one that was refused at once did not.
    public var delivered: Bool
    /// Why, in the server's or the collector's words.
    public var reason: String
    /// For one that nothing says the end of, when the kind was last told of, before another session
    /// of the kind was opened; nil where it has ended, or nothing was told.
    public var toldUntil: Instant?
    /// The revision that was reached then.
    public var toldRevision: Revision?
    /// For one behind a retention horizon since which nothing was told, when the kind was told of
    /// last; nil for others.
    public var toldBefore: Instant?

    /// Creates a session.
    public init(
      feedID: Int64,
      namespace: String?,
      selector: String,
      isImplied: Bool,
      openedAt: Instant,
      openedRevision: Revision?,
      closedAt: Instant?,
      closedRevision: Revision?,
      ending: Ending?,
      delivered: Bool,
      reason: String,
      toldUntil: Instant? = nil,
      toldRevision: Revision? = nil
    ) {
      self.feedID = feedID
      self.namespace = namespace
      self.selector = selector
      self.isImplied = isImplied
      self.openedAt = openedAt
      self.openedRevision = openedRevision
      self.closedAt = closedAt
      self.closedRevision = closedRevision
      self.ending = ending
      self.delivered = delivered
      self.reason = reason
      self.toldUntil = toldUntil
      self.toldRevision = toldRevision
    }
  }

  /// One complete listing.
  public struct Listing: Hashable, Sendable {
    /// The listed namespace; nil for all.
    public var namespace: String?
    /// The revision of the listing.
    public var revision: Revision
    /// When it was complete.
    public var observedAt: Instant
    /// Whether its scope is a guess.
    public var isImplied: Bool

    /// Creates a listing.
    public init(namespace: String?, revision: Revision, observedAt: Instant, isImplied: Bool) {
      self.namespace = namespace
      self.revision = revision
      self.observedAt = observedAt
      self.isImplied = isImplied
    }
  }

  /// The sessions, by opening time.
  public var sessions: [Session]
  /// The listings, by revision.
  public var listings: [Listing]
  /// The last observation of any kind of the epoch; it bounds sessions of files that never ended.
  public var lastObservedAt: Instant?
  /// The last revision of the kind.
  public var lastRevision: Revision?

  /// Creates records.
  public init(
    sessions: [Session],
    listings: [Listing],
    lastObservedAt: Instant?,
    lastRevision: Revision?
  ) {
    self.sessions = sessions
    self.listings = listings
    self.lastObservedAt = lastObservedAt
    self.lastRevision = lastRevision
  }
}
