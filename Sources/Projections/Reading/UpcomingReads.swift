public import TopologyModel

/// What single reads will ask for one after the other, and the store may read at once.
public enum UpcomingReads: Sendable {
  /// The Pods of some UIDs.
  case pods(uids: [String])
  /// Whether, and where, slices that ever named a Service list endpoints with certain facts.
  case endpoints([EndpointFacts], service: String, namespace: String)
}
