internal import Synchronization
public import TopologyModel

/// The clock of a store that is salvaged into: events keep the time at which they were recorded.
public final class SalvageClock: RecordingClock {
  private let instant = Mutex(Instant(nanoseconds: .min))

  /// Creates a clock.
  public init() {}

  /// When the event that is being appended was recorded.
  public func now() -> Instant {
    instant.withLock { $0 }
  }

  func set(_ recordedAt: Instant) {
    instant.withLock { $0 = recordedAt }
  }
}
