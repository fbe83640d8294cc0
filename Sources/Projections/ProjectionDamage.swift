public import TopologyModel

/// What can be wrong with stored projections; a rebuild mends all of it.
public enum ProjectionDamage: CategorizedError, Hashable {
  /// A stored revision is not one.
  case malformedRevision(table: String, id: Int64)
  /// Stored facts do not have the layout of this version.
  case malformedFacts(objectID: Int64)
  /// What proves a revision at an instant does not say that it was reached by then.
  case disagreeingTimes(instant: Instant)
  /// The projections do not reach the end of the log.
  case behind(position: LogPosition, head: LogPosition)

  /// Damage is damage.
  public var category: AnomalyCategory { .corrupt }

  /// What was found.
  public var message: String {
    switch self {
    case .malformedRevision(let table, let id): "row \(id) of \(table) has a malformed revision"
    case .malformedFacts(let objectID): "the facts of object \(objectID) cannot be read"
    case .disagreeingTimes(let instant):
      "what was proven at \(instant) and what was reached by then do not agree"
    case .behind(let position, let head):
      "the projections end at event \(position), the log at event \(head)"
    }
  }

  /// What to do next.
  public var help: String? {
    "run `hindcast rebuild`: it drops the projections and replays the log"
  }
}
