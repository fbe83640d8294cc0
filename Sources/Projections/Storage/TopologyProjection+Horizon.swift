import EventLog
internal import Foundation
internal import GRDB
import TopologyModel

extension TopologyProjection {
  /// An event as it is folded: one from before the horizon of its cluster counts as told at the
  /// horizon, since what would say more of it is gone.
  func atHorizon(_ appended: AppendedEvent) -> (event: AppendedEvent, isBase: Bool) {
    guard let horizon = horizons[appended.clusterID], appended.event.observedAt < horizon else {
      return (appended, false)
    }
    var appended = appended
    appended.event.observedAt = horizon
    return (appended, true)
  }

  /// Begins a cluster with what was proven and listed at its horizon.
  func begin(at horizon: RetentionHorizon, db: Database) throws {
    let details = horizon.details
    let position = details.base.position.value
    let epoch = try registry.epoch(
      clusterID: horizon.clusterID,
      number: details.epoch,
      observedAt: details.before,
      position: position,
      db: db
    )
    if let unsharedFrom = details.unsharedFrom {
      try registry.stopSharing(epoch, from: unsharedFrom.value, db: db)
    }
    for step in details.steps {
      try db.execute(
        sql: """
          INSERT INTO projection_step (epoch_id, kind, observed_at, revision, position)
          VALUES (?, ?, ?, ?, ?)
          """,
        arguments: [
          epoch.id, step.kind.rawValue, details.before.nanoseconds, Data(step.revision.packedKey),
          position,
        ]
      )
    }
    for listed in details.listed {
      // It ends nothing: what was not in it ended before the horizon.
      try db.execute(
        sql: """
          INSERT INTO projection_listing
          SELECT -count(*) - 1, ?, ?, ?, '', ?, ?, 1 FROM projection_listing
          """,
        arguments: [
          epoch.id, listed.kind.rawValue, listed.namespace, Data(listed.revision.packedKey),
          details.before.nanoseconds,
        ]
      )
    }
  }
}
