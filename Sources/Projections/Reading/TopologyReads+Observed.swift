public import TopologyModel

extension TopologyReads {
  /// Since when a cluster was observed, and when it last was, both inclusive, gaps between aside; nil
  /// for one that never was.
  ///
  /// Throws what the reads throw.
  public func observed(cluster: String) throws -> (from: Instant, through: Instant)? {
    let epochs = try epochs(of: cluster)
    guard let first = epochs.first else { return nil }
    let ends = try epochs.compactMap { try latestObservation($0.context) }
    return ends.max().map { (first.begunAt, $0) }
  }
}
