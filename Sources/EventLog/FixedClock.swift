public import TopologyModel

/// A clock that stands still, for tests and replays.
public struct FixedClock: RecordingClock {
  private let instant: Instant

  /// Creates a clock that always says `instant`.
  public init(_ instant: Instant) {
    self.instant = instant
  }

  /// The instant it was created with.
  public func now() -> Instant { instant }
}
