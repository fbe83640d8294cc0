public import TopologyModel

/// Where `recordedAt` comes from; the executable has the only real one.
public protocol RecordingClock: Sendable {
  /// The current instant in UTC.
  func now() -> Instant
}
