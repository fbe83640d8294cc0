import TopologyModel

/// A row of a question about state, before its interval is final.
struct StateRow: Hashable {
  /// The cells.
  var values: [Value]
  /// What it is about.
  var anchor: RowAnchor
  /// A stretch of time in which the row surely holds as it stands; it may hold longer.
  var interval: HalfOpenInterval<Instant>
  /// The event that began it.
  var event: LogPosition
  /// Whether its beginning is known from a listing only.
  var beginsInferred: Bool
  /// Whether its end is known from a listing only.
  var endsInferred: Bool
  /// Whether it rests on something that nobody was watching.
  var isCarried: Bool
}
