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

extension TopologyReads {
  /// The greatest revision of a cluster's last epoch that was proven by an instant, over all kinds:
  /// R(T), for lists without a revision of their own; nil for none.
  ///
  /// Throws what the reads throw.
  public func revisionReached(by instant: Instant, cluster: String) throws -> Revision? {
    guard let context = try epochs(of: cluster).last?.context else { return nil }
    let reached = try reached(at: instant, context)
    return ResourceKind.allCases.compactMap { reached[$0] }.max()
  }
}
