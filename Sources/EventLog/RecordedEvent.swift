public import TopologyModel

/// An event of the log, less its body: the envelope.
public struct RecordedEvent: Hashable, Sendable {
  /// Its place in the log.
  public var position: LogPosition
  /// The cluster's name.
  public var cluster: String
  /// The cluster's epoch.
  public var epoch: Int
  /// The feed's identity.
  public var feedIdentity: String
  /// When it was appended; never decreases within a store.
  public var recordedAt: Instant
  /// When it was observed; never decreases within a feed.
  public var observedAt: Instant
  /// What it says.
  public var type: EventType
  /// What it asserts of its object; nil for observations.
  public var assertion: EventType.Assertion?
  /// How it came to be known.
  public var evidence: Evidence
  /// Its object; nil for observations.
  public var object: ObjectReference?
  /// Its revision, where it has one.
  public var revision: Revision?

  /// Creates an envelope.
  public init(
    position: LogPosition,
    cluster: String,
    epoch: Int,
    feedIdentity: String,
    recordedAt: Instant,
    observedAt: Instant,
    type: EventType,
    assertion: EventType.Assertion?,
    evidence: Evidence,
    object: ObjectReference?,
    revision: Revision?
  ) {
    self.position = position
    self.cluster = cluster
    self.epoch = epoch
    self.feedIdentity = feedIdentity
    self.recordedAt = recordedAt
    self.observedAt = observedAt
    self.type = type
    self.assertion = assertion
    self.evidence = evidence
    self.object = object
    self.revision = revision
  }
}
