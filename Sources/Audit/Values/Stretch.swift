import TopologyModel

/// A stretch of time `[from, until)` that has an end.
struct Stretch: Hashable, Sendable {
  var from: Instant
  var until: Instant

  /// Nanoseconds.
  var length: Int64 { max(0, until.nanoseconds - from.nanoseconds) }

  var isEmpty: Bool { until <= from }

  /// The part of it that lies within another; nil where there is none.
  func clipped(to other: Stretch) -> Stretch? {
    let stretch = Stretch(from: max(from, other.from), until: min(until, other.until))
    return stretch.isEmpty ? nil : stretch
  }

  func contains(_ instant: Instant) -> Bool { from <= instant && instant < until }
}
