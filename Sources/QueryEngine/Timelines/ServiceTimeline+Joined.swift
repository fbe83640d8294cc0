import TopologyModel

extension ServiceTimeline.Row {
  /// Joins the stretches of equal rows that adjoin: the first with a duration gives the beginning, the last
  /// the end.
  static func joined(_ pieces: [ServiceTimeline.Row]) -> [ServiceTimeline.Row] {
    var joined: [ServiceTimeline.Row] = []
    for piece in pieces.sorted(by: { precedes($0.interval, $1.interval) }) {
      guard var last = joined.last,
        last.interval.until.map({ piece.interval.from <= $0 }) ?? true
      else {
        joined.append(piece)
        continue
      }
      if piece.interval.until == piece.interval.from {
        joined[joined.count - 1].isContested = last.isContested || piece.isContested
        continue
      }
      if last.interval.until == last.interval.from {
        last.event = piece.event
        last.beginsInferred = piece.beginsInferred
      }
      last.interval.until = piece.interval.until
      last.endsInferred = piece.endsInferred
      last.isContested = last.isContested || piece.isContested
      joined[joined.count - 1] = last
    }
    return joined.filter { row in
      row.interval.until.map { $0 > row.interval.from } ?? true
    }
  }

  /// By beginning, then by end.
  private static func precedes(
    _ left: HalfOpenInterval<Instant>,
    _ right: HalfOpenInterval<Instant>
  ) -> Bool {
    guard left.from == right.from, let until = left.until else { return left.from < right.from }
    return right.until.map { until < $0 } ?? true
  }
}
