import Projections
import TopologyModel

extension TopologyReads {
  /// When the epoch behind one began: from then on that one answers; nil for the last one.
  func end(of cluster: ClusterContext) throws -> Instant? {
    try epochs(of: cluster.name).first { $0.context.epoch > cluster.epoch }?.begunAt
  }
}
