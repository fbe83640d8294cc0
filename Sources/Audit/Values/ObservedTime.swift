import QueryEngine

/// How much of some time was observed, and how much was not: durations count the former only.
struct ObservedTime: Hashable, Sendable {
  /// The columns that say it, in order.
  static let columns = [Column("duration", .duration), Column("unobserved", .duration)]

  /// Nanoseconds that were observed.
  var observed: Int64
  /// Nanoseconds in gaps.
  var unobserved: Int64

  /// Measures stretches against the gaps.
  init(_ stretches: Stretches, gaps: Stretches) {
    unobserved = stretches.intersection(gaps).length
    observed = stretches.length - unobserved
  }

  /// Measures a stretch; nothing where there is none.
  init(_ stretch: Stretch?, gaps: Stretches) {
    self.init(Stretches([stretch].compactMap { $0 }), gaps: gaps)
  }

  /// The cells of the columns.
  var cells: [Value] { [.duration(observed), .duration(unobserved)] }
}
