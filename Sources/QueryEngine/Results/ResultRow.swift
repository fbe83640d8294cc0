public import TopologyModel

/// One row of an answer.
public struct ResultRow: Hashable, Sendable {
  /// The cells, one a column.
  public var values: [Value] { didSet { place = nil } }
  /// Since when the row holds (inclusive); nil where that has no meaning.
  public var from: Instant? { didSet { place = nil } }
  /// Until when it holds (exclusive); nil while it is open.
  public var until: Instant? { didSet { place = nil } }
  /// How far the interval is to be trusted.
  public var certainty: Certainty { didSet { place = nil } }
  /// The event that made it so; nil where rows were counted.
  public var event: LogPosition? { didSet { place = nil } }
  /// Where its text is kept; nil for rows that are made for one answer, and once one was changed.
  var place: RowTexts.Place?

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

extension ResultRow: CustomReflectable {
  /// What it says; where its text is kept is no part of that.
  public var customMirror: Mirror {
    Mirror(
      self,
      children: [
        "values": values, "from": from as Any, "until": until as Any, "certainty": certainty,
        "event": event as Any,
      ]
    )
  }
}

extension ResultRow {
  /// Whether two rows say the same.
  public static func == (first: ResultRow, second: ResultRow) -> Bool {
    first.values == second.values && first.from == second.from && first.until == second.until
      && first.certainty == second.certainty && first.event == second.event
  }

  /// Hashes what it says.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(values)
    hasher.combine(from)
    hasher.combine(until)
    hasher.combine(certainty)
    hasher.combine(event)
  }

  /// Rows that are kept, each with a place for its text.
  static func kept(_ rows: [ResultRow]) -> [ResultRow] {
    let texts = RowTexts(rowCount: rows.count)
    return rows.indices.map { index in
      var row = rows[index]
      row.place = RowTexts.Place(texts: texts, index: index)
      return row
    }
  }

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
