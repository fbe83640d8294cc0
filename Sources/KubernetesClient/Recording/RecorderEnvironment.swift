public import TopologyModel

/// What a recorder takes from the rim: the time, pauses, and chance.
public struct RecorderEnvironment: Sendable {
  /// Tells the current time.
  public var now: @Sendable () -> Instant
  /// Waits for so many seconds; throws `CancellationError` when its task is cancelled.
  public var pause: @Sendable (_ seconds: Double) async throws -> Void
  /// Returns a number of `[0, 1)`, another one each time.
  public var random: @Sendable () -> Double

  /// Creates an environment.
  public init(
    now: @escaping @Sendable () -> Instant,
    pause: @escaping @Sendable (_ seconds: Double) async throws -> Void,
    random: @escaping @Sendable () -> Double
  ) {
    self.now = now
    self.pause = pause
    self.random = random
  }
}
