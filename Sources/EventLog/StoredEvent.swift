/// An event of the log with the numbers under which the store knows its object, feed and cluster.
public struct StoredEvent: Hashable, Sendable {
  /// The envelope.
  public var event: RecordedEvent
  /// The object's number; nil for observations.
  public var objectID: Int64?
  /// The feed's number.
  public var feedID: Int64
  /// The cluster's number.
  public var clusterID: Int64

  /// Creates a stored event.
  public init(event: RecordedEvent, objectID: Int64?, feedID: Int64, clusterID: Int64) {
    self.event = event
    self.objectID = objectID
    self.feedID = feedID
    self.clusterID = clusterID
  }
}
