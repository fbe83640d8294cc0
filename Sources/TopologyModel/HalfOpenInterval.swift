/// An interval `[from, until)`: `from` belongs to it, `until` does not; nil leaves the end open.
public struct HalfOpenInterval<Bound: Comparable & Sendable & Hashable>: Hashable, Sendable {
  /// The first bound inside.
  public var from: Bound
  /// The first bound no longer inside; nil while the interval is open.
  public var until: Bound?

  /// Creates `[from, until)`.
  @inlinable
  public init(from: Bound, until: Bound?) {
    self.from = from
    self.until = until
  }

  /// Returns whether the bound lies inside.
  @inlinable
  public func contains(_ bound: Bound) -> Bool {
    guard bound >= from else { return false }
    guard let until else { return true }
    return bound < until
  }

  /// Returns the part that both intervals share, or nil where they share nothing.
  @inlinable
  public func intersection(_ other: HalfOpenInterval) -> HalfOpenInterval? {
    let from = max(self.from, other.from)
    let until = Self.earlier(self.until, other.until)
    if let until, until <= from { return nil }
    return HalfOpenInterval(from: from, until: until)
  }

  /// Returns what intervals cover together, in order; those that overlap or adjoin are one.
  @inlinable
  public static func union(_ intervals: [HalfOpenInterval]) -> [HalfOpenInterval] {
    var joined: [HalfOpenInterval] = []
    for interval in intervals.sorted(by: { $0.from < $1.from }) {
      guard let last = joined.last, last.until.map({ interval.from <= $0 }) ?? true else {
        joined.append(interval)
        continue
      }
      guard let end = last.until else { break }
      joined[joined.count - 1].until = interval.until.map { max(end, $0) }
    }
    return joined
  }

  /// Returns the earlier of two ends, nil standing for no end.
  @inlinable
  public static func earlier(_ left: Bound?, _ right: Bound?) -> Bound? {
    guard let left else { return right }
    guard let right else { return left }
    return min(left, right)
  }
}
