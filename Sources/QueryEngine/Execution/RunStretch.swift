import EventLog
import Projections
import TopologyModel

/// The stretch of time over which some runs hold together.
struct RunStretch {
  /// Since when all of them hold; the earliest instant where nobody asks for it.
  var from = Instant(nanoseconds: .min)
  /// Until when all of them hold.
  var until: Instant?
  /// The event that began the stretch: that of the run that began last, or the last one of several
  /// that began at one instant.
  var event = LogPosition.zero
  var beginsInferred = false
  var endsInferred = false

  /// The stretch over which a row surely holds.
  init(_ row: StateRow) {
    from = row.interval.from
    until = row.interval.until
    event = row.event
    beginsInferred = row.beginsInferred
    endsInferred = row.endsInferred
  }

  /// The stretch of runs whose kinds share one counter, by revision: what comes later has no earlier
  /// time, so that few times are looked up; nil where the beginning has none.
  ///
  /// Without `hasTimes` only what the stretch does not say in times is filled in.
  init?(_ runs: [RunBounds], sharing times: TimeLookup, hasTimes: Bool) throws {
    guard let latest = RunBounds.latestBeginning(of: runs) else { return }
    for run in runs where run.validity.from == latest {
      event = max(event, run.event)
      beginsInferred = beginsInferred || run.beginsInferred
    }
    for run in runs where run.validity.from != latest {
      // Only what would change something by beginning at the same instant is looked at.
      guard run.event > event || (run.beginsInferred && !beginsInferred),
        try times.validTime(of: run.validity.from, kind: run.kind)
          == times.validTime(of: latest, kind: run.kind)
      else { continue }
      event = max(event, run.event)
      beginsInferred = beginsInferred || run.beginsInferred
    }
    if hasTimes {
      guard let beginning = try times.validTime(of: latest, kind: .service) else { return nil }
      from = beginning
    }
    try end(runs, times, hasTimes: hasTimes)
  }

  private mutating func end(
    _ runs: [RunBounds],
    _ times: TimeLookup,
    hasTimes: Bool
  ) throws {
    guard let first = RunBounds.firstEnd(of: runs) else { return }
    let isInferred = runs.contains { $0.endsInferred }
    guard hasTimes || isInferred else { return }
    until = try times.validTime(of: first, kind: .service)
    guard isInferred, let until else { return }
    for run in runs where run.endsInferred {
      guard let end = run.validity.until else { continue }
      if try end == first || times.validTime(of: end, kind: run.kind) == until {
        endsInferred = true
      }
    }
  }

  /// The stretch of runs by the times of their own kinds.
  init(_ runs: [RunBounds], each times: TimeLookup) throws {
    for (index, run) in runs.enumerated() {
      let began =
        try times.validTime(of: run.validity.from, kind: run.kind) ?? Instant(nanoseconds: .min)
      if index == 0 || began > from {
        from = began
        event = run.event
        beginsInferred = run.beginsInferred
      } else if began == from {
        event = max(event, run.event)
        beginsInferred = beginsInferred || run.beginsInferred
      }
      let ended = try run.validity.until.flatMap { try times.validTime(of: $0, kind: run.kind) }
      guard let ended else { continue }
      if let current = until, current <= ended {
        if current == ended { endsInferred = endsInferred || run.endsInferred }
      } else {
        until = ended
        endsInferred = run.endsInferred
      }
    }
  }
}
