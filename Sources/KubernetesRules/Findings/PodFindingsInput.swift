public import TopologyModel

/// All that findings about one Pod by itself read.
public struct PodFindingsInput: Hashable, Sendable {
  /// The Pod.
  public var pod: Observed<PodFacts>
  /// The other live Pods of the cluster that have one of its addresses; Pods on the host network
  /// may be here too.
  public var sharers: [Observed<PodFacts>]
  /// The Services of its namespace by name; nil where they are not observed.
  public var services: [String: Observed<ServiceFacts>]?

  /// Creates an input.
  public init(
    pod: Observed<PodFacts>,
    sharers: [Observed<PodFacts>],
    services: [String: Observed<ServiceFacts>]?
  ) {
    self.pod = pod
    self.sharers = sharers
    self.services = services
  }
}
