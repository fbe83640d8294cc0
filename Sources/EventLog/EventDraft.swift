public import TopologyModel

/// An event that is not yet in the log.
public struct EventDraft: Sendable {
  /// What the event is about.
  public enum Content: Sendable {
    /// An object's state or end. `body` is what the log keeps, byte for byte; `facts`, where given,
    /// are what it says, so that projections need not read it again.
    case object(
      ObjectReference,
      assertion: EventType.Assertion,
      body: [UInt8],
      facts: ObjectFacts?
    )
    /// Something about the observing itself.
    case observation(ObservationDetails)
    /// A request that the API server's audit log told of.
    case audit(AuditEntry)
  }

  /// The feed that told us.
  public var feed: FeedDescription
  /// The cluster's epoch: 0 until an etcd restore (architecture.md section 3).
  public var epoch: Int
  /// What the event says.
  public var type: EventType
  /// When the record arrived at the collector, clamped so that it never decreases within the feed.
  public var observedAt: Instant
  /// How it came to be known.
  public var evidence: Evidence
  /// The revision, where the event has one.
  public var revision: Revision?
  /// What it is about.
  public var content: Content
  /// The body as it is to be stored, where it was made ahead.
  package var prepared: PreparedBody?

  /// Creates a draft.
  public init(
    feed: FeedDescription,
    epoch: Int,
    type: EventType,
    observedAt: Instant,
    evidence: Evidence,
    revision: Revision?,
    content: Content
  ) {
    self.feed = feed
    self.epoch = epoch
    self.type = type
    self.observedAt = observedAt
    self.evidence = evidence
    self.revision = revision
    self.content = content
  }

  /// Creates a draft that tells again what an event of a log told.
  package init(repeating event: RecordedEvent, of feed: FeedDescription, content: Content) {
    self.init(
      feed: feed,
      epoch: event.epoch,
      type: event.type,
      observedAt: event.observedAt,
      evidence: event.evidence,
      revision: event.revision,
      content: content
    )
  }
}
