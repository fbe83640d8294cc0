public import TopologyModel

/// What a `forgotten` event says: before which instant a cluster's events were forgotten, and what
/// is known of that time still.
public struct ForgottenDetails: Hashable, Sendable {
  /// What the events below the horizon were replaced by, the same for all clusters of a store.
  public struct Base: Hashable, Sendable {
    /// The horizon: the last position whose event may be gone; the chain goes on behind it.
    public var position: LogPosition
    /// The chain hash there.
    public var hash: ChainHash
    /// When the event there was recorded.
    public var recordedAt: Instant
    /// The hash over the events that were left through it.
    public var digest: ChainHash

    /// Creates a base.
    public init(
      position: LogPosition,
      hash: ChainHash,
      recordedAt: Instant,
      digest: ChainHash
    ) {
      self.position = position
      self.hash = hash
      self.recordedAt = recordedAt
      self.digest = digest
    }
  }

  /// What was proven of a kind just before the horizon.
  public struct Step: Hashable, Sendable {
    /// The kind.
    public var kind: ResourceKind
    /// The highest revision that was proven.
    public var revision: Revision
    /// When the kind was last told of.
    public var toldAt: Instant

    /// Creates a step.
    public init(kind: ResourceKind, revision: Revision, toldAt: Instant) {
      self.kind = kind
      self.revision = revision
      self.toldAt = toldAt
    }
  }

  /// A kind that had been listed, in all namespaces or in one, and the last revision through which
  /// everything of it was delivered.
  public struct Listed: Hashable, Sendable {
    /// The kind.
    public var kind: ResourceKind
    /// The namespace; nil for all.
    public var namespace: String?
    /// The revision.
    public var revision: Revision

    /// Creates a listed kind.
    public init(kind: ResourceKind, namespace: String?, revision: Revision) {
      self.kind = kind
      self.namespace = namespace
      self.revision = revision
    }
  }

  /// Where an object ended of which nothing is left.
  public struct End: Hashable, Sendable {
    /// The object's kind.
    public var kind: ResourceKind
    /// Its UID.
    public var uid: String
    /// The revision at which it was gone.
    public var revision: Revision
    /// When that was proven.
    public var provenAt: Instant

    /// Creates an end.
    public init(kind: ResourceKind, uid: String, revision: Revision, provenAt: Instant) {
      self.kind = kind
      self.uid = uid
      self.revision = revision
      self.provenAt = provenAt
    }
  }

  /// The horizon in time: what the cluster was like before it was forgotten.
  public var before: Instant
  /// How many of the cluster's events went, of all retentions together.
  public var eventCount: Int
  /// What was left of the log through the horizon.
  public var base: Base
  /// The feeds whose first event lay below the horizon.
  public var feeds: [FeedDescription]
  /// The epoch that answered at the horizon.
  public var epoch: Int
  /// Since which position revisions are known not to be shared between kinds; nil where they are.
  public var unsharedFrom: LogPosition?
  /// What was proven, by kind.
  public var steps: [Step]
  /// What had been listed, by kind, then namespace.
  public var listed: [Listed]
  /// The openings of the watches that were open then and had delivered something; nil where that was
  /// not noted, by earlier versions of Hindcast.
  public var delivered: [LogPosition]?
  /// The objects that ended shortly before, by kind, then UID, of which another feed may tell late; nil
  /// where that was not noted, by earlier versions of Hindcast.
  public var ends: [End]?

  /// Creates details.
  public init(
    before: Instant,
    eventCount: Int,
    base: Base,
    feeds: [FeedDescription],
    epoch: Int,
    unsharedFrom: LogPosition?,
    steps: [Step],
    listed: [Listed],
    delivered: [LogPosition]?,
    ends: [End]?
  ) {
    self.before = before
    self.eventCount = eventCount
    self.base = base
    self.feeds = feeds
    self.epoch = epoch
    self.unsharedFrom = unsharedFrom
    self.steps = steps
    self.listed = listed
    self.delivered = delivered
    self.ends = ends
  }
}
