/// Intervals in order of their beginnings.
extension HalfOpenInterval {
  /// Visits the places of elements whose intervals share something with an earlier one's: with the place of
  /// the one among those that ends last, and what the two have in common.
  ///
  /// What ends before that one has no more in common with what comes than it has.
  @inlinable
  public static func forEachMeeting<Element>(
    of ordered: [Element],
    by own: (Element) -> HalfOpenInterval,
    _ visit: (_ longest: Int, _ next: Int, _ meeting: HalfOpenInterval) throws -> Void
  ) rethrows {
    guard let first = ordered.first else { return }
    var (longest, interval) = (0, own(first))
    for next in ordered.indices.dropFirst() {
      let other = own(ordered[next])
      if let meeting = interval.intersection(other) { try visit(longest, next, meeting) }
      guard let end = interval.until else { continue }
      if other.until.map({ end < $0 }) ?? true { (longest, interval) = (next, other) }
    }
  }
}

/// Intervals in order, with nothing in common.
extension HalfOpenInterval {
  /// Returns those of intervals in order, with nothing in common, that share something with one.
  @inlinable
  public static func those(
    of ordered: [HalfOpenInterval],
    meeting interval: HalfOpenInterval
  ) -> ArraySlice<HalfOpenInterval> {
    those(of: ordered, meeting: interval) { $0 }
  }

  /// Returns those elements whose intervals share something with one; the intervals are in order, with
  /// nothing in common.
  @inlinable
  public static func those<Element>(
    of ordered: [Element],
    meeting interval: HalfOpenInterval,
    by own: (Element) -> HalfOpenInterval
  ) -> ArraySlice<Element> {
    let first = ordered.partitioningIndex { own($0).until.map { $0 > interval.from } ?? true }
    guard let until = interval.until else { return ordered[first...] }
    let last = ordered.partitioningIndex { own($0).from >= until }
    return first < last ? ordered[first..<last] : []
  }

  /// Returns the element whose interval has a point in it; the intervals are in order, with nothing in
  /// common.
  @inlinable
  public static func that<Element>(
    of ordered: [Element],
    containing point: Bound,
    by own: (Element) -> HalfOpenInterval
  ) -> Element? {
    let next = ordered.partitioningIndex { own($0).from > point }
    guard next > 0, own(ordered[next - 1]).contains(point) else { return nil }
    return ordered[next - 1]
  }

  /// Returns what both of two lists cover, in order; each has its intervals in order, with nothing in
  /// common.
  @inlinable
  public static func intersection(
    _ left: [HalfOpenInterval],
    _ right: [HalfOpenInterval]
  ) -> [HalfOpenInterval] {
    left.flatMap { interval in
      those(of: right, meeting: interval).compactMap { interval.intersection($0) }
    }
  }

  /// Returns what intervals in order, with nothing in common, leave of this one, in order.
  @inlinable
  public func without(_ covered: [HalfOpenInterval]) -> [HalfOpenInterval] {
    if let until, until <= from { return [] }
    var rest: [HalfOpenInterval] = []
    var next = from
    for piece in Self.those(of: covered, meeting: self) {
      if piece.from > next { rest.append(HalfOpenInterval(from: next, until: piece.from)) }
      guard let end = piece.until else { return rest }
      next = end
    }
    if until.map({ next < $0 }) ?? true { rest.append(HalfOpenInterval(from: next, until: until)) }
    return rest
  }
}
