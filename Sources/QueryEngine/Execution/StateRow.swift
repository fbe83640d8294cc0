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
  /// What stays the same where the row changes in parts that do not matter to how long it has held:
  /// for draining Pods and for findings that wait for lag to pass.
  var continuity: [Value]?
  /// What an endpoint's row is made of; nil for other rows, and where more tells of it.
  var parts: EndpointParts?

  /// A row that rests on nothing that is there, such as that nobody holds an address.
  static func unowned(
    _ values: [Value],
    isCarried: Bool,
    until: Instant? = nil
  ) -> StateRow {
    StateRow(
      values: values,
      anchor: .whole,
      interval: HalfOpenInterval(from: Instant(nanoseconds: .min), until: until),
      event: .zero,
      beginsInferred: false,
      endsInferred: false,
      isCarried: isCarried,
      continuity: nil
    )
  }
}

extension StateRow {
  /// A row of a span as one at an instant, its ends being the true ones.
  init(_ row: SequencedRow) {
    self.init(
      values: row.values,
      anchor: .whole,
      interval: HalfOpenInterval(
        from: row.from.instant,
        until: row.meetsEnd ? nil : row.until.instant
      ),
      event: row.event ?? .zero,
      beginsInferred: row.beginsInferred,
      endsInferred: row.endsInferred,
      isCarried: row.isCarried,
      continuity: row.continuity
    )
  }
}
