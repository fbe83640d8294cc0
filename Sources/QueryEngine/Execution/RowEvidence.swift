import Projections
import TopologyModel

/// The runs that a row rests on, folded into one stretch of time as they are added.
struct RowEvidence {
  /// Since when all of them hold.
  private(set) var from: Instant
  /// Until when all of them hold.
  private(set) var until: Instant?
  private(set) var event: LogPosition
  private(set) var beginsInferred: Bool
  private(set) var endsInferred: Bool
  private(set) var isCarried: Bool

  /// Begins with one run.
  init<Facts>(_ run: FactRun<Facts>, _ scene: Scene) throws {
    let interval = try scene.interval(of: run)
    from = interval.from
    until = interval.until
    event = run.event
    beginsInferred = run.beginsInferred
    endsInferred = run.endsInferred
    isCarried = try scene.isCarried(run)
  }

  /// Adds a run: the row holds only while it does, too.
  mutating func add<Facts>(_ run: FactRun<Facts>, _ scene: Scene) throws {
    let interval = try scene.interval(of: run)
    if interval.from > from {
      from = interval.from
      event = run.event
      beginsInferred = run.beginsInferred
    } else if interval.from == from {
      event = max(event, run.event)
      beginsInferred = beginsInferred || run.beginsInferred
    }
    if let end = interval.until {
      if let current = until, current <= end {
        if current == end { endsInferred = endsInferred || run.endsInferred }
      } else {
        until = end
        endsInferred = run.endsInferred
      }
    }
    if !isCarried { isCarried = try scene.isCarried(run) }
  }

  /// Notes a later event that made it so, without another stretch.
  mutating func note(_ event: LogPosition?) {
    if let event { self.event = max(self.event, event) }
  }

  /// The row that rests on them.
  func row(_ values: [Value], about anchor: RowAnchor, continuity: [Value]? = nil) -> StateRow {
    StateRow(
      values: values,
      anchor: anchor,
      interval: HalfOpenInterval(from: from, until: until),
      event: event,
      beginsInferred: beginsInferred,
      endsInferred: endsInferred,
      isCarried: isCarried,
      continuity: continuity
    )
  }
}
