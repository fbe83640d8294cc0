import EventLog
import Projections
import TopologyModel

/// The runs that a row rests on, which make one stretch of time.
struct RowEvidence {
  private let scene: Scene
  private(set) var runs: [RunBounds] = []
  private(set) var isCarried = false
  private var noted = LogPosition.zero
  /// Where the objects of some runs held their slots.
  private var tenures: [(kind: ResourceKind, stretch: (from: Revision?, until: Revision?))] = []

  /// Begins with one run.
  init<Facts>(_ run: FactRun<Facts>, _ scene: Scene) throws {
    self.scene = scene
    try add(run)
  }

  /// Begins with the run of an object that was found by its slot: the row holds only while it has that.
  init(occupant run: FactRun<ObjectFacts>, _ scene: Scene) throws {
    try self.init(run, scene)
    try noteTenure(of: run)
  }

  /// Adds a run: the row holds only while it does, too.
  mutating func add<Facts>(_ run: FactRun<Facts>) throws {
    runs.append(RunBounds(run))
    if !isCarried { isCarried = try scene.isCarried(run) }
  }

  /// Adds the run of an object that was found by its slot: the row holds only while it has that.
  mutating func addOccupant(_ run: FactRun<ObjectFacts>) throws {
    try add(run)
    try noteTenure(of: run)
  }

  private mutating func noteTenure(of run: FactRun<ObjectFacts>) throws {
    guard run.endsInferred else { return }
    tenures.append((run.object.slot.kind, try scene.tenure(of: run)))
  }

  /// Notes a later event that made it so, without another stretch.
  mutating func note(_ event: LogPosition?) {
    if let event { noted = max(noted, event) }
  }

  /// The row that rests on them.
  func row(
    _ values: [Value],
    about anchor: RowAnchor,
    continuity: [Value]? = nil
  ) throws -> StateRow {
    let stretch = try scene.stretch(of: runs)
    var interval = HalfOpenInterval(from: stretch.from, until: stretch.until)
    for tenure in tenures {
      interval = try scene.cut(interval, to: tenure.stretch, kind: tenure.kind)
    }
    return StateRow(
      values: values,
      anchor: anchor,
      interval: interval,
      event: max(stretch.event, noted),
      beginsInferred: stretch.beginsInferred,
      endsInferred: stretch.endsInferred,
      isCarried: isCarried,
      continuity: continuity
    )
  }
}
