import EventLog
import TopologyModel

extension ProjectionSnapshot {
  /// The retention horizons by the clusters' numbers.
  func horizons() throws -> [Int64: RetentionHorizon] {
    if let known = memory.horizons { return known }
    let found = try log.horizons().map { ($0.clusterID, $0) }
    let horizons = Dictionary(uniqueKeysWithValues: found)
    memory.horizons = horizons
    return horizons
  }

  /// Whether an event was left from before the horizon of its cluster.
  func isBase(_ stored: StoredEvent) throws -> Bool {
    guard let horizon = try horizons()[stored.clusterID] else { return false }
    return stored.event.observedAt < horizon.details.before
  }
}
