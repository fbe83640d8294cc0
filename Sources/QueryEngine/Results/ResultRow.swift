public import TopologyModel

/// One row of an answer.
public struct ResultRow: Hashable, Sendable {
  /// The cells, one a column.
  public var values: [Value]
  /// Since when the row holds (inclusive); nil where that has no meaning.
  public var from: Instant?
  /// Until when it holds (exclusive); nil while it is open.
  public var until: Instant?
  /// How far the interval is to be trusted.
  public var certainty: Certainty
  /// The event that made it so; nil where rows were counted.
  public var event: LogPosition?

  /// Creates a row.
  public init(
    values: [Value],
    from: Instant?,
    until: Instant?,
    certainty: Certainty,
    event: LogPosition?
  ) {
    self.values = values
    self.from = from
    self.until = until
    self.certainty = certainty
    self.event = event
  }
}

extension ResultRow {
  /// A row of a timeline.
  init(_ row: ServiceTimeline.Row) {
    self.init(
      values: row.values,
      from: row.interval.from.nanoseconds > .min ? row.interval.from : nil,
      until: row.interval.until,
      certainty: row.beginsInferred || row.endsInferred ? .inferred : .observed,
      event: row.event == .zero ? nil : row.event
    )
  }

  /// A row about state whose interval is final.
  init(_ row: StateRow) {
    let certainty: Certainty =
      row.isCarried ? .carried : row.beginsInferred || row.endsInferred ? .inferred : .observed
    self.init(
      values: row.values,
      from: row.interval.from.nanoseconds > .min ? row.interval.from : nil,
      until: row.interval.until,
      certainty: certainty,
      event: row.event == .zero ? nil : row.event
    )
  }
}
