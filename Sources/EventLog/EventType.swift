/// What an event says.
public enum EventType: Int, Sendable, CaseIterable {
  /// The object exists, and was not known before.
  case added = 1
  /// The object changed.
  case modified = 2
  /// The object was deleted; the body is its last state.
  case deleted = 3
  /// A relist found the object in another state than the last known one.
  case replaced = 4
  /// The object no longer passes the filter of its watch; it may live on (semantics.md 1.8).
  case leftFilter = 5
  /// A state or deletion that the log holds already was observed again, earlier or better.
  case seen = 6
  /// The API server's audit log told of a request; it is no state, and proves no time.
  case audited = 7
  /// What lay before a horizon was forgotten; the details say what was left instead.
  case forgotten = 8
  /// A listing was asked for.
  case listingBegun = 16
  /// A listing is complete at a revision; the details name what it contained.
  case listingComplete = 17
  /// A watch is open, from a revision on.
  case watchOpened = 18
  /// The server says that a kind is complete up to a revision.
  case bookmark = 19
  /// A watch ended, at the last revision that it delivered.
  case watchClosed = 20
  /// A watch's revision was too old (410); what happened since is unknown until the next listing.
  case watchExpired = 21
  /// The feed stopped watching on purpose.
  case feedPaused = 22
  /// The feed watches again.
  case feedResumed = 23
  /// The API server refused to show a kind.
  case permissionLost = 24

  /// The name in answers and dumps, in kebab case.
  public var name: String {
    switch self {
    case .added: "added"
    case .modified: "modified"
    case .deleted: "deleted"
    case .replaced: "replaced"
    case .leftFilter: "left-filter"
    case .seen: "seen"
    case .audited: "audited"
    case .forgotten: "forgotten"
    case .listingBegun: "listing-begun"
    case .listingComplete: "listing-complete"
    case .watchOpened: "watch-opened"
    case .bookmark: "bookmark"
    case .watchClosed: "watch-closed"
    case .watchExpired: "watch-expired"
    case .feedPaused: "feed-paused"
    case .feedResumed: "feed-resumed"
    case .permissionLost: "permission-lost"
    }
  }

  /// Whether it asserts something of one object: a state, or its end.
  public var isObjectEvent: Bool {
    switch self {
    case .added, .modified, .deleted, .replaced, .leftFilter, .seen: true
    case .audited, .forgotten, .listingBegun, .listingComplete, .watchOpened, .bookmark,
      .watchClosed, .watchExpired, .feedPaused, .feedResumed, .permissionLost:
      false
    }
  }

  /// Whether it speaks of the observing itself.
  public var isObservation: Bool {
    switch self {
    case .listingBegun, .listingComplete, .watchOpened, .bookmark, .watchClosed, .watchExpired,
      .feedPaused, .feedResumed, .permissionLost:
      true
    case .added, .modified, .deleted, .replaced, .leftFilter, .seen, .audited, .forgotten: false
    }
  }

  /// What the event asserts of its object at its revision; nil for observations and audit entries.
  ///
  /// `seen` takes the class of what was seen, from its draft.
  public var assertion: Assertion? {
    switch self {
    case .added, .modified, .replaced: .state
    case .deleted: .deleted
    case .leftFilter: .leftFilter
    case .seen, .audited, .forgotten, .listingBegun, .listingComplete, .watchOpened, .bookmark,
      .watchClosed, .watchExpired, .feedPaused, .feedResumed, .permissionLost:
      nil
    }
  }

  /// One of the three things that an object event can assert; part of the idempotence key.
  public enum Assertion: Int, Sendable {
    /// The object had this state from this revision on.
    case state = 0
    /// The object ended at this revision.
    case deleted = 1
    /// The object passed the feed's filter until this revision.
    case leftFilter = 2
  }
}
