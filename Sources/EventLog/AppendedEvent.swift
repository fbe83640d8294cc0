public import TopologyModel

/// An event on its way into the log, as projections receive it.
public struct AppendedEvent: Sendable {
  /// The envelope.
  public var event: RecordedEvent
  /// The cluster's number in the store.
  public var clusterID: Int64
  /// The feed's number in the store.
  public var feedID: Int64
  /// The object's number in the store; nil for observations.
  public var objectID: Int64?
  /// What the body says of the object, where the appender knew it.
  public var facts: ObjectFacts?
  /// What an observation says.
  public var observation: ObservationDetails?
  /// The object's body, or the encoded observation.
  public var body: [UInt8]

  /// Creates an appended event.
  public init(
    event: RecordedEvent,
    clusterID: Int64,
    feedID: Int64,
    objectID: Int64?,
    facts: ObjectFacts?,
    observation: ObservationDetails?,
    body: [UInt8]
  ) {
    self.event = event
    self.clusterID = clusterID
    self.feedID = feedID
    self.objectID = objectID
    self.facts = facts
    self.observation = observation
    self.body = body
  }
}
