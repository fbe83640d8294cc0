/// Tells how much time has passed, for `explain analyze`: it comes from outside, since no clock ticks
/// in here.
public struct Stopwatch: Sendable {
  /// Nanoseconds since some moment; never less than before.
  public let nanoseconds: @Sendable () -> Int64

  /// Creates a stopwatch over a monotonic clock.
  public init(nanoseconds: @escaping @Sendable () -> Int64) {
    self.nanoseconds = nanoseconds
  }
}
