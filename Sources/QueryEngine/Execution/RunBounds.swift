import EventLog
import Projections
import TopologyModel

/// What of a run tells how long a row holds that rests on it.
struct RunBounds: Hashable {
  var kind: ResourceKind
  var validity: HalfOpenInterval<Revision>
  var event: LogPosition
  var beginsInferred: Bool
  var endsInferred: Bool

  init<Facts>(_ run: FactRun<Facts>) {
    kind = run.object.slot.kind
    validity = run.validity
    event = run.event
    beginsInferred = run.beginsInferred
    endsInferred = run.endsInferred
  }

  init(_ run: WorkloadRun) {
    kind = .pod
    validity = run.validity
    event = run.event
    beginsInferred = run.beginsInferred
    endsInferred = run.endsInferred
  }

  /// Whether the run is valid where its kind is looked at.
  func isValid(at revisions: RevisionVector) -> Bool {
    guard let revision = revisions[kind] else { return false }
    return validity.from <= revision && (validity.until.map { $0 > revision } ?? true)
  }

  /// The beginning of the run that began last; nil for no runs.
  static func latestBeginning(of runs: [RunBounds]) -> Revision? {
    var latest: Revision?
    for run in runs where latest.map({ $0 < run.validity.from }) ?? true {
      latest = run.validity.from
    }
    return latest
  }

  /// The end of the run that ended first; nil where none has ended.
  static func firstEnd(of runs: [RunBounds]) -> Revision? {
    var first: Revision?
    for run in runs {
      guard let until = run.validity.until, first.map({ until < $0 }) ?? true else { continue }
      first = until
    }
    return first
  }
}
