public import TopologyModel

/// What can be wrong with stored projections; a rebuild mends all of it.
public enum ProjectionDamage: CategorizedError, Hashable {
  /// A stored revision is not one.
  case malformedRevision(table: String, id: Int64)
  /// Stored facts do not have the layout of this version.
  case malformedFacts(objectID: Int64)
  /// A listing's members cannot be read.
  case malformedListing(LogPosition)
  /// An audit entry cannot be read.
  case malformedAuditEntry(LogPosition)
  /// The projections do not reach the end of the log.
  case behind(position: LogPosition, head: LogPosition)

  /// Damage is damage.
  public var category: AnomalyCategory { .corrupt }

  /// What was found.
  public var message: String {
    switch self {
    case .malformedRevision(let table, let id): "row \(id) of \(table) has a malformed revision"
    case .malformedFacts(let objectID): "the facts of object \(objectID) cannot be read"
    case .malformedListing(let position):
      "the members of the listing at event \(position) cannot be read"
    case .malformedAuditEntry(let position):
      "the audit entry of event \(position) cannot be read"
    case .behind(let position, let head):
      "the projections end at event \(position), the log at event \(head)"
    }
  }

  /// What to do next.
  public var help: String? {
    "run `hindcast rebuild`: it drops the projections and replays the log"
  }
}
