public import EventLog
public import TopologyModel

/// What the log says that an object was, or that it ended.
public struct ObjectVersion: Hashable, Sendable {
  /// The event that says so; its body is the object, but for an end that only a listing told.
  public var event: LogPosition
  /// How it was told.
  public var type: EventType

  /// Creates a version.
  public init(event: LogPosition, type: EventType) {
    self.event = event
    self.type = type
  }

  /// Whether the object ended with it, or left the feed's filter.
  public var isEnd: Bool { type == .deleted || type == .leftFilter || !type.isObjectEvent }

  /// Whether the event has the object as its body.
  public var hasBody: Bool { type.isObjectEvent }
}
