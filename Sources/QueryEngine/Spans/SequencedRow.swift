import TopologyModel

/// A row over a stretch of a span: the cells, and since and until when they stood so.
struct SequencedRow: Hashable {
  var values: [Value]
  /// Inclusive; not before the span's beginning.
  var from: Moment
  /// Exclusive; not behind the span's end.
  var until: Moment
  /// The event that began it; nil where rows were counted.
  var event: LogPosition?
  var beginsInferred: Bool
  var endsInferred: Bool
  /// Whether it rests, somewhere in its stretch, on something that nobody was watching.
  var isCarried: Bool
  /// Whether it reaches back to the span's beginning, and may have begun before.
  var meetsStart: Bool
  /// Whether it reaches the span's end, and may go on behind it.
  var meetsEnd: Bool
  /// See `StateRow.continuity`.
  var continuity: [Value]?
  /// Its true ends, where they are known already.
  var whole: RowExtent?

  /// Whether it has a duration; states between revisions of one valid time have none.
  var hasDuration: Bool { from.instant < until.instant }
}

/// Since and until when a row has held, as far as anybody knows.
struct RowExtent: Hashable {
  var interval: HalfOpenInterval<Instant>
  /// The event that began it.
  var event: LogPosition
  var beginsInferred: Bool
  var endsInferred: Bool

  init(_ row: ServiceTimeline.Row) {
    interval = row.interval
    event = row.event
    beginsInferred = row.beginsInferred
    endsInferred = row.endsInferred
  }

  init(_ row: StateRow) {
    interval = row.interval
    event = row.event
    beginsInferred = row.beginsInferred
    endsInferred = row.endsInferred
  }
}
