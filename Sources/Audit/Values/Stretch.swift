import TopologyModel

/// A stretch of time `[from, until)` that has an end.
struct Stretch: Hashable, Sendable {
  var from: Instant
  var until: Instant

  /// Nanoseconds, held at the end of the range.
  var length: Int64 {
    guard until > from else { return 0 }
    let (length, overflows) = until.nanoseconds.subtractingReportingOverflow(from.nanoseconds)
    return overflows ? .max : length
  }

  var isEmpty: Bool { until <= from }

  /// The part of it that lies within another; nil where there is none.
  func clipped(to other: Stretch) -> Stretch? {
    let stretch = Stretch(from: max(from, other.from), until: min(until, other.until))
    return stretch.isEmpty ? nil : stretch
  }

  func contains(_ instant: Instant) -> Bool { from <= instant && instant < until }
}
