import TopologyModel

/// A stretch of observed time in which nothing was eligible for a Service port.
struct Outage {
  /// What begins or ends it without having been seen to.
  enum Cut: String {
    /// It begins where a gap ends.
    case gapBefore = "gap-before"
    /// It ends where a gap begins.
    case gapAfter = "gap-after"
    /// It begins with the span.
    case spanStart = "span-start"
    /// It ends with the span.
    case spanEnd = "span-end"
  }

  /// The number in the report; pieces on both sides of a gap share it.
  var number: Int
  var stretch: Stretch
  var cuts: [Cut]
  /// Whether it goes on from a piece before a gap.
  var isContinued: Bool
  var cause: OutageCause

  /// The pieces of a series in order, without causes.
  static func pieces(_ series: PortSeries, _ span: Stretch, _ gaps: Stretches) -> [Outage] {
    let empty = Stretches(series.steps.filter { $0.count == 0 }.map(\.stretch))
    var outages: [Outage] = []
    for (index, whole) in empty.all.enumerated() {
      let pieces = Stretches([whole]).intersection(series.observed)
      for (piece, stretch) in pieces.all.enumerated() {
        var cuts: [Cut] = []
        if gaps.ends(at: stretch.from) { cuts.append(.gapBefore) }
        if stretch.from == span.from { cuts.append(.spanStart) }
        if gaps.begins(at: stretch.until) { cuts.append(.gapAfter) }
        if stretch.until == span.until { cuts.append(.spanEnd) }
        outages.append(
          Outage(
            number: index,
            stretch: stretch,
            cuts: cuts,
            isContinued: piece > 0,
            cause: .unknown
          )
        )
      }
    }
    return outages
  }
}
