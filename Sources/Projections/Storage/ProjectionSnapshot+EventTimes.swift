public import EventLog
public import TopologyModel

/// Events by their times.
///
/// A revision's valid time never lies before that of a lower one, so that the events of a stretch of time
/// are those of a stretch of revisions.
extension ProjectionSnapshot {
  /// Which share of the log is read event by event at most; more is read in the order of the log.
  private static let selectedShare: Int64 = 4

  /// A stretch of revisions.
  private struct RevisionStretch: Hashable {
    /// Excluded; nil for all below the end.
    var above: Revision?
    /// Included.
    var through: Revision
  }

  /// Calls `body` with the events of a stretch of time, and maybe with others, in order.
  public func forEachEvent(
    from since: Instant,
    through last: Instant,
    of epochs: [ClusterContext],
    _ body: (StoredEvent) throws -> Bool
  ) throws {
    guard let positions = try positions(from: since, through: last, of: epochs) else {
      return try forEachEvent(body)
    }
    for position in positions {
      guard let event = try log.event(at: LogPosition(position)) else { continue }
      guard try body(event) else { return }
    }
  }

  /// Where the events of a stretch of time may be, in order; nil where that is much of the log.
  private func positions(
    from since: Instant,
    through last: Instant,
    of epochs: [ClusterContext]
  ) throws -> [Int64]? {
    let head = basis.position
    let limit = Int(head.value / Self.selectedShare) + 1
    // Observations have no revision, and nothing may prove one: then the time of observation counts.
    var found = Set(
      try log.positions(observedFrom: since, through: last, upTo: head, limit: limit)
    )
    for epoch in epochs {
      let (before, end) = try (reached(before: since, epoch), reached(at: last, epoch))
      let stretches = Set(
        ResourceKind.allCases.compactMap { kind in
          end[kind].flatMap {
            $0 == before[kind] ? nil : RevisionStretch(above: before[kind], through: $0)
          }
        }
      )
      for stretch in stretches where found.count < limit {
        found.formUnion(
          try log.positions(
            clusterID: epoch.clusterID,
            epoch: epoch.epoch,
            above: stretch.above,
            through: stretch.through,
            upTo: head,
            limit: limit
          )
        )
      }
    }
    return found.count < limit ? found.sorted() : nil
  }
}
