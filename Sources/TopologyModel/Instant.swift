/// An instant of Coordinated Universal Time, counted in nanoseconds from 1970-01-01T00:00:00Z.
///
/// Leap seconds are not counted, as in POSIX. The range is 1677 to 2262.
public struct Instant: Hashable, Comparable, Sendable {
  /// Nanoseconds since 1970-01-01T00:00:00Z; negative before it.
  public var nanoseconds: Int64

  /// Creates the instant that many nanoseconds after 1970-01-01T00:00:00Z.
  public init(nanoseconds: Int64) {
    self.nanoseconds = nanoseconds
  }

  /// Returns whether the left instant is earlier.
  public static func < (left: Instant, right: Instant) -> Bool {
    left.nanoseconds < right.nanoseconds
  }

  /// Returns the instant `nanoseconds` later, held at the ends of the range.
  public func advanced(byNanoseconds nanoseconds: Int64) -> Instant {
    let (sum, overflow) = self.nanoseconds.addingReportingOverflow(nanoseconds)
    if overflow {
      return Instant(nanoseconds: nanoseconds > 0 ? .max : .min)
    }
    return Instant(nanoseconds: sum)
  }
}
