import EventLog
internal import GRDB
import TopologyModel

/// Whether a watch delivered anything, where the revision that it ended at does not tell.
///
/// The objects of a recording come from other files than its watches, and what two feeds tell is kept once:
/// which feed told a change says nothing. What was proven of a scope, and when, is the same in whatever
/// order recordings are brought in.
extension ProjectionSnapshot {
  /// Whether a watch that expired delivered anything.
  func delivered(
    _ session: CoverageRecords.Session,
    of kind: ResourceKind,
    openedBy opening: LogPosition,
    _ context: ClusterContext
  ) throws -> Bool {
    guard let end = session.closedAt else { return false }
    if let last = session.closedRevision, last != session.openedRevision { return true }
    // Of one that was open at the retention horizon, the horizon knows what it delivered before.
    if let horizon = context.horizon, session.openedAt == horizon.before,
      horizon.delivered?.contains(opening) ?? true
    {
      return true
    }
    return try hasChange(
      of: kind,
      namespace: session.namespace,
      above: session.openedRevision,
      from: session.openedAt,
      through: end,
      context
    )
  }

  /// Whether a change of a kind, in one namespace or in all, above a revision was delivered by a watch and
  /// first proven in a stretch of time, both ends included.
  func hasChange(
    of kind: ResourceKind,
    namespace: String?,
    above revision: Revision?,
    from first: Instant,
    through last: Instant,
    _ context: ClusterContext
  ) throws -> Bool {
    var known = [
      revision, try step(kind, context, by: first.advanced(byNanoseconds: -1))?.revision,
    ]
    // A step at the horizon may tell what was proven before.
    if let horizon = context.horizon, first <= horizon.before { known.append(horizon.proven[kind]) }
    let low = known.compactMap { $0 }.max()
    guard let high = try step(kind, context, by: last)?.revision, low.map({ $0 < high }) ?? true
    else { return false }
    return try log.hasWatchedChange(
      clusterID: context.clusterID,
      epoch: context.epoch,
      kind: kind,
      namespace: namespace,
      above: low,
      through: high,
      upTo: basis.position
    )
  }
}
