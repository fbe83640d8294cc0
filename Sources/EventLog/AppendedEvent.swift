public import TopologyModel

/// An event on its way into the log, as projections receive it.
public struct AppendedEvent: Sendable {
  /// The envelope.
  public var event: RecordedEvent
  /// The cluster's number in the store.
  public var clusterID: Int64
  /// The feed's number in the store.
  public var feedID: Int64
  /// The object's number in the store; nil for observations and audit entries.
  public var objectID: Int64?
  /// What the body says of the object, where the appender knew it.
  public var facts: ObjectFacts?
  /// What an observation says.
  public var observation: ObservationDetails?
  /// What an audit log told.
  public var audit: AuditEntry?
  /// The object's body, or the encoded observation or audit entry.
  public var body: [UInt8]
  /// Whether the log said nothing of the object at this revision or above when the event was
  /// appended; false where that is not known.
  package var isLatest = false

  /// Creates an appended event.
  public init(
    event: RecordedEvent,
    clusterID: Int64,
    feedID: Int64,
    objectID: Int64?,
    facts: ObjectFacts?,
    observation: ObservationDetails?,
    audit: AuditEntry? = nil,
    body: [UInt8]
  ) {
    self.event = event
    self.clusterID = clusterID
    self.feedID = feedID
    self.objectID = objectID
    self.facts = facts
    self.observation = observation
    self.audit = audit
    self.body = body
  }
}
